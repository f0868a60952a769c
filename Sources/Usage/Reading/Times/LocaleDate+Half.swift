import Bytes

extension LocaleDate {
  /// What stands beside a clock: AM or PM, as countries have them whose Windows writes 12 hours.
  struct HalfWord {
    /// Nil where it is neither.
    private(set) var half: Half?
    /// Whether only dates with the day in front have it: Spanish, Greek.
    private(set) var isDayFirst = false
    /// Whether it is a word that may be either.
    private(set) var isUnknown = false

    private static let words: [(StaticString, Half)] = [
      ("πμ", .morning), ("π.μ.", .morning), ("μμ", .afternoon), ("μ.μ.", .afternoon),
      ("上午", .morning), ("下午", .afternoon), ("午前", .morning), ("午後", .afternoon),
      ("오전", .morning), ("오후", .afternoon),
      // Vietnamese, Arabic, Persian.
      ("SA", .morning), ("CH", .afternoon), ("ص", .morning), ("م", .afternoon),
      ("ق.ظ", .morning), ("ب.ظ", .afternoon),
      // Albanian, Malay, Afrikaans, Turkish.
      ("PD", .morning), ("MD", .afternoon), ("PG", .morning), ("PTG", .afternoon),
      ("vm.", .morning), ("nm.", .afternoon), ("ÖÖ", .morning), ("ÖS", .afternoon),
    ]
    /// What 24 hours may have beside them: Bulgarian.
    private static let others: [StaticString] = ["г.", "ч."]

    /// Takes what stands before the next digit; nil where nothing does.
    init?(_ cursor: inout ByteCursor) {
      let rest = cursor.rest
      var length = 0
      while length < rest.count, !rest[length].isDigit { length += 1 }
      guard length > 0 else { return nil }
      let word = Self.withoutSpaces(cursor.take(length) ?? .empty)
      if let english = Self.english(word) {
        half = english
        isDayFirst = word.dropFirst(1).first == 0x2E
      } else if let known = Self.words.first(where: { word.starts(with: $0.0) }) {
        half = known.1
        isDayFirst = word.starts(with: "π") || word.starts(with: "μ")
      } else {
        isUnknown =
          word.buffer.contains { $0.isLetter || $0 >= 0x80 }
          && !Self.others.contains { word.starts(with: $0) }
      }
    }

    /// The word behind spaces, those that break no line and marks of direction among them.
    private static func withoutSpaces(_ text: ByteSlice) -> ByteSlice {
      let spaces: [StaticString] = ["\u{A0}", "\u{202F}", "\u{200E}", "\u{200F}"]
      var word = text.trimmed
      while let space = spaces.first(where: { word.starts(with: $0) }) {
        word = word.dropFirst(space.utf8CodeUnitCount).trimmed
      }
      return word
    }

    /// `AM`, `p. m.`, and an `A` alone.
    private static func english(_ word: ByteSlice) -> Half? {
      guard let first = word.first?.lowercasedASCII, first == 0x61 || first == 0x70 else {
        return nil
      }
      for byte in word.dropFirst(1).buffer where byte.isLetter {
        return byte.lowercasedASCII == 0x6D ? half(first) : nil
      }
      return half(first)
    }

    private static func half(_ letter: UInt8) -> Half {
      letter == 0x70 ? .afternoon : .morning
    }
  }
}
