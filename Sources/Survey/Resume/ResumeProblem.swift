/// Why a scan can't be resumed, or its state not kept: one line that names the file and the mend.
public struct ResumeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "\(path): \(reason)" }
}
