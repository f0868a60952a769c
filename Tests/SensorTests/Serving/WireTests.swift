import Bytes
import Testing

@testable import Sensor
@testable import TLSWire

@Suite struct WireTests {
  static let offer = ClientHello(
    legacyVersion: .tls12, random: [UInt8](repeating: 7, count: 32),
    suites: [CipherSuite(rawValue: 0x1301)])

  /// What a client sends first, and whether a hello is read in it, however it is cut.
  @Test(
    arguments: [
      (offer.records, true), (offer.records + Array("more".utf8), true),
      (Array("GET / HTTP/1.1\r\n\r\n".utf8), false), (Array(offer.records.dropLast(1)), false),
      // SSLv2's form: length, type 1, version 3.0, one suite, no session, 16 bytes of challenge.
      (
        [0x80, 28, 1, 3, 0, 0, 3, 0, 0, 0, 16, 0, 0, 0x2F] + [UInt8](repeating: 9, count: 16), true
      ),
    ] as [([UInt8], Bool)])
  func hello(_ bytes: [UInt8], _ isHello: Bool) {
    for size in [1, 7, bytes.count] {
      var reader = HelloReader()
      for start in stride(from: 0, to: bytes.count, by: size) {
        Array(bytes[start..<min(bytes.count, start + size)]).withSlice { reader.take($0) }
      }
      #expect((reader.hello != nil) == isHello)
      #expect(bytes.starts(with: reader.bytes))
      #expect(!reader.bytes.isEmpty)
    }
  }

  /// What comes after CCC, and what of it is in clear.
  @Test(
    arguments: [
      ([21, 3, 3, 0, 2, 1, 0], nil),
      ([21, 3, 3, 0, 2, 1, 0] + Array("NOOP\r\n".utf8), "NOOP\r\n"),
      (Array("NOOP\r\n".utf8), "NOOP\r\n"),
      ([23, 3, 3, 0, 1, 5, 21, 3, 3, 0, 0, 0x51], "Q"),
    ] as [([UInt8], String?)])
  func endOfTLS(_ bytes: [UInt8], _ clear: String?) {
    for size in [1, 3, bytes.count] {
      var ending = TLSEnding()
      var found: [UInt8]?
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = Array(bytes[start..<min(bytes.count, start + size)])
        if found != nil {
          found?.append(contentsOf: piece)
        } else {
          found = piece.withSlice { ending.take($0) }
        }
      }
      #expect(found.map { String(decoding: $0, as: UTF8.self) } == clear)
    }
  }

  @Test(
    arguments: [
      ("0.0.0.0:21", "0.0.0.0:21=explicit", nil), ("[::1]:990", "[::1]:990=implicit", nil),
      ("*:2121=clear", "[::]:2121=clear", nil),
      ("127.0.0.1:990=explicit", "127.0.0.1:990=explicit", nil),
      ("127.0.0.1:2121=implicit,persona=iis-10", "127.0.0.1:2121=implicit", "iis-10"),
      ("127.0.0.1:2121,persona=iis-10", "127.0.0.1:2121=explicit", "iis-10"),
      ("127.0.0.1:2121=persona=iis-10", "127.0.0.1:2121=explicit", "iis-10"),
      ("127.0.0.1", nil, nil), ("127.0.0.1:70000", nil, nil), ("host:21", nil, nil),
      ("127.0.0.1:21=tls", nil, nil), ("127.0.0.1:21=", nil, nil),
      ("127.0.0.1:21=clear,persona=", nil, nil),
    ] as [(String, String?, String?)])
  func listener(_ text: String, _ read: String?, _ persona: String?) {
    let listener = try? ListenerSettings(text)
    #expect(listener?.description == read)
    #expect(listener?.persona == persona)
  }

  /// Where nothing is said: FTP's two ports, of IPv4 and of IPv6.
  @Test func usualListeners() {
    #expect(ListenerSettings.usual.map(\.description) == ["[::]:21=explicit", "[::]:990=implicit"])
    #expect(ListenerSettings.usual.allSatisfy { $0.persona == nil })
  }

  @Test func subjects() {
    #expect(Subject("CN=ftp.example.com, O=Example Ltd").hostNames == ["ftp.example.com"])
    #expect(Subject("O=X,CN=printer").parts.map(\.name) == ["O", "CN"])
    #expect(Subject("O=X,CN=printer").hostNames == ["printer"])
    #expect(Subject("CN=Wing FTP Server").hostNames == [])
    #expect(Subject("").parts.map(\.value) == ["ftp"])
  }
}
