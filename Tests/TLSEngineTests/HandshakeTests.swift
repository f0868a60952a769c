import Bytes
import TLSWire
import TestSupport
import Testing

@testable import TLSEngine

@Suite struct HandshakeTests {
  static let versions: [ProtocolVersion] = [.tls10, .tls11, .tls12, .tls13]
  static let hello = Array("220 ready\r\n".utf8)

  @Test(arguments: versions, [Int.max, 7, 1])
  func everyVersion(_ version: ProtocolVersion, _ size: Int) throws {
    let settings = TLSSettings(versions: version...version)
    let wire = try Wire(try Identities.rsa.get(), server: settings, size: size)
    wire.shakeHands()
    #expect(wire.clientEvents == [.established])
    #expect(wire.serverEvents == [.established])
    let agreed = try #require(wire.client.negotiated)
    #expect(agreed.version == version)
    #expect(!agreed.isResumed)
    #expect(agreed.applicationProtocol == nil)

    wire.carry([], wire.server.send(Self.hello))
    wire.carry(wire.client.send(Array("FEAT\r\n".utf8)))
    #expect(plaintext(wire.clientEvents) == Self.hello)
    #expect(plaintext(wire.serverEvents) == Array("FEAT\r\n".utf8))
    let (events, answer) = (wire.client.close(), wire.client.send([1]))
    #expect(answer.isEmpty)
    wire.carry(events)
    #expect(wire.serverEvents.last == .closedByPeer(isNotified: true))
  }

  /// Whatever a server has, however weak.
  @Test(arguments: [
    ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    ("AES256-SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"),
    ("NULL-SHA", "TLS_RSA_WITH_NULL_SHA"),
    ("ADH-AES128-SHA", "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
    ("DHE-RSA-AES128-SHA", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
  ])
  func ciphers(_ cipher: String, _ name: String) throws {
    let settings = TLSSettings(versions: .tls12 ... .tls12, ciphers: "\(cipher):@SECLEVEL=0")
    let wire = try Wire(try Identities.rsa.get(), server: settings)
    wire.shakeHands()
    #expect(wire.clientEvents == [.established])
    #expect(wire.client.negotiated?.cipher == name)
    #expect((wire.client.peerChain == nil) == cipher.hasPrefix("ADH"))
  }

  /// Whether a server asks for a certificate of ours is noted, and none is sent.
  @Test(arguments: versions, [true, false])
  func certificateAsked(_ version: ProtocolVersion, _ isAsked: Bool) throws {
    let settings = TLSSettings(versions: version...version)
    let identity = try Identities.rsa.get()
    let wire = Wire(
      try TLSConnection(TLSContext(client: TLSSettings())),
      try TLSConnection(TLSContext(server: identity, settings, asksCertificate: isAsked)))
    #expect(!wire.client.isCertificateAsked)
    wire.shakeHands()
    #expect(wire.clientEvents == [.established])
    #expect(wire.client.isCertificateAsked == isAsked)
    #expect(wire.server.peerChain == nil)
  }

  @Test(arguments: [512, 1024]) func smallDH(_ bits: Int) throws {
    let folder = try TemporaryFolder()
    try folder.openssl("dhparam -out dh.pem \(bits)")
    var identity = try Identities.make(key: .rsa(bits: 1024))
    identity.dhParameters = try folder.read("dh.pem")
    let settings = TLSSettings(versions: .tls10 ... .tls10, ciphers: "DHE:@SECLEVEL=0")
    let wire = try Wire(identity, server: settings)
    wire.shakeHands()
    #expect(wire.clientEvents == [.established])
  }

  @Test(arguments: [([String](), nil), (["ftp"], "ftp"), (["h2", "ftp"], "ftp"), (["h2"], nil)])
  func applicationProtocol(_ offered: [String], _ agreed: String?) throws {
    let wire = try Wire(
      try Identities.usual.get(), client: TLSSettings(applicationProtocols: offered),
      server: TLSSettings(applicationProtocols: ["ftp"]))
    wire.shakeHands()
    #expect(wire.client.negotiated?.applicationProtocol == agreed.map { Array($0.utf8) })
    #expect(wire.server.negotiated?.applicationProtocol == agreed.map { Array($0.utf8) })
  }

  /// A client that is told so offers none of its context's protocols.
  @Test func protocolsWithheld() throws {
    let wire = try Wire(
      try Identities.usual.get(), client: TLSSettings(applicationProtocols: ["ftp"]),
      server: TLSSettings(applicationProtocols: ["ftp"]))
    wire.client.withholdProtocols()
    wire.shakeHands()
    #expect(wire.clientEvents == [.established])
    #expect(wire.client.negotiated?.applicationProtocol == nil)
  }

  @Test(arguments: versions) func resumption(_ version: ProtocolVersion) throws {
    let client = try TLSContext(client: TLSSettings(versions: version...version))
    let server = try TLSContext(server: try Identities.usual.get())
    let first = Wire(try TLSConnection(client), try TLSConnection(server))
    #expect(first.client.session == nil)
    first.shakeHands()
    let session = try #require(first.client.session)

    let kept = TLSSession(bytes: session.bytes)
    let again = Wire(try TLSConnection(client, resuming: kept), try TLSConnection(server))
    again.shakeHands()
    #expect(again.client.negotiated?.isResumed == true)
    #expect(again.server.negotiated?.isResumed == true)
    #expect(again.client.peerChain?.count == 1)
    again.carry([], again.server.send(Self.hello))
    #expect(plaintext(again.clientEvents) == Self.hello)

    let useless = TLSSession(bytes: Array(session.bytes.dropLast(5)))
    let fresh = Wire(try TLSConnection(client, resuming: useless), try TLSConnection(server))
    fresh.shakeHands()
    #expect(fresh.client.negotiated?.isResumed == false)
  }

  /// A session is resumed by connections of its own name only.
  @Test(arguments: versions) func resumptionByName(_ version: ProtocolVersion) throws {
    let client = try TLSContext(client: TLSSettings(versions: version...version))
    let server = try TLSContext(server: try Identities.usual.get())
    func shakeHands(_ name: String?, _ session: TLSSession?) throws -> Wire {
      let wire = Wire(try TLSConnection(client, resuming: session), try TLSConnection(server))
      if let name { wire.server.resumeOnly(Array(name.utf8)) }
      wire.shakeHands()
      #expect(wire.clientEvents == [.established])
      return wire
    }
    let session = try #require(try shakeHands("a", nil).client.session)
    for (name, isResumed) in [("a", true), ("b", false), (nil, false), ("a", true)] {
      let wire = try shakeHands(name, session)
      #expect(wire.server.negotiated?.isResumed == isResumed, "\(name ?? "-")")
    }
  }

  /// The name is asked for, an address is not.
  @Test(arguments: [("ftp.example.org", true), ("192.0.2.1", false), ("2001:db8::1", false)])
  func serverName(_ name: String, _ isAskedFor: Bool) throws {
    let connection = try TLSConnection(TLSContext(), serverName: name)
    let hello = try #require(Self.hello(in: connection.start()))
    #expect(hello.serverName == (isAskedFor ? Array(name.utf8) : nil))
    #expect(hello.groups.first == 0x001D)
    #expect(JA4(hello).fingerprint.count == 36)
  }

  static func hello(in events: [TLSEvent]) -> ClientHello? {
    guard case .write(let bytes) = events.first else { return nil }
    var reader = RecordReader()
    for case .handshake(1, let body) in lend(bytes, { reader.receive($0) }) {
      return ClientHello(body: body)
    }
    return nil
  }
}

extension TLSContext {
  convenience init() throws(TLSProblem) { try self.init(client: TLSSettings()) }
}
