/// Why a session ended.
public enum EndReason: String, Equatable, Sendable, CaseIterable {
  /// QUIT.
  case quit
  /// The client closed the connection.
  case client
  /// The client reset the connection.
  case reset
  /// Nothing was said for too long.
  case idle
  /// The session lasted too long.
  case time
  /// Too many commands, or too many failed logins.
  case limit
  /// The handshake failed.
  case tls = "tls-failed"
  /// The persona closes on what was sent.
  case persona
  /// The sensor stops.
  case stopped
}
