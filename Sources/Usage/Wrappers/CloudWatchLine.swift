import Bytes

/// A server's line behind its time and the name of its stream, as `aws logs tail` prints it:
///
///     2026-10-02T12:00:11.123000+00:00 ftp/vsftpd/6f3a …
///
/// Syslog's lines may begin so too.
struct CloudWatchLine: LineWrapper {
  private lazy var servers = ServerLines()
  /// Whether a server's line was seen behind a stream's name.
  private var isSure = false

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    var cursor = ByteCursor(line)
    guard PrefixedLine.time(&cursor, decimalsMinimum: 6), line[26..<33] == "+00:00 ",
      cursor.word() != nil
    else { return nil }
    if !isSure {
      guard servers.recognise(cursor.rest), !servers.recognise(line) else { return nil }
      isSure = true
    }
    return WrappedLine(text: cursor.rest, beginning: line[0..<33])
  }
}
