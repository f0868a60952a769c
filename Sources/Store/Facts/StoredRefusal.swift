/// A refusal in the form in which a store counts it: as the answer of one topic.
public struct StoredRefusal: Hashable, Sendable {
  /// The command that was refused, in capitals.
  public var verb: String
  /// The reply's code; 0 where the log has none.
  public var code: Int
  /// For a person, in English.
  public var reason: String
  /// Nil where the log names none.
  public var client: String?
  /// Nil where none was named.
  public var user: String?

  public init(verb: String, code: Int, reason: String, client: String?, user: String?) {
    self.verb = verb
    self.code = code
    self.reason = reason
    self.client = client
    self.user = user
  }

  /// Stands between the parts; in a user's name it may be anything. The user comes last, since that
  /// is what is cut where it is too long.
  private static let mark: Character = "\u{1F}"

  /// Reads an answer; nil where it has too few parts.
  public init?(answer: String) {
    let parts = answer.split(
      separator: Self.mark, maxSplits: 4, omittingEmptySubsequences: false
    ).map { String($0) }
    guard parts.count == 5, let code = Int(parts[1]) else { return nil }
    self.init(
      verb: parts[0], code: code, reason: parts[2], client: parts[3].isEmpty ? nil : parts[3],
      user: parts[4].isEmpty ? nil : parts[4])
  }

  var answer: String {
    [verb, "\(code)", reason, client ?? "", user ?? ""].joined(separator: "\(Self.mark)")
  }
}
