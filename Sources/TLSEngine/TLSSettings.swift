import TLSWire

/// What both sides of TLS can be told. As it is, everything that OpenSSL was built with is offered
/// and taken, however weak: this is for measuring, not for keeping secrets.
public struct TLSSettings: Equatable, Sendable {
  /// The versions to negotiate. OpenSSL is built without SSLv3 nearly everywhere.
  public var versions: ClosedRange<ProtocolVersion>
  /// Suites up to TLS 1.2, in OpenSSL's notation (ciphers(1)).
  public var ciphers: String
  /// Suites of TLS 1.3, best first, with colons between.
  public var suites = TLSSettings.everySuite
  /// Application protocols, best first (RFC 7301); none: the extension is not used. FTP's is
  /// `ftp` (IANA, "TLS ALPN Protocol IDs"). At most 255 bytes each.
  public var applicationProtocols: [String]

  /// Groups for the key exchange in OpenSSL's notation (SSL_CTX_set1_curves(3)), best first; nil:
  /// all that are usual.
  public var groups: String?
  /// Whether a server goes by the order of its own suites, else by the client's.
  public var prefersOwnCiphers = false
  /// Whether a server gives session tickets (RFC 5077), else it keeps the sessions itself.
  public var hasTickets = true
  /// Whether a server acknowledges the name that a client asks for (RFC 6066 §3).
  public var acknowledgesName = false

  /// `versions` hold both ends; `ciphers` and `groups` are checked where a `TLSContext` is made.
  public init(
    versions: ClosedRange<ProtocolVersion> = .tls10 ... .tls13,
    ciphers: String = TLSSettings.everyCipher, groups: String? = nil,
    applicationProtocols: [String] = []
  ) {
    self.versions = versions
    self.ciphers = ciphers
    self.groups = groups
    self.applicationProtocols = applicationProtocols
  }

  /// What OpenSSL's servers take where nobody says otherwise: nothing without authentication or
  /// encryption. No least strength of keys.
  public static let usualCiphers = "DEFAULT:@SECLEVEL=0"
  /// What OpenSSL's servers take of TLS 1.3 where nobody says otherwise.
  public static let usualSuites =
    "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"

  /// All of TLS 1.3.
  static let everySuite =
    usualSuites + ":TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"

  /// Everything, those without authentication or encryption last, no least strength of keys.
  public static let everyCipher = "ALL:COMPLEMENTOFALL:+aNULL:+eNULL:@SECLEVEL=0"
}
