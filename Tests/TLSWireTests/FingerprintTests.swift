import Foundation
import Testing

@testable import TLSWire

@Suite struct FingerprintTests {
  /// The example of JA4's technical details, GREASE added everywhere.
  @Test func published() {
    let suites = hex(
      "AAAA 1301 1302 1303 C02B C02F C02C C030 CCA9 CCA8 C013 C014 009C 009D 002F 0035")
    var hello = ClientHello(
      legacyVersion: .tls12, random: [UInt8](repeating: 0, count: 32), suites: numbers(suites))
    let types = hex(
      "1A1A 001B 0000 0033 0010 4469 0017 002D 000D 0005 0023 0012 002B FF01 000B 000A 0015")
    hello.extensions = numbers(types).map { HelloExtension(type: $0.rawValue) }
    set(&hello, 13, "0010 0403 0804 0401 0503 0805 0501 0806 0601")
    set(&hello, 43, "06 2A2A 0304 0303")
    set(&hello, 16, "000C 02 6832 08 687474702F312E31")
    set(&hello, 10, "0008 3A3A 001D 0017 0018")
    set(&hello, 11, "01 00")
    let ja4 = JA4(hello)
    #expect(
      ja4.raw
        == "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_"
        + "0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_"
        + "0403,0804,0401,0503,0805,0501,0806,0601")
    #expect(
      JA3(hello).text
        == "771,4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53,"
        + "27-0-51-16-17513-23-45-13-5-35-18-43-65281-11-10-21,29-23-24,0")
  }

  @Test(arguments: [
    ("", "00"), ("68", "hh"), ("6832", "h2"), ("667470", "fp"), ("AB", "ab"), ("30AB", "3b"),
    ("AB30", "a0"), ("2E2E", "2e"),
  ])
  func applicationProtocol(_ name: String, _ ends: String) {
    var hello = ClientHello(
      legacyVersion: .tls10, random: [], suites: [CipherSuite(rawValue: 0x2F)])
    let bytes = hex(name)
    hello.extensions = [HelloExtension(type: 16, bytes: [])]
    if !bytes.isEmpty {
      hello.extensions[0].bytes = [0, UInt8(bytes.count + 1), UInt8(bytes.count)] + bytes
    }
    #expect(JA4(hello).head == "t10i0101" + ends)
  }

  /// Nothing but what has to be there, in the versions that JA4 names otherwise.
  @Test(arguments: [
    (0x0300, "ts3i000000"), (0x0002, "ts2i000000"), (0x7F1C, "t00i000000"),
  ])
  func bare(_ version: UInt16, _ head: String) {
    let hello = ClientHello(
      legacyVersion: ProtocolVersion(rawValue: version), random: [], suites: [])
    #expect(JA4(hello).raw == head + "__")
    #expect(JA3(hello).text == "\(version),,,,")
  }

  private func numbers(_ bytes: [UInt8]) -> [CipherSuite] {
    withBytes(bytes) { $0.uint16s.map(CipherSuite.init(rawValue:)) }
  }

  private func set(_ hello: inout ClientHello, _ type: UInt16, _ bytes: String) {
    for index in hello.extensions.indices where hello.extensions[index].type == type {
      hello.extensions[index].bytes = hex(bytes)
    }
  }
}
