/// An alert of TLS (RFC 8446 §6; RFC 5246 §7.2 and RFC 6101 §5.4 for the older ones).
public struct TLSAlert: Equatable, Sendable {
  /// 1 is a warning, 2 is fatal.
  public var level: UInt8
  /// IANA, "TLS Alerts".
  public var code: UInt8

  /// An alert by its numbers on the wire.
  public init(level: UInt8, code: UInt8) {
    self.level = level
    self.code = code
  }

  /// Whether the connection goes on after it. What is neither level is taken as fatal.
  var isWarning: Bool { level == 1 }

  /// The alert's name in the registry, such as `protocol_version`; of a number that has none,
  /// `alert_N`.
  public var name: String { Self.names[code] ?? "alert_\(code)" }

  /// `protocol_version`.
  static let protocolVersion: UInt8 = 70
  /// `unrecognized_name` (RFC 6066 §3).
  static let unrecognizedName: UInt8 = 112

  private static let names: [UInt8: String] = [
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
    22: "record_overflow", 30: "decompression_failure", 40: "handshake_failure",
    41: "no_certificate", 42: "bad_certificate", 43: "unsupported_certificate",
    44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown",
    47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error",
    51: "decrypt_error", 60: "export_restriction", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback",
    90: "user_canceled", 100: "no_renegotiation", 109: "missing_extension",
    110: "unsupported_extension", 111: "certificate_unobtainable", 112: "unrecognized_name",
    113: "bad_certificate_status_response", 114: "bad_certificate_hash_value",
    115: "unknown_psk_identity", 116: "certificate_required", 120: "no_application_protocol",
    121: "ech_required",
  ]
}
