/// How often each of some texts came. The texts are what others chose: there is a limit to how many
/// are told apart, and to how long they are.
public struct Census: Equatable, Sendable {
  /// A text and its count.
  public struct Entry: Equatable, Sendable {
    /// The text, cut at `Limits.textBytesMaximum`.
    public var text: String
    /// How often it came.
    public var count: Int
  }

  /// What bounds a census.
  public enum Limits {
    /// Texts that are told apart.
    public static let textsMaximum = 256
    /// Bytes of a text.
    public static let textBytesMaximum = 64
  }

  /// How often a text came that is beyond a limit.
  public private(set) var others = 0
  private var counts: [String: Int] = [:]

  /// The texts, the most frequent first, then by the alphabet.
  public var entries: [Entry] {
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
