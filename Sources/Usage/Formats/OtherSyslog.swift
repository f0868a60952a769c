import Bytes
import FTPProtocol

/// Lines of syslog that are some other program's: skipped, so that a whole `/var/log/syslog` can
/// be given; but for those of servers that are not known.
struct OtherSyslog: LogReader {
  static let format = LogFormat(
    name: "syslog", title: "other programs' syslog", start: .unknown, isFiller: true,
    makeReader: { OtherSyslog($0) })

  private let context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { SyslogLine(line, context) != nil }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let line = SyslogLine(line, context) else { return .foreign }
    return UnknownServer.name(of: line).map(LineOutcome.unknownServer) ?? .skipped
  }
}
