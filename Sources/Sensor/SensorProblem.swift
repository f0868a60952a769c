/// Why a sensor can't run: one line that names the thing and the mend.
public struct SensorProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line.
  public let description: String

  public init(_ description: String) { self.description = description }
}
