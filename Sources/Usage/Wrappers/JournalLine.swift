import Bytes
import Records

/// An entry of `journalctl -o json`, `json-seq` or `json-sse`. A message that has no time of its
/// own is syslog's: it gets the header that syslog writes.
struct JournalLine: LineWrapper {
  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    var line = line
    if line.first == 0x1E { line = line.dropFirst(1) }
    if line.starts(with: "data: ") { line = line.dropFirst(6) }
    guard line.first == 0x7B, line.contains("\"__REALTIME_TIMESTAMP\""), fields.read(line),
      let microseconds = fields.integer("__REALTIME_TIMESTAMP"),
      // What is not UTF-8 is an array of its bytes.
      let text = fields.text("MESSAGE", in: arena) ?? fields.bytes("MESSAGE").map(arena.keep)
    else { return nil }
    let time = Timestamp(milliseconds: Int64(microseconds / 1000)).rfc3339
    let program = fields.text("SYSLOG_IDENTIFIER", in: arena) ?? fields.text("_COMM", in: arena)
    return WrappedLine(
      text,
      LineBeginning(
        time: time, host: fields.text("_HOSTNAME", in: arena),
        program: program ?? ("-" as StaticString).bytes,
        process: fields.raw("SYSLOG_PID") ?? fields.raw("_PID")),
      in: arena)
  }
}
