import Bytes

/// The protection of the data channel, as PROT names it (RFC 2228 §3).
public enum ProtectionLevel: UInt8, Sendable, Codable {
  /// Neither integrity nor confidentiality.
  case clear
  /// Integrity only.
  case safe
  /// Confidentiality only.
  case confidential
  /// Integrity and confidentiality: TLS on the data connection (RFC 4217 §9).
  case `private`

  /// The level of PROT's argument, in either case; nil where it is none of the four.
  public init?(_ argument: ByteSlice) {
    guard argument.count == 1, let letter = argument.first else { return nil }
    switch letter.lowercasedASCII {
    case 0x63: self = .clear
    case 0x73: self = .safe
    case 0x65: self = .confidential
    case 0x70: self = .private
    default: return nil
    }
  }

  /// `C`, `S`, `E` or `P`.
  public var letter: String {
    switch self {
    case .clear: "C"
    case .safe: "S"
    case .confidential: "E"
    case .private: "P"
    }
  }

  /// Whether what crosses the data channel can be read on the way. Level S authenticates and
  /// does not hide.
  public var isReadable: Bool { self == .clear || self == .safe }
}
