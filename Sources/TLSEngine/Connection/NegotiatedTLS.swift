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
  /// The group of the key exchange, as OpenSSL names it (`X25519`, `prime256v1`, `DH`); nil where
  /// the suite has no ephemeral key, or where this is the server's side.
  public var group: String?
  /// The size of the peer's ephemeral key in bits.
  public var groupBits: Int?
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
    guard let key = shim_peer_temporary_key(ssl) else { return }
    defer { EVP_PKEY_free(key) }
    groupBits = Int(EVP_PKEY_get_bits(key))
    group = EVP_PKEY_get0_type_name(key).map { String(cString: $0) }
    if group == "EC" { group = Self.curve(of: key) ?? group }
  }

  private static func curve(of key: OpaquePointer) -> String? {
    var name = [CChar](repeating: 0, count: 80)
    var count = 0
    guard EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return nil }
    return String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
