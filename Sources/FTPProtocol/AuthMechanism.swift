import Bytes

/// What AUTH asked for (RFC 2228 §3, RFC 4217 §4, the IANA registry of FTP security mechanisms).
public enum AuthMechanism: UInt8, Sendable, Codable {
  case tls, tlsC, ssl, tlsP
  case gssapi, kerberosV4
  /// A mechanism that is none of these.
  case other

  public init(_ argument: ByteSlice) {
    let name = argument.trimmed
    self =
      if name.equalsIgnoringCase("TLS") {
        .tls
      } else if name.equalsIgnoringCase("SSL") {
        .ssl
      } else if name.equalsIgnoringCase("TLS-C") {
        .tlsC
      } else if name.equalsIgnoringCase("TLS-P") {
        .tlsP
      } else if name.equalsIgnoringCase("GSSAPI") {
        .gssapi
      } else if name.equalsIgnoringCase("KERBEROS_V4") {
        .kerberosV4
      } else {
        .other
      }
  }

  /// Whether a 234 to it means TLS.
  public var isTLS: Bool {
    switch self {
    case .tls, .tlsC, .ssl, .tlsP: true
    case .gssapi, .kerberosV4, .other: false
    }
  }

  /// The name as it crosses the wire; `?` for one that has no name here.
  public var name: String {
    switch self {
    case .tls: "TLS"
    case .tlsC: "TLS-C"
    case .ssl: "SSL"
    case .tlsP: "TLS-P"
    case .gssapi: "GSSAPI"
    case .kerberosV4: "KERBEROS_V4"
    case .other: "?"
    }
  }
}
