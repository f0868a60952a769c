import Bytes

/// A file that is being written, from the offset on that it was opened at.
public protocol WritableFile: AnyObject {
  func write(_ bytes: ByteSlice) throws(FileError)
  /// No more bytes come. `kept`: all that were written, as the quarantine has them; nil where it
  /// does not. Throws `full` where the file has lost some.
  func close(_ kept: KeptFile?) throws(FileError)
}
