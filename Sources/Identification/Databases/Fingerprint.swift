import Patterns

/// A pattern of Recog's, and what is true of that which it matches.
public struct Fingerprint: Sendable {
  /// A value that is taken from a group of the match, or is constant.
  public struct Parameter: Equatable, Sendable {
    /// Recog's name for it: `service.version`.
    public let name: String
    /// The number of the group; 0 where the value is constant.
    public let position: Int
    /// The constant, in which `{name}` stands for another parameter's value.
    public let value: String
  }

  /// What the pattern has to match, and what it has to say of it.
  public struct Example: Sendable {
    /// What is matched; empty where it is in a file.
    public let text: [UInt8]
    /// A file in the folder that is named as the database.
    let filename: String?
    /// What each named parameter has to have.
    let expected: [(name: String, value: String)]
    /// From 1.
    public let line: Int
  }

  /// Where the database says nothing (recog-ruby's default).
  static let usualCertainty = 0.85

  /// In Ruby's dialect.
  public let pattern: String
  /// How the pattern is meant: `REG_ICASE` …
  let flags: Set<RubyPattern.Flag>
  /// What it knows, in the database's words.
  public let description: String
  /// 0 to 1.
  public let certainty: Double
  /// In the order they came; the last of those with one name.
  public let parameters: [Parameter]
  /// In the order they came.
  public let examples: [Example]
  /// Where it stands in its file, from 1.
  public let line: Int
  /// The pattern in PCRE2's dialect.
  let translated: [UInt8]

  /// Compiles the pattern. Throws `Pattern.Failure`.
  func compiled(_ options: Pattern.Options = []) throws(Pattern.Failure) -> Pattern {
    try Pattern(translated, RubyPattern.options(flags).union(options))
  }
}
