import Bytes

/// A server's line behind the names of its pod and container, of its namespace too where several
/// were asked for, as `stern` prints it; with `--timestamps`, the time too:
///
///     ftp-7d4b9 vsftpd …
///     files ftp-7d4b9 vsftpd 2026-10-02T12:00:11.123456789Z …
struct SternLine: LineWrapper {
  private lazy var servers = ServerLines()
  /// How many names there are, once a server's line was seen behind them.
  private var names: Int?
  /// Whether a line names the columns of those that follow, which begin with no names then.
  private var isPlain = false

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    if line.starts(with: "#Fields:") { isPlain = true }
    if isPlain { return nil }
    var cursor = ByteCursor(line)
    for number in 1...(names ?? 3) {
      guard let name = cursor.word(), name.isKubernetesName else { return nil }
      if number < names ?? 2 { continue }
      let begins = cursor.rest
      var ahead = cursor
      let hasTime = PrefixedLine.time(&ahead, decimalsMinimum: 7)
      if names != number {
        guard servers.recognise(ahead.rest), !servers.recognise(line) else { continue }
        names = number
      }
      return WrappedLine(
        text: ahead.rest,
        beginning: hasTime ? begins[0..<(begins.count - ahead.rest.count)] : .empty)
    }
    return nil
  }
}

extension ByteSlice {
  /// RFC 1123's names, as Kubernetes has them.
  fileprivate var isKubernetesName: Bool {
    guard let first, let last, first.isLetterOrDigit, last.isLetterOrDigit, count <= 253 else {
      return false
    }
    return buffer.allSatisfy { $0.isDigit || $0 &- 0x61 < 26 || $0 == 0x2D || $0 == 0x2E }
  }
}
