import Bytes
import Records

/// A line of docker's `json-file` driver:
///
///     {"log":"…\n","stream":"stdout","time":"2026-10-02T12:00:11.123456789Z"}
///
/// A line of 16 KiB and more is in pieces, of which the last ends it.
struct DockerLine: LineWrapper {
  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.starts(with: "{\"log\":\""), fields.read(line),
      let text = fields.text("log", in: arena), let time = fields.raw("time")
    else { return nil }
    let isWhole = text.last == 0x0A
    return WrappedLine(
      text: text.withoutLineEnd, beginning: arena.keep(time.copied + [0x20]), goesOn: !isWhole,
      isError: fields.raw("stream").map { $0 == "stderr" } ?? false)
  }
}

extension ByteSlice {
  /// The bytes without one LF or CR LF at their end.
  var withoutLineEnd: ByteSlice {
    guard last == 0x0A else { return self }
    let line = dropLast(1)
    return line.last == 0x0D ? line.dropLast(1) : line
  }
}
