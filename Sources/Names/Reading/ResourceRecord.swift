import Bytes

/// What stands behind the owner in a resource record (RFC 1035 section 5.1): a time to live and a
/// class in either order or not at all, the type, its data.
struct ResourceRecord {
  let type: ByteSlice
  let data: ByteSlice

  /// Nil where no type is there.
  init?(_ text: ByteSlice) {
    var rest = text
    for _ in 0..<3 {
      let word = Self.word(&rest)
      if word.isEmpty { return nil }
      if Self.isClass(word) || word[0].isDigit { continue }
      guard word[0].isLetter, word.buffer.allSatisfy({ $0.isLabelByte }) else { return nil }
      type = word
      data = rest.trimmed
      return
    }
    return nil
  }

  /// The next word; what is before it and itself are taken from the rest.
  static func word(_ rest: inout ByteSlice) -> ByteSlice {
    var start = 0
    while start < rest.count, isGap(rest[start]) { start += 1 }
    var end = start
    // What is escaped belongs to the word.
    while end < rest.count, !isGap(rest[end]) { end += rest[end] == 0x5C ? 2 : 1 }
    defer { rest = rest.dropFirst(end) }
    return rest[start..<end]
  }

  static func isGap(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isClass(_ word: ByteSlice) -> Bool {
    word.equalsIgnoringCase("IN") || word.equalsIgnoringCase("CH") || word.equalsIgnoringCase("HS")
  }

  /// Whether records of a type hold a name, which may be relative to the zone.
  static func isName(_ type: ByteSlice) -> Bool {
    type.equalsIgnoringCase("CNAME") || type.equalsIgnoringCase("DNAME")
      || type.equalsIgnoringCase("NS") || type.equalsIgnoringCase("PTR")
  }
}
