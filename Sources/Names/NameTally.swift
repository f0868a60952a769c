import Bytes

/// What was found: distinct names, by what they say and where they belong.
///
/// Holds each distinct name and each registered domain once: some 100 bytes for either.
public struct NameTally {
  /// A list's row.
  public struct Row: Equatable, Sendable {
    /// The word, suffix or domain.
    public var text: String
    /// Distinct names.
    public var names: Int
  }

  /// The words, in their own order, with their distinct names.
  private var wordNames: [Int]
  private var words: [String]
  private var names = TextCounts()
  private var suffixes = TextCounts()
  private var domains = TextCounts()

  /// What was told of names that were found: each value of a name counts.
  public private(set) var entries = 0
  /// Distinct names.
  public var distinct: Int { names.count }
  /// Distinct registered domains.
  public var domainCount: Int { domains.count }

  /// Names that were left out.
  public internal(set) var leftOut = LeftOut()

  /// Names that were not found there, and were before.
  private var known = 0

  /// What was found or left out.
  var told: Int { entries + leftOut.count + known }

  init(_ words: [String]) {
    self.words = words
    wordNames = Array(repeating: 0, count: words.count)
  }

  /// Counts a name that was found; returns whether it is new.
  mutating func add(name: ByteSlice, word: Int, domain: ByteSlice, suffix: ByteSlice) -> Bool {
    entries += 1
    guard names.add(name) else { return false }
    wordNames[word] += 1
    suffixes.add(suffix)
    domains.add(domain)
    return true
  }

  /// Counts a name that was not found, unless it was found before.
  mutating func leaveOut(name: ByteSlice, _ outcome: NameOutcome) {
    if names.contains(name) {
      known += 1
    } else if outcome == .nonexistent {
      leftOut.nonexistent += 1
    } else {
      leftOut.unanswered += 1
    }
  }

  /// The words that names said, by how many did.
  public var labels: [Row] {
    zip(words, wordNames).filter { $0.1 > 0 }.map { Row(text: $0.0, names: $0.1) }
      .sorted { ($1.names, $0.text) < ($0.names, $1.text) }
  }

  /// The public suffixes with most names.
  public func suffixes(_ limit: Int) -> [Row] { rows(suffixes, limit) }

  /// How many public suffixes.
  public var suffixCount: Int { suffixes.count }

  /// The registered domains with most names.
  public func domains(_ limit: Int) -> [Row] { rows(domains, limit) }

  private func rows(_ counts: TextCounts, _ limit: Int) -> [Row] {
    counts.most(limit).map { Row(text: $0.text, names: $0.count) }
  }
}
