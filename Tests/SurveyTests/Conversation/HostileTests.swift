import Bytes
import Records
import Testing

@testable import Survey

/// Servers that flood, loop and lie: each has its end, and none is believed.
@Suite struct HostileTests {
  static let good = ConversationTests.good
  static let safe = ConversationTests.safe

  struct Flood: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let status: String

    init(_ title: String, _ text: String, _ status: String) {
      testDescription = title
      self.text = text
      self.status = status
    }
  }

  static let greetings = [
    Flood("lines", String(repeating: "220-x\r\n", count: 100_000), "reply-too-long"),
    Flood("a line", "220 " + String(repeating: "A", count: 10_000_000), "reply-too-long"),
    Flood("NUL", String(repeating: "\0", count: 500_000), "reply-too-long"),
    Flood("empty lines", String(repeating: "\r\n", count: 500_000), "reply-too-long"),
    Flood("junk", String(repeating: "junk\r\n", count: 1000), "not-ftp"),
    Flood("120", String(repeating: "120 wait\r\n", count: 1000), "error"),
    Flood("escapes", String(repeating: "\u{1B}[2J", count: 100), "not-ftp"),
  ]

  @Test(arguments: greetings) func greeting(_ flood: Flood) throws {
    for drip in [0, 1000] {
      let greeting = flood.text + "<silence>"
      let script = Script(greetings: [greeting], clear: Self.good, inside: Self.safe)
      let record = try #require(ScriptedRun(script, drip: drip).record)
      #expect(record.status.rawValue == flood.status)
      #expect((record.statusDetail ?? "").utf8.count < 1200)
    }
  }

  /// A 1yz gives a greeting more time, and the next ones do not.
  @Test func waitsOnce() {
    var conversation = Conversation(mode: .explicit)
    _ = conversation.start() + conversation.connected()
    let wait = Array("120 wait\r\n".utf8)
    #expect(wait.withSlice { conversation.received($0) } == [.deadline(.greeting)])
    #expect(wait.withSlice { conversation.received($0) }.isEmpty)
  }

  static let answers = [
    Flood("lines", String(repeating: "211-x\r\n", count: 100_000), "reply-too-long"),
    Flood("a line", "211-" + String(repeating: "A", count: 10_000_000), "reply-too-long"),
    Flood("junk", String(repeating: "junk\r\n", count: 1000), "error"),
  ]

  @Test(arguments: answers) func feat(_ flood: Flood) throws {
    for isInside in [false, true] {
      var script = Script(clear: Self.good, inside: Self.safe)
      if isInside { script.inside["FEAT"] = flood.text } else { script.clear["FEAT"] = flood.text }
      let record = try #require(ScriptedRun(script).record)
      let isKept = isInside && flood.status == "error"
      #expect(record.status.rawValue == (isKept ? "ok" : flood.status))
      #expect(record.banner == "ready")
    }
  }

  /// Greetings that never end are read past, up to a limit.
  @Test func greetingsLoop() throws {
    let loop = String(repeating: "220 again\r\n", count: 1000) + "220 again"
    let script = Script(clear: Self.good.merging(["FEAT": loop]) { $1 }, inside: Self.safe)
    #expect(try #require(ScriptedRun(script).record).status == .error)
  }

  /// Several greetings at once are one banner; other replies that nobody asked for are dropped.
  @Test func unsolicited() throws {
    var script = Script(greetings: ["220 a\r\n220 b"], clear: Self.good, inside: Self.safe)
    var record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit accepted offered")
    #expect(record.banner == "a\nb")
    #expect(record.findings.isEmpty)
    script.greetings = ["220 a\r\n331 b"]
    record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit accepted offered")
    #expect(record.findings == ["unsolicited-reply"])
  }

  /// NUL, telnet, bad UTF-8 and escape sequences survive as what they are.
  @Test func bytes() throws {
    var conversation = Conversation(mode: .explicit)
    _ = conversation.start()
    _ = conversation.connected()
    let greeting: [UInt8] = [0xFF, 0xFB, 0x01] + Array("220 a\0b".utf8) + [0xC3, 0x1B, 0x0D, 0x0A]
    #expect(greeting.withSlice { conversation.received($0) }.contains(.deadline(.reply)))
    let actions = conversation.connectionLost(.closed) + conversation.connectFailed(.refused)
    guard case .finished(let outcome)? = actions.last else {
      Issue.record("not finished")
      return
    }
    let record = outcome.record(ip: "::1", port: 21, time: Timestamp(milliseconds: 0))
    #expect(record.banner == "a\0b\\xC3\u{1B}")
    #expect(record.findings == ["bytes-before-greeting"])
  }

  /// Events out of order change nothing.
  @Test func outOfOrder() {
    var conversation = Conversation(mode: .explicit)
    let text = Array("220 x\r\n".utf8)
    #expect(conversation.connected().isEmpty)
    #expect(text.withSlice { conversation.received($0) }.isEmpty)
    #expect(conversation.timedOut().isEmpty)
    #expect(conversation.connectionLost(.closed).isEmpty)
    #expect(conversation.start() == [.connect, .deadline(.connection)])
    #expect(conversation.start().isEmpty)
    #expect(conversation.tlsEstablished(ScriptedRun.description).isEmpty)
    #expect(conversation.tlsFailed(.init(detail: "x")).isEmpty)
    #expect(conversation.connectionLost(.closed).isEmpty)
    #expect(conversation.timedOut().first == .close)
    #expect(conversation.isFinished)
    #expect(conversation.connectFailed(.refused).isEmpty)
    #expect(conversation.timedOut().isEmpty)
  }
}
