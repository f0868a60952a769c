/// Why a connection failed.
public struct TLSFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong, for those who go on by it.
  public enum Kind: String, Sendable {
    /// The peer refused, with an alert.
    case alert
    /// The peer's first bytes are no TLS.
    case notTLS
    /// The peer broke the protocol, or has nothing in common with us.
    case broken
    /// The peer went away before the handshake was finished.
    case closed
    /// The peer sent more than `TLSConnection.Limits` allow.
    case tooMuch
  }

  /// What went wrong.
  public let kind: Kind
  /// In words: OpenSSL's, or those of the alert.
  public let reason: String
  /// The alert's name in IANA's registry, such as `protocol_version`, where the peer sent one.
  public let alert: String?

  /// `alert` is given where `kind` is `.alert`.
  public init(kind: Kind, reason: String, alert: String? = nil) {
    self.kind = kind
    self.reason = reason
    self.alert = alert
  }

  public var description: String { reason }
}
