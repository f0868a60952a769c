import Bytes
import Inputs

/// A file of text that the command line names and that is read as a whole; compressed ones are
/// unpacked, a byte order mark is passed over, and UTF-16 is read as UTF-8.
enum WholeFile {
  /// Bytes of a database or feed.
  static let databaseMaximum = 1 << 28
  /// Bytes of a file that a person wrote.
  private static let textMaximum = 1 << 24

  /// All bytes. Throws `FileProblem` where the file can't be read, and `Failure` where it has more
  /// than so many bytes, a multiple of 1 MiB.
  static func bytes(_ path: String, maximum: Int = databaseMaximum) throws -> [UInt8] {
    let source = try ByteSource(path: path)
    try source.decodeUnicode()
    var bytes: [UInt8] = []
    while let piece = try source.nextPiece() {
      bytes += piece.buffer
      if bytes.count > maximum { throw Failure("\(path): larger than \(maximum >> 20) MiB") }
    }
    return bytes
  }

  /// The text. Throws as `bytes` does, and `Failure` where it is no UTF-8.
  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path, maximum: textMaximum), as: UTF8.self) else {
      throw Failure("\(path): is no text in UTF-8")
    }
    return text
  }
}
