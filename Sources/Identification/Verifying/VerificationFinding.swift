/// What is wrong with a fingerprint.
public struct VerificationFinding: Equatable, Sendable {
  /// Whether it is wrong, or only unwise.
  public enum Gravity: String, Sendable {
    case failure, warning
  }

  /// How bad it is.
  public let gravity: Gravity
  /// In the database's file, from 1.
  public let line: Int
  /// In words.
  public let text: String
}
