import Bytes
import Inputs

/// The lines of a file that is read as it comes.
enum InputLines {
  /// Bytes of a line; what is longer is cut.
  static let lineMaximum = 1 << 24
  /// From so many bytes on, binary data is told from a line with odd bytes in it.
  private static let binaryMinimum = 1024
  /// Why a file that has no lines is not read.
  static let binary = "binary data, and no lines of text"

  /// Gives each line without its end, and tells when those that are there now have been given.
  /// Throws what the closures throw, and `FileProblem` where the file can't be read.
  static func each(
    of path: String, _ body: (ByteSlice) throws -> Void, pause: () throws -> Void = {}
  ) throws {
    let source = try ByteSource(path: path)
    try source.decodeUnicode()
    let head = try source.peek(binaryMinimum)
    if head.count == binaryMinimum, head.withSlice(\.isBinary) {
      throw FileProblem(path: path, reason: binary)
    }
    var carry: [UInt8] = []
    while !Signals.isInterrupted, let piece = try source.nextPiece() {
      carry += piece.buffer
      let used = try carry.withSlice { bytes in
        var position = 0
        // Only what came now can hold an end.
        while let end = bytes.firstIndex(of: 0x0A, from: max(position, bytes.count - piece.count)) {
          let line = bytes[position..<end]
          try body(line[0..<min(line.count, lineMaximum)])
          position = end + 1
        }
        return position
      }
      carry.removeFirst(used)
      // Of a line that is too long, the beginning is kept.
      if carry.count > 2 * lineMaximum { carry.removeSubrange(lineMaximum...) }
      try pause()
    }
    // What an interruption cut off is no line.
    if !carry.isEmpty, !source.isInterrupted, !Signals.isInterrupted {
      try carry.withSlice { try body($0[0..<min($0.count, lineMaximum)]) }
    }
  }
}
