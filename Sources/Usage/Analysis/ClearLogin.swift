import Bytes

/// A login over a clear control channel, seen as it happens.
public struct ClearLogin: Sendable {
  /// When the login succeeded; nil where the log has no dates.
  public var time: Timestamp?
  /// The client's address or name; nil where the log names none.
  public var client: String?
  /// Who logged in.
  public var user: String?
  /// The server's address; nil where the log names none.
  public var server: String?
  /// The server's control port; nil where the log names none.
  public var port: Int?
  /// The file it was seen in.
  public var path: String
  /// Whether the log tells neither the port nor of TLS that comes first, so that the connection may
  /// have begun with it.
  public var mayBeImplicit: Bool
}
