import Bytes
import Records

/// A line as Elastic's shippers (Filebeat, Elastic Agent) write it to a file:
///
///     {"@timestamp":"2026-10-02T12:00:11.123Z", … ,"message":"…"}
struct BeatsLine: LineWrapper {
  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.first == 0x7B, line.contains("\"@timestamp\""), line.contains("\"message\""),
      fields.read(line), let time = fields.raw("@timestamp"),
      let text = fields.text("message", in: arena)
    else { return nil }
    return WrappedLine(
      text: text.withoutLineEnd, beginning: arena.keep(time.copied + [0x20]))
  }
}
