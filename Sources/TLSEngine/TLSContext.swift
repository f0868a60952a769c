import COpenSSL
import TLSWire

/// What many connections of one side of TLS share (`SSL_CTX`): made once, used by all threads.
///
/// No certificate stops a handshake, and none is verified in it: trust is judged afterwards, from
/// the `PeerChain`, where it is asked for.
public final class TLSContext: @unchecked Sendable {
  // Sendable: everything is set before `init` returns; `SSL_new` afterwards only counts references
  // and reads, under OpenSSL's own locks, which its session cache has too ("openssl-threads(7)").

  let handle: OpaquePointer
  let isServer: Bool
  /// Application protocols as they stand in the extension, for the server's choice among them.
  private let protocols: UnsafeMutableBufferPointer<UInt8>

  /// A client's side.
  public convenience init(client settings: TLSSettings = TLSSettings()) throws(TLSProblem) {
    try self.init(settings, isServer: false)
    shim_set_session_cache(handle, Int(SSL_SESS_CACHE_OFF), 1)
    guard
      protocols.isEmpty
        || SSL_CTX_set_alpn_protos(handle, protocols.baseAddress, UInt32(protocols.count)) == 0
    else { throw TLSProblem("the application protocols are refused") }
  }

  /// A server's side.
  ///
  /// - Parameter asksCertificate: whether clients are asked for one; they may have none.
  public convenience init(
    server identity: ServerIdentity, _ settings: TLSSettings = TLSSettings(),
    asksCertificate: Bool = false
  ) throws(TLSProblem) {
    try self.init(settings, isServer: true)
    try use(identity)
    if asksCertificate { SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil) }
    shim_set_session_cache(handle, Int(SSL_SESS_CACHE_SERVER), Limits.sessionsMaximum)
    let name = Array("ftpscope".utf8)
    SSL_CTX_set_session_id_context(handle, name, UInt32(name.count))
    if settings.acknowledgesName { shim_acknowledge_server_name(handle) }
    guard !protocols.isEmpty else { return }
    // The context lives as long as its connections: each of them holds it.
    let context = Unmanaged.passUnretained(self).toOpaque()
    SSL_CTX_set_alpn_select_cb(handle, chooseProtocol, context)
  }

  /// What bounds a context's memory.
  public enum Limits {
    /// Sessions that a server remembers.
    public static let sessionsMaximum = 1024
  }

  private init(_ settings: TLSSettings, isServer: Bool) throws(TLSProblem) {
    // Asked first: what is made before it has OpenSSL read the system's configuration.
    guard OpenSSL.isReady else { throw TLSProblem("OpenSSL does not start") }
    let handle =
      isServer
      ? SSL_CTX_new(TLS_server_method())
      : SSL_CTX_new_ex(OpenSSLLibrary.certificates, nil, TLS_client_method())
    guard let handle else { throw TLSProblem("OpenSSL does not start") }
    self.handle = handle
    self.isServer = isServer
    let names = settings.applicationProtocols.map { Array($0.utf8.prefix(255)) }
    let list = names.flatMap { [UInt8($0.count)] + $0 }
    protocols = .allocate(capacity: list.count)
    _ = protocols.initialize(from: list)

    // Even at level 0 OpenSSL's own callback refuses keys for DHE of less than 1024 bits.
    SSL_CTX_set_security_level(handle, 0)
    SSL_CTX_set_security_callback(handle, { _, _, _, _, _, _, _ in 1 })
    shim_set_mode(handle, Int(SSL_MODE_RELEASE_BUFFERS))
    // Renegotiation is never needed and costs a peer nothing to ask for.
    var options = [
      Self.legacyServerConnect, Self.tlsextPadding, Self.noCompression, Self.noRenegotiation,
    ]
    if !settings.hasTickets { options.append(Self.noTicket) }
    if settings.prefersOwnCiphers { options.append(Self.cipherServerPreference) }
    SSL_CTX_set_options(handle, Self.options(options))
    SSL_CTX_set_cert_verify_callback(handle, { _, _ in 1 }, nil)
    shim_set_min_version(handle, Int32(settings.versions.lowerBound.rawValue))
    shim_set_max_version(handle, Int32(settings.versions.upperBound.rawValue))
    guard SSL_CTX_set_cipher_list(handle, settings.ciphers) == 1 else {
      throw TLSProblem("the ciphers '\(settings.ciphers)' are none")
    }
    // Distributions leave out curves: the first list that is known whole is taken.
    let usual = isServer ? Self.groups : [Self.everyGroup] + Self.groups
    let groups = settings.groups.map { [$0] } ?? usual
    if !groups.contains(where: { shim_set_groups(handle, $0) == 1 }) {
      throw TLSProblem("OpenSSL has no groups '\(groups.last ?? "")'")
    }
    _ = SSL_CTX_set_ciphersuites(handle, settings.suites)
    ERR_clear_error()
  }

  deinit {
    SSL_CTX_free(handle)
    protocols.deallocate()
  }

  private func use(_ identity: ServerIdentity) throws(TLSProblem) {
    let certificates = X509Handle.read(pem: identity.certificates)
    guard let own = certificates.first, SSL_CTX_use_certificate(handle, own.pointer) == 1 else {
      throw TLSProblem("the certificate can't be used")
    }
    for issuer in certificates.dropFirst() { shim_add_chain_certificate(handle, issuer.pointer) }
    // A key that wants a password can't be used; without this OpenSSL asks for it on the terminal.
    let key = withPEM(identity.key) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in 0 }, nil) }
    defer { EVP_PKEY_free(key) }
    guard let key, SSL_CTX_use_PrivateKey(handle, key) == 1 else {
      throw TLSProblem("the private key can't be used")
    }
    guard let text = identity.dhParameters else {
      shim_set_automatic_dh(handle)
      return
    }
    let parameters = withPEM(text) { PEM_read_bio_Parameters($0, nil) }
    guard let parameters, SSL_CTX_set0_tmp_dh_pkey(handle, parameters) == 1 else {
      EVP_PKEY_free(parameters)
      throw TLSProblem("the DH parameters can't be used")
    }
  }

  /// The server's choice among what a client offers; none leaves the extension out.
  fileprivate func choose(
    _ out: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ count: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredCount: UInt32
  ) -> Int32 {
    var chosen: UnsafeMutablePointer<UInt8>?
    let result = SSL_select_next_proto(
      &chosen, count, protocols.baseAddress, UInt32(protocols.count), offered, offeredCount)
    guard result == OPENSSL_NPN_NEGOTIATED else { return SSL_TLSEXT_ERR_NOACK }
    out?.pointee = UnsafePointer(chosen)
    return SSL_TLSEXT_ERR_OK
  }
}

private func chooseProtocol(
  _: OpaquePointer?, _ out: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ count: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredCount: UInt32,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return SSL_TLSEXT_ERR_NOACK }
  return Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue()
    .choose(out, count, offered, offeredCount)
}

extension TLSContext {
  /// X25519 first: of those that nearly every server has, the quickest.
  private static let groups = [
    "X25519:P-256:P-384:P-521:X448:brainpoolP256r1:brainpoolP384r1:brainpoolP512r1:secp256k1"
      + ":P-224:P-192:ffdhe2048:ffdhe3072:ffdhe4096",
    "X25519:P-256:P-384:P-521:X448:ffdhe2048:ffdhe3072:ffdhe4096",
    "X25519:P-256:P-384:P-521", "P-256:P-384:P-521",
  ]

  /// What a client offers, to see servers that have nothing else: all that OpenSSL 3 has names for,
  /// the weak ones and the slow ones last (RFC 8422 §5.1.1, RFC 7919).
  static let everyGroup =
    groups[0] + ":ffdhe6144:ffdhe8192:sect571r1:sect571k1:sect409r1:sect409k1:sect283r1:sect283k1"
    + ":sect239k1:sect233r1:sect233k1:secp224k1:sect193r1:sect193r2:secp192k1:sect163r1"
    + ":sect163r2:sect163k1:secp160r1:secp160r2:secp160k1"

  // Bits of SSL_OP_*, which are macros with a cast: ssl.h.
  private static let legacyServerConnect = 2
  private static let tlsextPadding = 4
  private static let noTicket = 14
  private static let noCompression = 17
  private static let cipherServerPreference = 22
  private static let noRenegotiation = 30

  private static func options(_ bits: [Int]) -> UInt64 {
    bits.reduce(0) { $0 | UInt64(1) << UInt64($1) }
  }
}
