/// What is wrong with a fingerprint.
public struct VerificationFinding: Equatable, Sendable {
  public enum Gravity: String, Sendable {
    case failure, warning
  }

  public let gravity: Gravity
  /// In the database's file, from 1.
  public let line: Int
  public let text: String
}
