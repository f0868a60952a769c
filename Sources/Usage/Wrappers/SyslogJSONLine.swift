import Bytes

/// A line of a program that writes JSON, as syslog and `journalctl` have it:
///
///     Oct  5 08:12:01 host sftpgo[812]: {"level":"info","time":"2026-10-05T08:12:02.173",…}
struct SyslogJSONLine: LineWrapper {
  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.last == 0x7D, let syslog = SyslogLine(line, ReaderContext()),
      syslog.message.first == 0x7B
    else { return nil }
    return WrappedLine(text: syslog.message)
  }
}
