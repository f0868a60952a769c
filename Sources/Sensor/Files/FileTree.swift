import Bytes

/// The files that a session sees. Paths are absolute, `/` between names, without `.` and `..` and
/// empty names: the session resolves what the client says. A tree is one session's: whatever it
/// changes, no other sees, but for `FolderTree`, whose files are real.
public protocol FileTree: AnyObject {
  /// Makes the folder where somebody is after a login, where the tree makes up such; whether it is
  /// there.
  func makeHome(_ path: [UInt8]) -> Bool
  /// What is at a path; nil where nothing is.
  func entry(at path: [UInt8]) -> FileEntry?
  /// What is in a folder, in no order.
  func entries(in path: [UInt8]) throws(FileError) -> [FileEntry]
  func makeFolder(_ path: [UInt8]) throws(FileError)
  func removeFolder(_ path: [UInt8]) throws(FileError)
  func removeFile(_ path: [UInt8]) throws(FileError)
  func rename(_ path: [UInt8], to: [UInt8]) throws(FileError)
  func copy(_ path: [UInt8], to: [UInt8]) throws(FileError)
  func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError)
  func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError)
  /// Opens a file to read.
  func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile
  /// Opens a file to write from `offset` on, nil: at its end. What is behind that goes; with
  /// `keepsRest` it stays but for what is written over it, and there are zeros up to an offset
  /// beyond the end.
  func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile
}

extension FileTree {
  public func makeHome(_ path: [UInt8]) -> Bool { entry(at: path)?.isFolder == true }

  func create(_ path: [UInt8], at offset: Int?) throws(FileError) -> any WritableFile {
    try create(path, at: offset, keepsRest: false)
  }
}
