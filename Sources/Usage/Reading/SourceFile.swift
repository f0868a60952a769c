import Bytes

/// A file of the run, as sessions refer to it by number.
struct SourceFile: Sendable {
  var path: String
  /// Sets apart the keys of files that do not continue one another.
  var stream: Digest128
  /// Where transfer logs look for its sessions.
  var scopes: [Digest128] = []
  /// How many lines it has, where it is read from its end.
  var turnedLines: UInt64?

  /// The line of the file that was read as so many.
  func line(_ number: UInt64) -> UInt64 { turnedLines.map { $0 + 1 - min(number, $0) } ?? number }
}
