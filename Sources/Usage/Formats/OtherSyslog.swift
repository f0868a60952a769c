import Bytes
import FTPProtocol

/// Lines of syslog that are some other program's: skipped, so that a whole `/var/log/syslog` can
/// be given; but for those of servers that are not known.
struct OtherSyslog: YearlessLogReader {
  static let format = LogFormat(
    name: "syslog", title: "other programs' syslog",
    kind: .filler,
    sessions: SessionTraits(start: .unknown),
    makeReader: { OtherSyslog($0) })

  var context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    SyslogLine(line, context) != nil || isRemark(line)
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let line = SyslogLine(line, context) else {
      return isRemark(line) ? .skipped : .foreign
    }
    return UnknownServer.name(of: line).map(LineOutcome.unknownServer) ?? .skipped
  }

  /// What no program wrote: journalctl's `-- Boot 5f1c… --`, and syslogd's
  /// `Nov 27 01:00:01 host last message repeated 2 times`, which says of no program what it was.
  private func isRemark(_ line: ByteSlice) -> Bool {
    if line.starts(with: "-- ") {
      return line.ends(with: " --") || line.starts(with: "-- cursor: ")
    }
    guard let mark = line.firstRange(of: " last message repeated ") else { return false }
    var cursor = ByteCursor(line.dropFirst(mark.upperBound))
    var front = ByteCursor(line)
    return cursor.integer() != nil && cursor.skip(" time")
      && LogTime.syslog(&front, context) != nil
  }
}
