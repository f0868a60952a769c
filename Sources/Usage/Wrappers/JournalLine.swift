import Bytes
import Records

/// An entry of `journalctl -o json`. A message that has no time of its own is syslog's: it gets
/// the header that syslog writes.
struct JournalLine: LineWrapper {
  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.first == 0x7B, line.contains("\"__REALTIME_TIMESTAMP\""), fields.read(line),
      let microseconds = fields.integer("__REALTIME_TIMESTAMP"),
      // What is not UTF-8 is an array of its bytes.
      let text = fields.text("MESSAGE", in: arena) ?? fields.bytes("MESSAGE").map(arena.keep)
    else { return nil }
    let time = Timestamp(milliseconds: Int64(microseconds / 1000)).rfc3339
    let unknown = ("-" as StaticString).bytes
    let host = fields.text("_HOSTNAME", in: arena) ?? unknown
    let program =
      fields.text("SYSLOG_IDENTIFIER", in: arena) ?? fields.text("_COMM", in: arena) ?? unknown
    var head = Array(time.utf8) + [0x20] + host.copied + [0x20] + program.copied
    if let pid = fields.raw("SYSLOG_PID") ?? fields.raw("_PID") {
      head += [0x5B] + pid.copied + [0x5D]
    }
    var line = WrappedLine(
      text: text.withoutLineEnd, beginning: arena.keep(head + [0x3A, 0x20]))
    line.wantsBeginning = program == "proftpd"
    return line
  }
}
