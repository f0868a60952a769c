import COpenSSL
import TLSWire
import Testing

@testable import TLSEngine

/// The library context that does without some algorithms offers all that OpenSSL's own does.
@Suite struct OpenSSLLibraryTests {
  @Test func offersEverything() throws {
    let connection = try TLSConnection(TLSContext(client: TLSSettings()))
    guard case .write(let bytes)? = connection.start().first else {
      Issue.record("nothing is sent")
      return
    }
    let ours = try #require(Self.hello(bytes))
    let usual = try #require(Self.hello(Self.usualHello()))
    // Those of TLS 1.3 are chosen by the context.
    let isOlder = { (suite: CipherSuite) in suite.rawValue >> 8 != 0x13 }
    #expect(ours.suites.filter(isOlder) == usual.suites.filter(isOlder))
    #expect(ours.suites.count { !isOlder($0) } == 5)
    #expect(ours.signatureAlgorithms == usual.signatureAlgorithms)
    #expect(ours.groups.contains(0x001D) && ours.groups.count >= 4)
  }

  /// What is offered can be done too: a handshake with each suite of up to TLS 1.2 that a
  /// certificate is enough for, and something said with it.
  @Test func doesWhatItOffers() throws {
    let names = try Self.usualSuites().filter { name in
      !["PSK", "SRP", "DSS", "GOST"].contains { name.contains($0) }
    }
    #expect(names.count > 60)
    for name in names {
      let identity = try name.contains("ECDSA") ? Identities.usual.get() : Identities.rsa.get()
      let settings = TLSSettings(versions: .tls10 ... .tls12, ciphers: "\(name):@SECLEVEL=0")
      let wire = try Wire(identity, server: settings)
      wire.shakeHands()
      #expect(wire.clientEvents == [.established], "\(name)")
      wire.carry(wire.client.send(Array("QUIT".utf8)))
      #expect(plaintext(wire.serverEvents) == Array("QUIT".utf8), "\(name)")
    }
  }

  /// A server that has one group alone is reached, whichever group it is.
  @Test func reachesEachGroup() throws {
    let client = try TLSContext()
    for name in TLSContext.everyGroup.split(separator: ":") {
      let isFinite = name.hasPrefix("ffdhe")
      let settings = TLSSettings(
        versions: isFinite ? .tls13 ... .tls13 : .tls12 ... .tls12,
        ciphers: "ECDHE:@SECLEVEL=0")
      let server = try TLSContext(server: try Identities.rsa.get(), settings)
      try #require(shim_set_groups(server.handle, String(name)) == 1)
      let wire = Wire(try TLSConnection(client), try TLSConnection(server))
      wire.shakeHands()
      #expect(wire.clientEvents == [.established], "\(name)")
    }
  }

  /// The names, in OpenSSL's notation.
  private static func usualSuites() throws -> [String] {
    let context = try #require(SSL_CTX_new(TLS_client_method()))
    defer { SSL_CTX_free(context) }
    try #require(SSL_CTX_set_cipher_list(context, TLSSettings.everyCipher) == 1)
    _ = SSL_CTX_set_ciphersuites(context, "")
    let ssl = try #require(SSL_new(context))
    defer { SSL_free(ssl) }
    return (0...).lazy.map { SSL_get_cipher_list(ssl, $0) }.prefix { $0 != nil }
      .map { $0.map { String(cString: $0) } ?? "" }
  }

  private static func hello(_ record: [UInt8]) -> ClientHello? {
    // A record's head and a message's.
    ClientHello(body: Array(record.dropFirst(5 + 4)))
  }

  /// What a client of OpenSSL's own library context sends, with the same settings.
  private static func usualHello() throws -> [UInt8] {
    let context = try #require(SSL_CTX_new(TLS_client_method()))
    defer { SSL_CTX_free(context) }
    SSL_CTX_set_security_level(context, 0)
    SSL_CTX_set_security_callback(context, { _, _, _, _, _, _, _ in 1 })
    _ = shim_set_min_version(context, Int32(ProtocolVersion.tls10.rawValue))
    try #require(SSL_CTX_set_cipher_list(context, TLSSettings.everyCipher) == 1)
    let ssl = try #require(SSL_new(context))
    defer { SSL_free(ssl) }
    let silence = try #require(BIO_new(BIO_s_mem()))
    let wire = try #require(BIO_new(BIO_s_mem()))
    SSL_set_bio(ssl, silence, wire)
    SSL_set_connect_state(ssl)
    SSL_do_handshake(ssl)
    var start: UnsafeMutablePointer<CChar>?
    let count = shim_memory(wire, &start)
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
