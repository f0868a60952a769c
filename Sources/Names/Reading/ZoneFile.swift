import Bytes

/// A zone's master file (RFC 1035 section 5): `$ORIGIN`, relative names, owners that are left out,
/// records over several lines.
struct ZoneFile: NameFormat {
  /// Bytes of a name that is put together.
  private static let nameMaximum = 1024
  /// Lines that one record may go on over.
  private static let continuedMaximum = 1000

  /// With a dot at its end, or empty.
  private var origin: [UInt8] = []
  private var owner: [UInt8] = []
  /// Parentheses that are open.
  private var depth = 0
  /// Lines since the first of them.
  private var continued = 0

  /// Whether a record was begun and not ended.
  var isOpen: Bool { depth > 0 }

  /// Whether the beginning of a file is that of a zone: a directive, or a start of authority.
  static func recognises(_ head: [UInt8]) -> Bool {
    head.withSlice { head in
      var rest = head
      while !rest.isEmpty {
        let end = rest.firstIndex(of: 0x0A) ?? rest.count
        let line = rest[0..<end]
        rest = rest.dropFirst(end + 1)
        if line.starts(with: "$ORIGIN") || line.starts(with: "$TTL") { return true }
        var words = line
        _ = ResourceRecord.word(&words)
        guard let record = ResourceRecord(words) else { continue }
        if record.type.equalsIgnoringCase("SOA") { return true }
      }
      return false
    }
  }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    let text = withoutRemark(line)
    let isContinued = depth > 0
    count(text)
    continued = isContinued ? continued + 1 : 0
    if continued > Self.continuedMaximum, depth > 0 {
      depth = 0
      throw MalformedName("no end of the parenthesis within \(Self.continuedMaximum) lines")
    }
    guard !isContinued, let first = text.first, !text.trimmed.isEmpty else { return }
    if first == 0x24 { return try direct(text) }
    var rest = text
    if !ResourceRecord.isGap(first) {
      let word = ResourceRecord.word(&rest)
      owner = word == "@" ? origin : absolute(word)
    }
    guard let record = ResourceRecord(rest) else {
      throw MalformedName("no type of a resource record")
    }
    if owner.isEmpty { throw MalformedName("no owner, and none before it") }
    let value = ResourceRecord.isName(record.type) ? absolute(record.data) : record.data.copied
    owner.withSlice { owner in
      value.withSlice { value in
        var entry = NameEntry(owner)
        (entry.type, entry.value) = (record.type, value)
        found(entry)
      }
    }
  }

  /// `$ORIGIN` is heeded. `$INCLUDE` would open what a file names, and is passed over.
  private mutating func direct(_ line: ByteSlice) throws(MalformedName) {
    var rest = line
    guard ResourceRecord.word(&rest).equalsIgnoringCase("$ORIGIN") else { return }
    let name = ResourceRecord.word(&rest)
    if name.isEmpty { throw MalformedName("$ORIGIN names nothing") }
    origin = absolute(name)
    if origin.last != 0x2E { origin.append(0x2E) }
  }

  private func absolute(_ name: ByteSlice) -> [UInt8] {
    if name == "@" { return origin }
    if name.last == 0x2E || origin.isEmpty || name.count + origin.count > Self.nameMaximum {
      return name.copied
    }
    return origin == [0x2E] ? name.copied + origin : name.copied + [0x2E] + origin
  }

  /// The line up to a `;` that is not quoted.
  private func withoutRemark(_ line: ByteSlice) -> ByteSlice {
    guard line.firstIndex(of: 0x3B) != nil else { return line }
    var isQuoted = false
    for (index, byte) in line.buffer.enumerated() {
      if byte == 0x22 { isQuoted.toggle() }
      if byte == 0x3B, !isQuoted { return line[0..<index] }
    }
    return line
  }

  private mutating func count(_ line: ByteSlice) {
    var isQuoted = false
    for byte in line.buffer {
      switch byte {
      case 0x22: isQuoted.toggle()
      case 0x28 where !isQuoted: depth += 1
      case 0x29 where !isQuoted: depth = max(0, depth - 1)
      default: break
      }
    }
  }
}
