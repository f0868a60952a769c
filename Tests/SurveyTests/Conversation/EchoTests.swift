import Records
import Testing

@testable import Survey

/// What comes back in place of an answer: our own bytes, or another greeting.
@Suite struct EchoTests {
  /// A service that sends back what it gets (RFC 862) is none of FTP's.
  @Test(arguments: [Conversation.Mode.explicit, .implicit, .find])
  func echo(_ mode: Conversation.Mode) throws {
    let commands = ["FEAT", "SYST", "USER ftpscope-no-such-user"]
    let book = Dictionary(uniqueKeysWithValues: commands.map { ($0, "\($0)<silence>") })
    let script = Script(
      greetings: [mode == .explicit ? "220 hello" : "<silence>"], clear: book, handshake: .echoes)
    let record = try #require(ScriptedRun(script, mode: mode).record)
    #expect(record.words == "not-ftp - unknown unknown")
    #expect(record.foreign == "echo")
    #expect(record.statusDetail?.hasPrefix("it sends back what it gets") == true)
  }

  /// One that echoes as a terminal does, and answers then, is FTP; so is one that agreed to AUTH.
  @Test func echoesAndAnswers() throws {
    let good = ConversationTests.good
    let both = Dictionary(uniqueKeysWithValues: good.map { ($0, "\($0)\r\n\($1)") })
    var script = Script(clear: both, inside: ConversationTests.safe)
    #expect(ScriptedRun(script).record?.words == "ok explicit accepted offered")
    script = Script(clear: good, handshake: .echoes)
    #expect(ScriptedRun(script).record?.words == "tls-failed explicit accepted unknown")
  }

  /// A 220 behind an answer is the answer to what was asked next, and none of the greeting.
  @Test func greetsInPlaceOfAnAnswer() throws {
    let script = Script(
      greetings: ["220 FTP"], clear: ["FEAT": "211 none", "SYST": "215 x", "USER": "220 eh"])
    let run = ScriptedRun(script)
    let record = try #require(run.record)
    #expect(record.words == "ok clear unknown none")
    #expect(record.banner == "FTP")
    #expect(record.replies.contains { $0.verb == "USER" && $0.code == 220 })
    #expect(run.timeouts == 0)
  }

  /// Where all answers are 220, only the first may have been more of the greeting: a short wait.
  @Test func greetsAlways() throws {
    let silent = ["FEAT": "220 eh<silence>"]
    let script = Script(clear: ConversationTests.all("220 eh").merging(silent) { $1 })
    let run = ScriptedRun(script)
    let record = try #require(run.record)
    #expect(record.words == "not-ftp - unknown unknown")
    #expect(record.banner == "ready")
    #expect(run.timeouts == 1)
  }

  /// A second greeting that comes late is one still, and no answer to AUTH either.
  @Test func lateGreeting() throws {
    let changes = ["FEAT": "220 b\r\n" + ConversationTests.feat, "USER": "530 no<close>"]
    var script = Script(clear: ConversationTests.clear(changes), inside: ConversationTests.safe)
    var record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit refused offered")
    #expect(record.banner == "ready\nb")
    #expect(record.features == ["AUTH TLS", "PBSZ", "PROT"])
    script.clear["AUTH TLS"] = "220 b\r\n234 go"
    record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit refused offered")
  }
}
