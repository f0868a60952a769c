/// Why a file tells nothing of places: one line.
public struct PlaceProblem: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong with it, and what mends it.
  public let reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "\(path): \(reason)" }
}
