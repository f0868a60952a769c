/// Why a scan can't be resumed, or its state not kept: one line that names the file and the mend.
public struct ResumeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The state's file.
  public let path: String
  /// What is wrong, and what mends it.
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "\(path): \(reason)" }
}
