/// How often each of some texts came. The texts are what others chose: there is a limit to how many
/// are told apart, and to how long they are.
struct Census: Equatable, Sendable {
  /// A text and its count.
  struct Entry: Equatable, Sendable {
    /// The text, cut at `Limits.textBytesMaximum`.
    var text: String
    /// How often it came.
    var count: Int
  }

  /// What bounds a census.
  enum Limits {
    /// Texts that are told apart.
    static let textsMaximum = 256
    /// Bytes of a text.
    static let textBytesMaximum = 64
  }

  /// How often a text came that is beyond a limit.
  private(set) var others = 0
  private var counts: [String: Int] = [:]

  /// The texts, the most frequent first, then by the alphabet.
  var entries: [Entry] {
    counts.map { Entry(text: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
  }

  mutating func add(_ text: String) {
    let isKnown = counts[text] != nil
    if isKnown || counts.count < Limits.textsMaximum && text.utf8.count <= Limits.textBytesMaximum {
      counts[text, default: 0] += 1
    } else {
      others += 1
    }
  }
}
