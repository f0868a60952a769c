import Testing

@testable import TLSWire

@Suite struct HelloTests {
  static let entropy = (0..<64).map { UInt8($0) }

  static func hello(_ version: ProtocolVersion) -> ClientHello {
    ClientHello(
      offering: [CipherSuite(rawValue: 0x1301), CipherSuite(rawValue: 0xC02F)], in: version,
      serverName: Array("ftp.example.org".utf8), entropy: entropy)
  }

  @Test(arguments: [ProtocolVersion.sslv3, .tls10, .tls11, .tls12, .tls13], Pieces.allCases)
  func whatIsWrittenIsRead(_ version: ProtocolVersion, _ pieces: Pieces) throws {
    let hello = Self.hello(version)
    var reader = RecordReader()
    var bodies: [ClientHello?] = []
    drip(hello.records, pieces) {
      for case .handshake(1, let body) in reader.receive($0) {
        bodies.append(ClientHello(body: body))
      }
    }
    #expect(bodies == [hello])
    #expect(hello.version == version)
    #expect(hello.extensions.isEmpty == (version == .sslv3))
    #expect(hello.records[1...2].elementsEqual([3, version == .sslv3 ? 0 : 1]))
  }

  @Test func extensionsAreRead() {
    var hello = Self.hello(.tls13)
    hello.extensions.append(
      HelloExtension(type: HelloExtension.Kind.alpn, bytes: hex("0007 03667470 026832")))
    #expect(hello.serverName == Array("ftp.example.org".utf8))
    #expect(hello.applicationProtocols == [Array("ftp".utf8), Array("h2".utf8)])
    #expect(hello.supportedVersions == [.tls13])
    #expect(hello.groups.first == 0x001D)
    #expect(hello.pointFormats == [0])
    #expect(hello.signatureAlgorithms.first == 0x0403)
  }

  /// What is cut off or has something behind it is no hello, and no extension.
  @Test(arguments: [ProtocolVersion.sslv3, .tls10, .tls13])
  func malformed(_ version: ProtocolVersion) {
    let body = Self.hello(version).body
    let fixed = 2 + 32 + 1 + 2 + 2 * Self.hello(version).suites.count + 2
    for count in 0..<body.count where count != fixed {
      #expect(ClientHello(body: Array(body[..<count])) == nil, "\(count) of \(body.count)")
    }
    #expect(ClientHello(body: body + [0]) == nil)
    for count in 0..<4 {
      var hello = Self.hello(.tls13)
      for index in hello.extensions.indices {
        hello.extensions[index].bytes = Array(hello.extensions[index].bytes.prefix(count))
      }
      _ = (hello.serverName, hello.applicationProtocols, hello.version, hello.groups)
      #expect(hello.serverName == nil)
    }
  }

  @Test func inTheFormOfSSLv2() throws {
    let message = hex("01 0301 0009 0000 0010 00002F 0700C0 00000A") + [UInt8](1...16)
    let hello = try #require(ClientHello(sslv2: message))
    #expect(hello.isSSLv2)
    #expect(hello.version == .tls10)
    #expect(hello.suites.map(\.rawValue) == [0x002F, 0x000A])
    #expect(hello.random == [UInt8](1...16))
    for count in 0..<message.count {
      #expect(ClientHello(sslv2: Array(message[..<count])) == nil)
    }
  }

  @Test(arguments: [ProtocolVersion.sslv3, .tls10, .tls11, .tls12, .tls13])
  func serverHello(_ version: ProtocolVersion) throws {
    let suite = CipherSuite(rawValue: 0xC030)
    let body = TLSWireTests.serverHello(version, suite)
    let hello = try #require(ServerHello(body: body))
    #expect(hello.version == version)
    #expect(hello.suite == suite)
    for count in 0..<body.count where count != 38 {
      #expect(ServerHello(body: Array(body[..<count])) == nil)
    }
  }

  @Test func retryRequest() throws {
    var body = TLSWireTests.serverHello(.tls13, CipherSuite(rawValue: 0x1302))
    body.replaceSubrange(
      2..<34, with: hex("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C"))
    let hello = try #require(ServerHello(body: body))
    #expect(hello.version == .tls13)
  }

  @Test(arguments: [
    (0x0A0A, true), (0x1A1A, true), (0xFAFA, true), (0x0A1A, false), (0x1301, false),
    (0xA0A0, false),
  ])
  func grease(_ number: UInt16, _ isGREASE: Bool) { #expect(number.isGREASE == isGREASE) }

  @Test(arguments: [
    (0x0000, "TLS_NULL_WITH_NULL_NULL"), (0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA"),
    (0x00FF, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"), (0x1301, "TLS_AES_128_GCM_SHA256"),
    (0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    (0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xD005, "TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256"), (0x00B0, "TLS_PSK_WITH_NULL_SHA256"),
    (0x0A0A, "0x0a0a"),
  ])
  func suiteNames(_ number: UInt16, _ name: String) {
    #expect(CipherSuite(rawValue: number).name == name)
  }

  static let suiteVersions: [(UInt16, [ProtocolVersion])] = [
    (0x1301, [.tls13]), (0xC02F, [.tls12]), (0x003C, [.tls12]),
    (0x002F, [.sslv3, .tls10, .tls11, .tls12]), (0x00FF, []), (0x0000, []), (0x5600, []),
    (0xC103, [.tls13]), (0xC100, [.tls12]), (0x0A0A, []),
  ]

  @Test(arguments: suiteVersions)
  func suitesOfVersions(_ number: UInt16, _ versions: [ProtocolVersion]) {
    let all: [ProtocolVersion] = [.sslv3, .tls10, .tls11, .tls12, .tls13]
    #expect(all.filter { CipherSuite(rawValue: number).isUsable(in: $0) } == versions)
    #expect(CipherSuite.registered.count > 350)
  }

  @Test func alertNames() {
    #expect(TLSAlert(level: 2, code: 70).name == "protocol_version")
    #expect(TLSAlert(level: 2, code: 199).name == "alert_199")
  }
}
