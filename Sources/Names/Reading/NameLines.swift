import Bytes

/// Lines that each tell of a name: objects of JSON, and what `PlainNames` reads.
struct NameLines: NameFormat {
  private var json: JSONNames
  private var plain = PlainNames()

  var holdsName: Bool { plain.holdsName }

  init(needles: Needles?) { json = JSONNames(needles: needles) }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    if line.trimmed.first == 0x7B {
      try json.read(line, found)
    } else {
      try plain.read(line, found)
    }
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {
    try plain.finish(found)
  }
}
