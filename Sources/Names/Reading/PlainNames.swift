import Bytes

/// A name a line, alone or followed by type and value: `name`, `name,type,value`,
/// `name. 3600 IN A 192.0.2.1`, `name. A 192.0.2.1`; or behind a number or an address, as in lists
/// by rank and files of hosts: `17,name`, `192.0.2.1 name`; or in host(1)'s words. Lines that begin
/// with `#` or `;` are remarks.
struct PlainNames: NameFormat {
  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    let line = line.trimmed
    guard let first = line.first, first != 0x23, first != 0x3B else { return }
    var rest = line
    let name = ResourceRecord.word(&rest)
    if let answer = HostAnswer(rest) {
      var entry = NameEntry(name)
      if let type = answer.type { (entry.type, entry.value) = (type, answer.data) }
      return found(entry)
    }
    let isTable = line.firstIndex(of: 0x2C) != nil
    rest = line
    var entry = NameEntry(Self.field(&rest, isTable))
    if Self.isNumber(entry.name) {
      entry.name = Self.field(&rest, isTable)
      return found(entry)
    }
    if isTable {
      let type = Self.field(&rest, isTable)
      if !rest.isEmpty { (entry.type, entry.value) = (type, Self.withoutQuotes(rest)) }
    } else if let record = ResourceRecord(rest) {
      (entry.type, entry.value) = (record.type, record.data)
    }
    found(entry)
  }

  /// The next field, which is taken from the rest.
  private static func field(_ rest: inout ByteSlice, _ isTable: Bool) -> ByteSlice {
    guard isTable else { return withoutQuotes(ResourceRecord.word(&rest)) }
    let end = rest.firstIndex(of: 0x2C) ?? rest.count
    defer { rest = rest.dropFirst(end + 1) }
    return withoutQuotes(rest[0..<end])
  }

  private static func withoutQuotes(_ field: ByteSlice) -> ByteSlice {
    let field = field.trimmed
    let isQuoted = field.count > 1 && field.first == 0x22 && field.last == 0x22
    return isQuoted ? field.dropFirst(1).dropLast(1) : field
  }

  /// Whether a field is a number or an address.
  private static func isNumber(_ field: ByteSlice) -> Bool {
    if field.firstIndex(of: 0x3A) != nil {
      return field.buffer.allSatisfy { $0 == 0x3A || $0 == 0x2E || $0.isHexDigit }
    }
    return !field.isEmpty && field.buffer.allSatisfy { $0.isDigit || $0 == 0x2E }
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
}
