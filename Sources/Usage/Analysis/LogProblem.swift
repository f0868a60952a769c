/// Why an analysis can't be made: one line that names the thing and the mend.
public struct LogProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, for a person.
  public let description: String

  public init(_ description: String) { self.description = description }
}
