import Bytes
import FTPProtocol
import Testing

@testable import Survey

@Suite struct TLSApproachTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let title: String
    var auth: Question? = .authTLS
    var wantsFEATFirst = false
    /// What the server says, a reply each.
    let said: [String]
    /// What is sent, and how it ends.
    let expected: [String]
    var testDescription: String { title }
  }

  static let cases = [
    Case(title: "TLS comes first", auth: nil, said: [], expected: ["TLS"]),
    Case(title: "AUTH is agreed to", said: ["220 hi", "234 go"], expected: ["AUTH TLS", "TLS"]),
    Case(
      title: "AUTH SSL is what it knows", auth: .authSSL, said: ["220 hi", "234 go"],
      expected: ["AUTH SSL", "TLS"]),
    Case(
      title: "a greeting in several replies",
      said: ["120 wait", "220-a\r\n220 b", "220 c", "234 go"],
      expected: ["AUTH TLS", "TLS"]),
    Case(
      title: "USER comes first",
      said: ["220 hi", "530 USER comes first", "331 password", "234 go"],
      expected: ["AUTH TLS", "USER ftpscope-no-such-user", "AUTH TLS", "TLS"]),
    Case(
      title: "USER comes first, and nothing before it",
      said: ["220 hi", "503 order", "503 order", "503 order", "331 password", "234 go"],
      expected: ["AUTH TLS", "FEAT", "AUTH TLS", "USER ftpscope-no-such-user", "AUTH TLS", "TLS"]),
    Case(
      title: "FEAT comes first, which nothing told",
      said: ["220 hi", "503 order", "211 ok", "234 go"],
      expected: ["AUTH TLS", "FEAT", "AUTH TLS", "TLS"]),
    Case(
      title: "FEAT comes first", wantsFEATFirst: true,
      said: ["220 hi", "211-Features:\r\n AUTH TLS\r\n211 End", "234 go"],
      expected: ["FEAT", "AUTH TLS", "TLS"]),
    Case(
      title: "FEAT comes first, and USER", wantsFEATFirst: true,
      said: ["220 hi", "500 what", "530 first", "331 password", "234 go"],
      expected: ["FEAT", "AUTH TLS", "USER ftpscope-no-such-user", "AUTH TLS", "TLS"]),
    Case(
      title: "no AUTH at all", said: ["220 hi", "502 no", "331 password", "502 no"],
      expected: ["AUTH TLS", "USER ftpscope-no-such-user", "AUTH TLS", "given up"]),
    Case(title: "too busy", said: ["421 too many"], expected: ["given up"]),
    Case(
      title: "what comes behind the 234", said: ["220 hi", "234 go\r\n200 more"],
      expected: ["AUTH TLS", "TLS"]),
    Case(title: "nothing", said: [], expected: []),
  ]

  @Test(arguments: cases) func way(_ example: Case) {
    for isDripped in [false, true] {
      var approach = TLSApproach(
        auth: example.auth, wantsFEATFirst: example.wantsFEATFirst, parser: ReplyParser())
      var actions = approach.connected()
      for reply in example.said {
        let bytes = Array("\(reply)\r\n".utf8)
        for piece in isDripped ? bytes.map({ [$0] }) : [bytes] {
          actions += piece.withSlice { approach.received($0) }
        }
      }
      let done = actions.map { action in
        switch action {
        case .send(let bytes): String(decoding: bytes.dropLast(2), as: UTF8.self)
        case .beginTLS: "TLS"
        case .giveUp: "given up"
        }
      }
      #expect(done == example.expected)
    }
  }

  /// A line without an end is no reply.
  @Test func neverEnds() {
    var approach = TLSApproach(auth: .authTLS, wantsFEATFirst: false, parser: ReplyParser())
    _ = approach.connected()
    var actions: [TLSApproach.Action] = []
    for _ in 0..<1000 where actions.isEmpty {
      actions = [UInt8](repeating: 0x41, count: 4096).withSlice { approach.received($0) }
    }
    #expect(actions == [.giveUp])
  }
}
