/// Why a sensor can't run: one line that names the thing and the mend.
public struct SensorProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// For a person, without an end.
  public let description: String

  public init(_ description: String) { self.description = description }
}
