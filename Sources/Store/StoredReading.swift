import Records

/// What became of a file, or another input, that records of a survey were read from: lines of it
/// may be missing from them.
public struct StoredReading: Equatable, Sendable {
  /// Which records were read from it; nil where it may have had any.
  public var kind: Record.Kind?
  /// As it was named, or found in a folder; `-` for standard input.
  public var path: String
  /// All of its lines.
  public var lines: Int
  /// Lines that could not be understood.
  public var malformed: Int
  /// Of these, those without which the records can't be judged.
  public var lost: Int
  /// Whether it was not read, or not to its end.
  public var isUnread: Bool
  /// Why; nil where nothing is wrong.
  public var problem: String?

  public init(
    kind: Record.Kind?, path: String, lines: Int, malformed: Int, lost: Int = 0,
    isUnread: Bool = false, problem: String? = nil
  ) {
    self.kind = kind
    self.path = path
    self.lines = lines
    self.malformed = malformed
    self.lost = lost
    self.isUnread = isUnread
    self.problem = problem
  }

  /// Whether all of it is in the records.
  public var isWhole: Bool { malformed == 0 && !isUnread }
}
