import Bytes
import Patterns

/// A sign of an attack: where it is looked for, and how it looks.
struct Signature: Sendable {
  /// What is looked at.
  enum Place: String, Sendable, CaseIterable {
    /// What stands behind the verb.
    case argument
    /// Verb, space and argument.
    case line
    /// The line with telnet's bytes.
    case raw
    /// The first bytes of a file.
    case upload
    /// What came in clear behind AUTH.
    case injected
    /// The first bytes of a client that speaks no FTP.
    case opening
  }

  /// Whether somebody is logged in.
  enum Phase: String, Sendable, CaseIterable {
    case before, after, any

    func includes(isLoggedIn: Bool) -> Bool {
      switch self {
      case .before: !isLoggedIn
      case .after: isLoggedIn
      case .any: true
      }
    }
  }

  enum Test: Sendable {
    case expression(Pattern)
    /// In capitals or small letters.
    case bytes([UInt8])
    /// In characters (`countCharacters`).
    case longerThan(Int)
  }

  var match: SignatureMatch
  var place: Place
  /// In capitals; empty for any.
  var verbs: Set<[UInt8]>
  var phase: Phase
  /// Bytes of which one is in all that matches; empty where that is not known.
  var needs: ByteSet
  var test: Test
  /// In words.
  var what: String

  /// Whether some bytes are such a sign. `has`: the bytes that are among them.
  func matches(_ bytes: [UInt8], has: ByteSet) -> PatternMatcher.Outcome {
    guard needs.isEmpty || needs.meets(has) else { return .notMatched }
    switch test {
    case .longerThan(let count):
      guard bytes.count > count else { return .notMatched }
      return Self.countCharacters(bytes) > count ? .matched : .notMatched
    case .bytes(let needle):
      let has = bytes.withSlice { bytes in needle.withSlice { bytes.containsIgnoringCase($0) } }
      return has ? .matched : .notMatched
    case .expression(let pattern):
      guard bytes.count >= pattern.lengthMinimum else { return .notMatched }
      var matcher = PatternMatcher(pattern)
      return bytes.withSlice { matcher.match($0) }
    }
  }

  /// Characters as a person counts them: one for each sequence of UTF-8, and for each that is
  /// written `%E3%81%82`. Any other byte is one.
  static func countCharacters(_ bytes: [UInt8]) -> Int {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let digits = bytes[place...].dropFirst().prefix(2)
      if bytes[place] == 0x25, digits.count == 2,
        let value = Array(digits).withSlice({ $0.hexadecimalInteger })
      {
        plain.append(UInt8(value))
        place += 3
      } else {
        plain.append(bytes[place])
        place += 1
      }
    }
    // What is no UTF-8 has a character for each byte of it, or nearly so.
    return String(decoding: plain, as: UTF8.self).unicodeScalars.count
  }
}

/// Which of the 256 bytes there are.
struct ByteSet: Equatable, Sendable {
  private var low: (UInt64, UInt64) = (0, 0)
  private var high: (UInt64, UInt64) = (0, 0)

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low.0 |= bit
    case 1: low.1 |= bit
    case 2: high.0 |= bit
    default: high.1 |= bit
    }
  }

  var isEmpty: Bool { low.0 | low.1 | high.0 | high.1 == 0 }

  /// Whether a byte is in both.
  func meets(_ other: ByteSet) -> Bool {
    (low.0 & other.low.0) | (low.1 & other.low.1) | (high.0 & other.high.0)
      | (high.1 & other.high.1) != 0
  }

  static func == (left: ByteSet, right: ByteSet) -> Bool {
    left.low == right.low && left.high == right.high
  }
}
