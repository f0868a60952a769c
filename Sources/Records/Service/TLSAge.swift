/// How old a version of TLS is, by its name: `TLSv1.2`, `SSLv3`.
public enum TLSAge: Sendable {
  /// TLS 1.3.
  case newest
  /// TLS 1.2.
  case current
  /// TLS 1.1 and before, which RFC 8996 and RFC 7568 forbid.
  case old
  /// A name that is not known here.
  case other

  public init(version: String) {
    switch version.uppercased() {
    case "TLSV1.3": self = .newest
    case "TLSV1.2": self = .current
    case "TLSV1.1", "TLSV1.0", "TLSV1", "SSLV3", "SSLV2": self = .old
    default: self = .other
    }
  }
}
