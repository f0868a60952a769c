import Bytes
import Testing

@testable import TLSEngine
@testable import TLSWire

/// What a server can be told to look like, in its hello.
@Suite struct ServerHelloTests {
  /// What it says first to a client that offers everything.
  private func hello(_ change: (inout TLSSettings) -> Void) throws -> (ServerHello, Wire) {
    var settings = TLSSettings(versions: .tls12 ... .tls12)
    change(&settings)
    let wire = try Wire(
      try Identities.rsa.get(), client: TLSSettings(applicationProtocols: ["ftp"]),
      server: settings)
    wire.shakeHands()
    let bytes = wire.toClient
    let length = Int(bytes[6]) << 16 | Int(bytes[7]) << 8 | Int(bytes[8])
    return (try #require(ServerHello(body: Array(bytes[9..<(9 + length)]))), wire)
  }

  private static func types(_ hello: ServerHello) -> Set<UInt16> {
    Set(hello.extensions.map(\.type))
  }

  private static let serverName: UInt16 = 0
  private static let alpn: UInt16 = 16
  private static let ticket: UInt16 = 35

  @Test func tickets() throws {
    let (with, _) = try hello { _ in }
    #expect(with.sessionID.isEmpty && Self.types(with).contains(Self.ticket))
    let (without, _) = try hello { $0.hasTickets = false }
    #expect(without.sessionID.count == 32 && !Self.types(without).contains(Self.ticket))
  }

  @Test func nameAndProtocol() throws {
    let (silent, _) = try hello { _ in }
    #expect(Self.types(silent).isDisjoint(with: [Self.serverName, Self.alpn]))
    let (open, _) = try hello {
      $0.acknowledgesName = true
      $0.applicationProtocols = ["ftp"]
    }
    #expect(Self.types(open).isSuperset(of: [Self.serverName, Self.alpn]))
  }

  @Test func suitesInItsOwnOrder() throws {
    let order = "ECDHE+CHACHA20:\(TLSSettings.everyCipher)"
    #expect(try hello { $0.ciphers = order }.0.suite.name.contains("AES_256_GCM"))
    let (own, _) = try hello {
      $0.ciphers = order
      $0.prefersOwnCiphers = true
    }
    #expect(own.suite.name == "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")
  }

  /// Nothing without authentication or encryption, and no CCM, which no server has by itself.
  @Test(arguments: ["aNULL:eNULL", "AESCCM", "CAMELLIA:ARIA"])
  func usualSuites(_ offer: String) throws {
    let settings = TLSSettings(versions: .tls12 ... .tls12, ciphers: TLSSettings.usualCiphers)
    for (ciphers, isTaken) in [(offer, false), ("AES256-SHA", true)] {
      let wire = try Wire(
        try Identities.rsa.get(), client: TLSSettings(ciphers: "\(ciphers):@SECLEVEL=0"),
        server: settings)
      wire.shakeHands()
      #expect((wire.serverEvents == [.established]) == isTaken, "\(ciphers)")
    }
  }

  @Test(arguments: [ProtocolVersion.tls12, .tls13])
  func groups(_ version: ProtocolVersion) throws {
    let server = TLSSettings(versions: version...version, groups: "P-256")
    for (group, isTaken) in [("P-256", true), ("X25519", false)] {
      let wire = try Wire(
        try Identities.rsa.get(), client: TLSSettings(ciphers: "ECDHE", groups: group),
        server: server)
      wire.shakeHands()
      #expect((wire.serverEvents == [.established]) == isTaken, "\(group)")
    }
    #expect(throws: TLSProblem.self) { try TLSContext(client: TLSSettings(groups: "no-such")) }
  }
}
