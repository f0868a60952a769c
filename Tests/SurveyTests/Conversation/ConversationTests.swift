import Bytes
import Records
import Testing

@testable import Survey

/// The rules of the survey, one a row.
@Suite struct ConversationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let title: String
    let script: Script
    var mode = Conversation.Mode.explicit
    /// `status mode login data`.
    let expected: String
    /// What was done, in short.
    var log: String?
    var testDescription: String { title }
  }

  static let feat = "211-Features:\r\n AUTH TLS\r\n PBSZ\r\n PROT\r\n211 End"
  static let good = [
    "FEAT": feat, "SYST": "215 UNIX", "USER": "331 password", "AUTH TLS": "234 go",
  ]
  static let safe = [
    "FEAT": feat, "PBSZ": "200 ok", "PROT P": "200 ok", "PROT C": "200 ok", "USER": "331 password",
  ]

  static func clear(_ changes: [String: String]) -> [String: String] {
    good.merging(changes) { $1 }
  }

  /// The same answer to each question in clear.
  static func all(_ answer: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: ["FEAT", "SYST", "USER", "AUTH", "EHLO"].map { ($0, answer) })
  }

  static func inside(_ changes: [String: String]) -> [String: String] {
    safe.merging(changes) { $1 }
  }

  static func expect(_ example: Case, sourceLocation: SourceLocation = #_sourceLocation) throws {
    for drip in [0, 1] {
      let run = ScriptedRun(example.script, mode: example.mode, drip: drip)
      let record = try #require(run.record, sourceLocation: sourceLocation)
      #expect(
        record.words == example.expected, "\(run.log) \(record.statusDetail ?? "")",
        sourceLocation: sourceLocation)
      if let log = example.log {
        let short = run.log.map { $0.split(separator: " ").prefix(2).joined(separator: "_") }
        #expect(short.joined(separator: " ") == log, sourceLocation: sourceLocation)
      }
      #expect(run.conversation.isFinished, sourceLocation: sourceLocation)
      #expect(!run.log.contains { $0.hasPrefix("PASS") }, sourceLocation: sourceLocation)
    }
  }

  static let login = [
    Case(
      title: "all on one connection", script: Script(clear: good, inside: safe),
      expected: "ok explicit accepted offered",
      log:
        "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls PBSZ_0 PROT_P PROT_C FEAT QUIT"
    ),
    Case(
      title: "refused in clear, taken inside",
      script: Script(clear: clear(["USER": "530 TLS required"]), inside: safe),
      expected: "ok explicit refused offered"),
    Case(
      title: "503 Use AUTH first",
      script: Script(clear: clear(["USER": "503 Use AUTH first."]), inside: safe),
      expected: "ok explicit refused offered"),
    Case(
      title: "534 policy, AUTH known",
      script: Script(clear: clear(["USER": "534 Policy requires SSL."]), inside: safe),
      expected: "ok explicit refused offered"),
    Case(
      title: "421 and stays open",
      script: Script(clear: clear(["USER": "421 TLS is required"]), inside: safe),
      expected: "ok explicit refused offered"),
    Case(
      title: "421 and closes",
      script: Script(clear: clear(["USER": "421 TLS is required<close>"]), inside: safe),
      expected: "ok explicit refused offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS connect AUTH_TLS tls PBSZ_0 "
        + "PROT_P PROT_C USER_ftpscope-no-such-user FEAT QUIT"),
    Case(
      title: "421 of a connection limit",
      script: Script(
        greetings: ["220 ready", "421 too many connections<close>"],
        clear: clear(["USER": "421 too many<close>"]), inside: safe),
      expected: "closed - unknown unknown"),
    Case(
      title: "530 for the name, inside TLS too",
      script: Script(
        clear: clear(["USER": "530 no such user"]), inside: inside(["USER": "530 no such user"])),
      expected: "ok explicit unknown offered"),
    Case(
      title: "530 for TLS, another 530 for the name",
      script: Script(
        clear: clear(["USER": "530 TLS first"]), inside: inside(["USER": "530 no such user"])),
      expected: "ok explicit refused offered"),
    Case(
      title: "closes on USER without a word",
      script: Script(clear: clear(["USER": "<close>"]), inside: safe),
      expected: "ok explicit refused offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user connect USER_ftpscope-no-such-user "
        + "connect AUTH_TLS tls PBSZ_0 PROT_P PROT_C USER_ftpscope-no-such-user FEAT QUIT"),
    Case(
      title: "closes behind SYST, and takes USER",
      script: Script(clear: clear(["SYST": "215 UNIX<close>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "closes on two commands that it does not know, and takes USER",
      script: Script(clear: clear(["FEAT": "500 what", "SYST": "500<close>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "resets once on USER",
      script: Script(clear: clear(["after SYST USER": "<reset>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "resets once on USER, and is not there again",
      script: Script(
        clear: clear(["after SYST USER": "<reset>"]), inside: safe, connectionsMaximum: 1),
      expected: "reset - unknown unknown"),
    Case(
      title: "530 without TLS to be had",
      script: Script(clear: ["FEAT": "211 none", "USER": "530 anonymous only"]),
      expected: "ok clear unknown none"),
    Case(
      title: "534 without TLS to be had",
      script: Script(clear: ["FEAT": "211 none", "USER": "534 policy"]),
      expected: "ok clear refused none"),
    Case(
      title: "230 at once", script: Script(clear: clear(["USER": "230 in"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "202 neither takes nor refuses",
      script: Script(clear: clear(["USER": "202 superfluous"]), inside: safe),
      expected: "ok explicit unknown offered"),
    Case(
      title: "250 neither takes nor refuses",
      script: Script(clear: clear(["USER": "250 ok"]), inside: safe),
      expected: "ok explicit unknown offered"),
    Case(
      title: "334 neither takes nor refuses",
      script: Script(clear: clear(["USER": "334 go on"]), inside: inside(["USER": "334 go on"])),
      expected: "ok explicit unknown offered"),
    Case(
      title: "334 to all names, without TLS to be had",
      script: Script(clear: ["FEAT": "211 none", "USER": "334 go on"]),
      expected: "ok clear unknown none"),
    Case(
      title: "FEAT is refused twice, late",
      script: Script(
        clear: clear(["FEAT": "500 no", "SYST": "500 no", "USER": "215 UNIX\r\n530 TLS first"]),
        inside: safe),
      expected: "ok explicit refused offered"),
    Case(
      title: "SYST is answered twice, late",
      script: Script(clear: clear(["USER": "215 UNIX\r\n530 TLS first"]), inside: safe),
      expected: "ok explicit refused offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls PBSZ_0 PROT_P PROT_C "
        + "USER_ftpscope-no-such-user FEAT QUIT"),
    Case(
      title: "FEAT is answered twice, late, and USER never",
      script: Script(clear: clear(["USER": "211 none<silence>"]), inside: safe),
      expected: "ok explicit unknown offered"),
    Case(
      title: "a line of an earlier answer, and no end of it",
      script: Script(clear: clear(["USER": "215 UNIX<bare><silence>"]), inside: safe),
      expected: "ok explicit unknown offered"),
    Case(
      title: "a line of a greeting, and no end of it",
      script: Script(clear: clear(["USER": "220 and more<bare><silence>"]), inside: safe),
      expected: "ok explicit unknown offered"),
    Case(
      title: "USER is answered twice, late",
      script: Script(clear: clear(["after USER AUTH TLS": "331 password"]), inside: safe),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS QUIT connect AUTH_TLS tls "
        + "PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    Case(
      title: "USER spoils AUTH",
      script: Script(clear: clear(["after USER AUTH TLS": "503 PASS first"]), inside: safe),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS QUIT connect AUTH_TLS tls "
        + "PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    Case(
      title: "after USER AUTH is unknown, and FEAT lists it",
      script: Script(clear: clear(["after USER AUTH": "500 unknown"]), inside: safe),
      expected: "ok explicit accepted offered"),
  ]

  @Test(arguments: login) func loginPolicy(_ example: Case) throws { try Self.expect(example) }

  static let auth = [
    Case(
      title: "AUTH SSL where TLS is unknown",
      script: Script(clear: clear(["AUTH TLS": "504 no", "AUTH SSL": "234 go"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "530 to AUTH is no TLS",
      script: Script(clear: clear(["AUTH TLS": "530 login", "AUTH SSL": "530 login"])),
      expected: "ok clear accepted none"),
    Case(
      title: "334 is another mechanism",
      script: Script(clear: clear(["AUTH TLS": "334 ADAT", "AUTH SSL": "504 no"])),
      expected: "ok clear accepted none"),
    Case(
      title: "200 is no 234",
      script: Script(clear: clear(["AUTH TLS": "200 sure", "AUTH SSL": "200 sure"])),
      expected: "ok clear accepted none"),
    Case(
      title: "nothing is known", script: Script(greetings: ["220 FTP"], clear: [:]),
      expected: "ok clear unknown none",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS AUTH_SSL QUIT"),
    Case(
      title: "refused without a code",
      script: Script(
        clear: clear([
          "FEAT": "211 none", "AUTH TLS": "Unknown command<silence>",
          "AUTH SSL": "Unknown command<bare><silence>",
        ])),
      expected: "ok clear accepted none",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS AUTH_SSL QUIT"),
    Case(
      title: "refused without a code, and listed",
      script: Script(
        clear: clear(["AUTH TLS": "What?<silence>", "AUTH SSL": "234 go"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "refused without a code after USER alone, and listed",
      script: Script(
        clear: clear(["after USER AUTH TLS": "What?<silence>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "421 to AUTH, twice",
      script: Script(clear: clear(["AUTH TLS": "421 busy<close>"]), inside: safe),
      expected: "closed - accepted unknown",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS QUIT connect AUTH_TLS QUIT"),
    Case(
      title: "421 to AUTH after USER alone",
      script: Script(clear: clear(["after USER AUTH": "421 busy"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "421 to AUTH, and USER refused and closed",
      script: Script(
        clear: clear(["USER": "530 no<close>", "AUTH TLS": "421 too many<close>"]), inside: safe),
      expected: "closed - unknown unknown"),
    Case(
      title: "421 to AUTH SSL",
      script: Script(clear: clear(["AUTH TLS": "502 no", "AUTH SSL": "421 busy<close>"])),
      expected: "closed - accepted unknown"),
    Case(
      title: "421 to all",
      script: Script(
        greetings: ["220 FTP ready"],
        clear: all("421 too many<close>")),
      expected: "closed - unknown unknown"),
    Case(
      title: "421 to all, of who knows what", script: Script(clear: all("421 too many")),
      expected: "closed - unknown unknown"),
    Case(
      title: "451 to AUTH that FEAT lists", script: Script(clear: clear(["AUTH TLS": "451 later"])),
      expected: "error - accepted unknown"),
    Case(
      title: "451 to AUTH that FEAT does not list",
      script: Script(clear: clear(["FEAT": "211 none", "AUTH TLS": "451 later"])),
      expected: "ok clear accepted none"),
    Case(
      title: "431: there is no TLS to be had", script: Script(clear: clear(["AUTH TLS": "431 no"])),
      expected: "ok clear accepted none"),
    Case(
      title: "closes on AUTH", script: Script(clear: clear(["AUTH TLS": "<close>"])),
      expected: "closed - accepted unknown"),
    Case(
      title: "resets on AUTH", script: Script(clear: clear(["AUTH TLS": "<reset>"])),
      expected: "reset - accepted unknown"),
    Case(
      title: "stalls after USER",
      script: Script(
        clear: clear(["USER": "530 no", "after USER AUTH TLS": "<silence>"]), inside: safe),
      expected: "ok explicit refused offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS connect AUTH_TLS tls PBSZ_0 "
        + "PROT_P PROT_C USER_ftpscope-no-such-user FEAT QUIT"),
    Case(
      title: "stalls on FEAT, and after USER",
      script: Script(
        clear: clear(["FEAT": "<silence>", "after USER AUTH TLS": "<silence>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "stalls on AUTH SSL after USER",
      script: Script(
        clear: clear([
          "AUTH TLS": "504 no", "AUTH SSL": "234 go", "after USER AUTH TLS": "504 no",
          "after USER AUTH SSL": "<silence>", "FEAT": "211 none",
        ]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "stalls on AUTH", script: Script(clear: clear(["AUTH TLS": "<silence>"])),
      expected: "timeout - accepted unknown",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS connect AUTH_TLS QUIT"),
    Case(
      title: "the handshake fails", script: Script(clear: good, handshake: .fails),
      expected: "tls-failed explicit accepted unknown",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls connect AUTH_TLS "
        + "tls-without-ALPN connect AUTH_TLS tls-without-TLS-1.3"),
    Case(
      title: "the handshake is reset", script: Script(clear: good, handshake: .resets),
      expected: "tls-failed explicit accepted unknown"),
    Case(
      title: "the handshake stalls", script: Script(clear: good, handshake: .stalls),
      expected: "tls-failed explicit accepted unknown"),
    Case(
      title: "an alert is the first thing inside TLS",
      script: Script(clear: good, inside: inside(["PBSZ": "<alert>"])),
      expected: "tls-failed explicit accepted unknown"),
    Case(
      title: "an alert later inside TLS",
      script: Script(clear: good, inside: inside(["PROT P": "<alert>"])),
      expected: "ok explicit accepted unknown"),
    Case(
      title: "plaintext instead of the handshake",
      script: Script(clear: good, handshake: .plaintext("500 OOPS: no\r\n")),
      expected: "tls-failed explicit accepted unknown"),
    Case(
      title: "a further connection is refused",
      script: Script(clear: clear(["USER": "530 no<close>"]), inside: safe, connectionsMaximum: 1),
      expected: "closed - unknown unknown"),
  ]

  @Test(arguments: auth) func authAnswered(_ example: Case) throws { try Self.expect(example) }

  /// PROT P, PROT C, FEAT inside TLS and what follows.
  @Test(arguments: [
    ("200 ok", "200 ok", true, "offered"), ("200 ok", "534 no", true, "required"),
    ("200 ok", "536 no", true, "required"), ("200 ok", "504 no", false, "required"),
    ("200 ok", "530 login", true, "unknown"), ("200 ok", "<close>", true, "offered"),
    ("536 no", "-", true, "none"), ("534 no", "-", true, "none"), ("500 what", "-", false, "none"),
    ("500 what", "-", true, "unknown"), ("530 login", "-", false, "unknown"),
    ("530 login", "-", true, "offered"), ("503 PBSZ", "-", false, "unknown"),
    ("431 later", "-", false, "unknown"), ("<close>", "-", true, "unknown"),
    ("<silence>", "-", true, "unknown"), ("200 ok", "550 no", true, "required"),
    ("200 ok", "537 no", true, "required"), ("200 ok", "502 what", true, "unknown"),
    ("200 ok", "421 later", true, "unknown"), ("521 no", "-", true, "none"),
    ("533 no", "-", true, "none"), ("504 no", "-", true, "none"), ("550 no", "-", true, "unknown"),
    ("431 later", "-", true, "unknown"), ("421 no", "-", true, "unknown"),
    ("503 PBSZ", "-", true, "offered"),
  ])
  func dataProtection(
    _ private: String, _ clear: String, _ isListed: Bool, _ expected: String
  ) throws {
    let feat = isListed ? Self.feat : "211-x\r\n SIZE\r\n211 y"
    let script = Script(
      clear: Self.clear(["FEAT": feat]),
      inside: ["FEAT": feat, "PBSZ": "200 ok", "PROT P": `private`, "PROT C": clear])
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit accepted \(expected)")
  }

  /// Features and replies in clear and inside TLS are both kept.
  @Test func bothSides() throws {
    let script = Script(
      clear: Self.clear(["USER": "530 TLS"]),
      inside: Self.inside(["FEAT": "211-x\r\n UTF8\r\n211 y"]))
    let record = try #require(ScriptedRun(script).record)
    #expect(record.features == ["AUTH TLS", "PBSZ", "PROT"])
    #expect(record.featuresInsideTLS == ["UTF8"])
    let verbs = ["FEAT", "SYST", "USER", "AUTH TLS", "PBSZ", "PROT P", "PROT C", "QUIT"]
    #expect(record.replies.map(\.verb) == verbs)
    #expect(record.repliesInsideTLS.map(\.verb) == ["USER", "FEAT"])
    #expect(record.tls == ScriptedRun.description)
    #expect(
      record.evidence.loginInClear == ["USER 530 TLS", "AUTH TLS 234 go", "TLS: USER 331 password"])
    #expect(record.evidence.mode == ["AUTH TLS 234 go"])
    #expect(record.evidence.dataProtection == ["TLS: PROT P 200 ok", "TLS: PROT C 200 ok"])
    #expect(record.evidence.status == ["greeting 220 ready", "AUTH TLS 234 go"])
  }

  /// Bytes in clear behind the 234 never reach TLS.
  @Test func plaintextAfterAuth() throws {
    let clear = Self.clear(["AUTH TLS": "234 go\r\n200 injected"])
    let run = ScriptedRun(Script(clear: clear, inside: Self.safe))
    let record = try #require(run.record)
    #expect(run.startedTLS == 0)
    #expect(record.words == "tls-failed explicit accepted unknown")
    #expect(record.findings == ["plaintext-after-auth"])
    #expect(record.statusDetail == "plaintext behind the 234: 200 injected")
  }

  /// An alert behind the 234 is no plaintext.
  @Test func alertAfterAuth() throws {
    let script = Script(
      clear: Self.clear(["AUTH TLS": "234 go\r\n\u{15}\u{3}\u{1}\0\u{2}\u{2}F<bare>"]))
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "tls-failed explicit accepted unknown")
    #expect(record.findings.isEmpty)
  }
}
