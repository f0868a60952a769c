import Bytes

/// What stands behind the owner in a resource record (RFC 1035 section 5.1): a time to live and a
/// class in either order or not at all, the type, its data.
struct ResourceRecord {
  /// Empty where it says what is not there.
  let type: ByteSlice
  let data: ByteSlice
  /// What it says of the owner.
  let outcome: NameOutcome

  /// Before the type of an entry in BIND's cache that says what is not there: the name, as its
  /// remark says, or else a record of the type (lib/dns/masterdump.c).
  private static let negative: StaticString = "\\-"
  private static let nonexistent: StaticString = "-$NXDOMAIN"

  /// Nil where no type is there. A remark that is not in the text may be given beside it.
  init?(_ text: ByteSlice, remark: ByteSlice? = nil) {
    var rest = text
    for _ in 0..<4 {
      let word = Self.word(&rest)
      if word.isEmpty { return nil }
      if Self.isAge(word) { continue }
      if Self.isClass(word) || word[0].isDigit { continue }
      if word.starts(with: Self.negative) {
        (type, data) = (.empty, .empty)
        outcome = (remark ?? rest).contains(Self.nonexistent) ? .nonexistent : .exists
        return
      }
      guard word[0].isLetter, word.buffer.allSatisfy({ $0.isLabelByte }) else { return nil }
      type = RecordType.known(word)
      data = rest.trimmed
      outcome = .exists
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

  /// Whether a word is the age that Windows' DNS server writes before a record: `[AGE:3640000]`.
  private static func isAge(_ word: ByteSlice) -> Bool {
    guard word.first == 0x5B, word.last == 0x5D, let colon = word.firstIndex(of: 0x3A) else {
      return false
    }
    let title = word[1..<colon]
    return title.equalsIgnoringCase("AGE") || title.equalsIgnoringCase("Aging")
  }

  /// By its name, or by its number as in `CLASS1` (RFC 3597 section 5).
  static func isClass(_ word: ByteSlice) -> Bool {
    word.equalsIgnoringCase("IN") || word.equalsIgnoringCase("CH") || word.equalsIgnoringCase("HS")
      || word.count > 5 && word[0..<5].equalsIgnoringCase("CLASS")
        && word.dropFirst(5).integer != nil
  }

  /// Whether records of a type hold a name, which may be relative to the zone.
  static func isName(_ type: ByteSlice) -> Bool {
    type.equalsIgnoringCase("CNAME") || type.equalsIgnoringCase("DNAME")
      || type.equalsIgnoringCase("NS") || type.equalsIgnoringCase("PTR")
  }
}
