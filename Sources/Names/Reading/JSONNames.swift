import Bytes
import Records

/// JSON objects, one a line: forward DNS (`name`, `type`, `value`, `timestamp`), names of
/// certificates (`name_value`, several in lines), and whatever else has `name`, `host` or
/// `hostname`.
struct JSONNames: NameFormat {
  private var fields = JSONFields()
  private let arena = ByteArena()

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    arena.reset()
    guard fields.read(line) else { throw MalformedName("no JSON object") }
    let name =
      fields.text("name", in: arena) ?? fields.text("name_value", in: arena)
      ?? fields.text("host", in: arena) ?? fields.text("hostname", in: arena)
    guard let name else { throw MalformedName("none of name, name_value, host, hostname") }
    let type = fields.text("type", in: arena)
    let value = fields.text("value", in: arena)
    let time = time()
    var rest = name
    while true {
      let end = rest.firstIndex(of: 0x0A) ?? rest.count
      var entry = NameEntry(rest[0..<end].trimmed)
      (entry.type, entry.value, entry.time) = (type, value, time)
      found(entry)
      if end == rest.count { return }
      rest = rest.dropFirst(end + 1)
    }
  }

  /// Seconds since 1970, as a number or a text, or RFC 3339.
  private func time() -> Timestamp? {
    guard let text = fields.raw("timestamp") ?? fields.raw("time") else { return nil }
    if text.count <= 11, text.buffer.allSatisfy(\.isDigit), let seconds = Int(text.text) {
      return Timestamp(milliseconds: Int64(seconds) * 1000)
    }
    return Timestamp(rfc3339: text.text)
  }
}
