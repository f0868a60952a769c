/// How TLS comes about on a listener.
public enum ListenerMode: String, Sendable, CaseIterable {
  /// TLS before the first byte of FTP.
  case implicit
  /// By `AUTH TLS`.
  case explicit
  /// Not at all.
  case clear
}
