import Records

/// A session, and the lines that decided what it is.
public struct LoggedSession: Sendable {
  /// A line that decided something.
  public struct Evidence: Sendable {
    /// The file.
    public var path: String
    /// The line's number, from 1.
    public var line: Int
    /// The line, where `wantsLines` asked for it.
    public var source: String?
    /// What the line says.
    public var text: String
    /// The rule by which it decides, with its source (RFC, section).
    public var rule: String
  }

  /// The session.
  public var record: SessionRecord
  /// The lines that decided, in the order of the log.
  public var evidence: [Evidence]
}
