extension IPAddress: CustomStringConvertible {
  /// Reads all of a text as an address: `192.0.2.1`, or any form of RFC 4291 section 2.2; nil
  /// where it is none. An octet with a leading zero is refused, since some take it for octal
  /// (RFC 6943 section 3.1.1). No brackets, no zone.
  public init?(_ text: ByteSlice) {
    if let value = Self.v4(text) {
      self.init(v4: value)
    } else if let value = Self.v6(text) {
      self.init(v6: value)
    } else {
      return nil
    }
  }

  /// As for bytes.
  public init?(_ text: String) {
    var text = text
    let address = text.withUTF8 { IPAddress(ByteSlice($0)) }
    guard let address else { return nil }
    self = address
  }

  /// The canonical form: dotted decimal, or RFC 5952.
  public var description: String {
    family == .v4 ? Self.dotted(UInt32(truncatingIfNeeded: value)) : canonicalV6
  }

  private static func v4(_ text: ByteSlice) -> UInt32? {
    guard text.count >= 7, text.count <= 15 else { return nil }
    var cursor = ByteCursor(text)
    var value: UInt32 = 0
    for octet in 0..<4 {
      guard let part = octet < 3 ? cursor.take(until: 0x2E) : cursor.take(cursor.rest.count),
        let number = part.integer, number <= 255, part.count == 1 || part.first != 0x30
      else { return nil }
      value = value << 8 | UInt32(number)
    }
    return value
  }

  private static func v6(_ text: ByteSlice) -> UInt128? {
    guard text.count >= 2, text.count <= 45 else { return nil }
    var value: UInt128 = 0
    var groups = 0
    /// How many groups stand before `::`.
    var gap: Int?
    var index = 0
    if text.starts(with: "::") {
      gap = 0
      index = 2
    }
    while index < text.count {
      guard groups < 8 else { return nil }
      let end = text.firstIndex(of: 0x3A, from: index) ?? text.count
      let piece = text[index..<end]
      if end == text.count, groups <= 6, let tail = v4(piece) {
        value = value << 32 | UInt128(tail)
        groups += 2
        break
      }
      guard piece.count <= 4, let group = piece.hexadecimalInteger else { return nil }
      value = value << 16 | UInt128(group)
      groups += 1
      index = end + 1
      if end < text.count {
        // A colon is followed by a group, or by the second one of the only `::`.
        guard index < text.count else { return nil }
        if text[index] == 0x3A {
          guard gap == nil else { return nil }
          gap = groups
          index += 1
        }
      }
    }
    guard let gap else { return groups == 8 ? value : nil }
    guard groups < 8 else { return nil }
    let low = groups - gap
    let tail = value & (((1 as UInt128) << UInt128(16 * low)) - 1)
    return (value >> UInt128(16 * low)) << UInt128(16 * (8 - gap)) | tail
  }

  private static func dotted(_ value: UInt32) -> String {
    "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
  }

  /// RFC 5952 section 4: lower case, no leading zeros, the first of the longest runs of two or
  /// more zero groups as `::`; section 5: an IPv4-mapped address ends in dotted decimal.
  private var canonicalV6: String {
    if unmapped.family == .v4 { return "::ffff:\(unmapped)" }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > longest.count { longest = start..<end }
      start = end + 1
    }
    let words = groups.map { String($0, radix: 16) }
    guard !longest.isEmpty else { return words.joined(separator: ":") }
    return words[..<longest.lowerBound].joined(separator: ":") + "::"
      + words[longest.upperBound...].joined(separator: ":")
  }
}
