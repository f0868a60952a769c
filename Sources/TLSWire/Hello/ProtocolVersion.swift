import Bytes

/// A version of SSL or TLS as two bytes on the wire.
public struct ProtocolVersion: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number on the wire.
  public var rawValue: UInt16

  /// Any number, of a version that is known or not.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// SSL 2.0.
  public static let sslv2 = ProtocolVersion(rawValue: 0x0002)
  /// SSL 3.0 (RFC 6101).
  public static let sslv3 = ProtocolVersion(rawValue: 0x0300)
  /// TLS 1.0 (RFC 2246).
  public static let tls10 = ProtocolVersion(rawValue: 0x0301)
  /// TLS 1.1 (RFC 4346).
  public static let tls11 = ProtocolVersion(rawValue: 0x0302)
  /// TLS 1.2 (RFC 5246).
  public static let tls12 = ProtocolVersion(rawValue: 0x0303)
  /// TLS 1.3 (RFC 8446).
  public static let tls13 = ProtocolVersion(rawValue: 0x0304)

  /// `SSLv3`, `TLSv1.0` to `TLSv1.3`; of any other number, the number as `0xHHHH`.
  public var name: String {
    switch self {
    case .sslv2: "SSLv2"
    case .sslv3: "SSLv3"
    case .tls10: "TLSv1.0"
    case .tls11: "TLSv1.1"
    case .tls12: "TLSv1.2"
    case .tls13: "TLSv1.3"
    default: "0x" + rawValue.hexadecimal
    }
  }

  public static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool {
    left.rawValue < right.rawValue
  }
}
