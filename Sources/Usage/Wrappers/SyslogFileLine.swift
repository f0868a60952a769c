import Bytes

/// A line of a server's own log that a shipper (rsyslog's imfile) sent on through syslog, under
/// whatever name:
///
///     2026-10-03T11:06:36.036461+00:00 host tag: 2026-10-03 11:06:36,036 host proftpd[5172] …
struct SyslogFileLine: LineWrapper {
  private lazy var servers = ServerLines()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard let message = SyslogLine(line, ReaderContext())?.message, servers.recognise(message),
      !servers.recognise(line)
    else { return nil }
    return WrappedLine(text: message)
  }
}
