import Bytes
import FTPProtocol
import Testing

@testable import Sensor

/// What comes where a hello is to come: told of by its bytes, and counted in what the session was.
@Suite struct BrokenHandshakeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var sent: String
    /// Whether it came at the implicit port, else behind AUTH.
    var isImplicit: Bool
    var exploits: [String] = []
    var found: SessionClass
    var rule: String
    var isFirst = false

    var testDescription: String { "\(isImplicit ? "implicit" : "AUTH") \(sent)" }
  }

  private static let hello = "\\x16\\x03\\x01\\x00\\x05\\x01"
  private static let oldHello = "\\x80\\x2e\\x01\\x00\\x02\\x00\\x15"

  static let cases: [Case] = [
    Case(
      sent: "GET / HTTP/1.1\\r\\n\\r\\n", isImplicit: true, exploits: ["http-opening"],
      found: .foreign, rule: "spoke http", isFirst: true),
    Case(
      sent: "SSH-2.0-Go\\r\\n", isImplicit: true, exploits: ["ssh-opening"], found: .foreign,
      rule: "spoke ssh", isFirst: true),
    Case(
      sent: "USER root\\r\\nPASS x\\r\\n", isImplicit: true, found: .scan,
      rule: "spoke FTP in clear where TLS comes first", isFirst: true),
    Case(
      sent: "\\x01\\x02\\x03\\x04", isImplicit: true, found: .foreign, rule: "spoke binary",
      isFirst: true),
    Case(
      sent: "what is this", isImplicit: true, found: .foreign,
      rule: "sent bytes that are no command", isFirst: true),
    Case(
      sent: hello, isImplicit: true, found: .scan,
      rule: "asked what the server is: TLS; the handshake failed: it broke"),
    Case(
      sent: oldHello, isImplicit: true, found: .scan,
      rule: "asked what the server is: TLS; the handshake failed: it broke"),
    Case(
      sent: "", isImplicit: true, found: .silent, rule: "sent nothing where TLS comes first"),
    Case(
      sent: "USER root\\r\\nPASS x\\r\\n", isImplicit: false, exploits: ["starttls-injection"],
      found: .exploitation, rule: "signatures seen: starttls-injection"),
    Case(
      sent: "GET / HTTP/1.1\\r\\n\\r\\n", isImplicit: false, exploits: ["http-opening"],
      found: .foreign, rule: "spoke no FTP: http-opening"),
    Case(
      sent: hello, isImplicit: false, found: .scan,
      rule: "asked what the server is: AUTH; the handshake failed: it broke"),
  ]

  @Test(arguments: cases) func isTold(_ test: Case) throws {
    let signatures = try SignatureSet()
    var session = ServerSession(
      Stage.setting {
        $0.isImplicit = test.isImplicit
        $0.signatures = signatures
        $0.classifier = SessionClassifier()
      })
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    var actions: [SessionAction] = []
    if !test.isImplicit {
      actions += session.opened(at: time)
      actions += Array("AUTH TLS\r\n".utf8).withSlice { session.received($0, at: time) }
    }
    let bytes = Scene.bytes(test.sent)
    var tls = TLSObservation(isData: false, hello: nil, helloBytes: bytes)
    tls.failure = "it broke"
    actions += session.tlsFailed(tls, at: time)
    actions += session.closed(.tls, at: time)
    var exploits: [String] = []
    var last: DisconnectObservation?
    for case .observe(let observation) in actions {
      if case .exploit(let signature, _, let payload) = observation {
        exploits.append(signature)
        #expect(payload == bytes)
      }
      if case .disconnect(let end) = observation { last = end }
    }
    #expect(exploits == test.exploits)
    #expect(last?.sessionClass == test.found.rawValue)
    #expect(last?.classRule == test.rule)
    #expect(last?.firstBytes == (test.isFirst ? bytes : []))
  }
}
