import Bytes

/// A name a line, alone or followed by type and value: `name`, `name,type,value`,
/// `name. 3600 IN A 192.0.2.1`, `name. A 192.0.2.1`. Lines that begin with `#` or `;` are remarks.
struct PlainNames: NameFormat {
  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    let line = line.trimmed
    guard let first = line.first, first != 0x23, first != 0x3B else { return }
    if let comma = line.firstIndex(of: 0x2C) {
      var entry = NameEntry(line[0..<comma].trimmed)
      let rest = line.dropFirst(comma + 1)
      if let next = rest.firstIndex(of: 0x2C) {
        entry.type = rest[0..<next].trimmed
        entry.value = rest.dropFirst(next + 1).trimmed
      }
      return found(entry)
    }
    var rest = line
    var entry = NameEntry(ResourceRecord.word(&rest))
    if let record = ResourceRecord(rest) { (entry.type, entry.value) = (record.type, record.data) }
    found(entry)
  }
}
