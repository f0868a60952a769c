import Bytes
import Patterns

/// Asks the databases for one kind of text, in their order. Patterns are compiled when they are
/// first asked: most never are.
package struct FingerprintMatcher {
  /// Bytes of a text that are looked at.
  package static let textMaximum = 65_536

  private let databases: [String]
  private let fingerprints: [(database: Int, fingerprint: Fingerprint)]
  private let index: LiteralIndex
  private var matchers: [PatternMatcher?]
  private var candidates: [UInt64]

  /// - Parameter databases: in the order in which they are asked.
  init(_ databases: [FingerprintDatabase]) {
    self.databases = databases.map(\.name)
    fingerprints = databases.enumerated().flatMap { number, database in
      database.fingerprints.map { (number, $0) }
    }
    index = LiteralIndex(fingerprints.map { RequiredLiteral.anyOf($0.fingerprint.pattern) })
    matchers = Array(repeating: nil, count: fingerprints.count)
    candidates = Array(repeating: 0, count: (fingerprints.count + 63) / 64)
  }

  /// The first fingerprint that matches; nil where none does.
  package mutating func firstMatch(in text: ByteSlice) -> FingerprintMatch? {
    let text = text[0..<Self.textMaximum]
    return firstCandidate(in: text).flatMap { match($0) }
  }

  /// Whether any fingerprint matches, without putting together what it says: its number.
  mutating func firstCandidate(in text: ByteSlice) -> Int? {
    index.find(in: text, &candidates)
    for word in candidates.indices {
      var bits = candidates[word]
      while bits != 0 {
        let number = word << 6 + bits.trailingZeroBitCount
        bits &= bits - 1
        if matches(number, text) { return number }
      }
    }
    return nil
  }

  /// All fingerprints that match, in their order.
  package mutating func allMatches(in text: ByteSlice) -> [FingerprintMatch] {
    let text = text[0..<Self.textMaximum]
    index.find(in: text, &candidates)
    var found: [FingerprintMatch] = []
    for number in fingerprints.indices
    where candidates[number >> 6] >> UInt64(number & 63) & 1 == 1 && matches(number, text) {
      if let match = match(number) { found.append(match) }
    }
    return found
  }

  /// As `firstMatch`, with every pattern asked in turn: what the index has to agree with.
  package mutating func firstMatchUnindexed(in text: ByteSlice) -> FingerprintMatch? {
    let text = text[0..<Self.textMaximum]
    let number = fingerprints.indices.first { matches($0, text) }
    return number.flatMap { match($0) }
  }

  @inline(__always)
  private mutating func matches(_ number: Int, _ text: ByteSlice) -> Bool {
    if matchers[number] == nil {
      // What the database could not compile is not in it.
      guard let pattern = try? fingerprints[number].fingerprint.compiled() else { return false }
      matchers[number] = PatternMatcher(pattern)
    }
    return matchers[number]?.match(text) == .matched
  }

  private func match(_ number: Int) -> FingerprintMatch? {
    let (database, fingerprint) = fingerprints[number]
    return matchers[number].map { FingerprintMatch(databases[database], fingerprint, $0) }
  }
}
