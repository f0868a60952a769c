import COpenSSL
import TLSWire

/// What a handshake agreed on.
public struct NegotiatedTLS: Equatable, Sendable {
  /// The version that both sides speak.
  public var version: ProtocolVersion
  /// IANA's name of the suite, such as `TLS_AES_256_GCM_SHA384`; OpenSSL's where it has no other.
  public var cipher: String
  /// The application protocol, as bytes; nil where none was agreed.
  public var applicationProtocol: [UInt8]?
  /// Whether an earlier session was resumed.
  public var isResumed: Bool

  init?(_ ssl: OpaquePointer) {
    guard let suite = SSL_get_current_cipher(ssl) else { return nil }
    version = ProtocolVersion(rawValue: UInt16(truncatingIfNeeded: SSL_version(ssl)))
    let name = SSL_CIPHER_standard_name(suite) ?? SSL_CIPHER_get_name(suite)
    cipher = name.map { String(cString: $0) } ?? ""
    var chosen: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &chosen, &count)
    applicationProtocol =
      count > 0 ? [UInt8](UnsafeBufferPointer(start: chosen, count: Int(count))) : nil
    isResumed = SSL_session_reused(ssl) == 1
  }
}
