import Bytes
import Glibc

/// Why a file could not be read, or not to its end, or written: one line that names the thing and
/// the mend.
public struct FileProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder, as it was named or found.
  public var path: String
  /// What is wrong, and what mends it.
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The problem that an errno stands for.
  init(path: String, errno number: Int32) {
    let reason =
      switch number {
      case ENOENT: Self.missing
      case EACCES, EPERM: "permission denied; run as a user who may read it"
      case EISDIR: "is a folder"
      default: number.systemMessage
      }
    self.init(path: path, reason: reason)
  }

  private static let missing = "no such file or folder"

  /// Whether there is no such file.
  public var isMissing: Bool { reason == Self.missing }

  public var description: String { "\(path): \(reason)" }
}
