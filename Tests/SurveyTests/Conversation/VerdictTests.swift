import Records
import Testing

@testable import Survey
@testable import TLSEngine

/// Verdicts where servers differ by little from those that mean something else.
@Suite struct VerdictTests {
  static let good = ConversationTests.good
  static let safe = ConversationTests.safe

  /// USER refused in clear and inside TLS: unless the former says so, it is not TLS that is wanted.
  @Test(arguments: [
    ("530 No such user (attempt 1).", "530 No such user (attempt 2).", "unknown"),
    ("530 Login incorrect.", "530 Login incorrect", "unknown"),
    ("530 no", "421 Too many bad logins<close>", "refused"), ("530 no", "<close>", "refused"),
    ("530 no", "503 Bad sequence", "refused"), ("<close>", "530 no", "unknown"),
    ("530 no", "334 go on", "refused"), ("530 no", "550 no", "unknown"),
    ("503 order", "503 order", "unknown"), ("421 busy", "<close>", "unknown"),
    ("421 busy", "331 password", "refused"), ("530 no", "<silence>", "refused"),
    ("530 Необходимо использовать TLS", "530 Login incorrect.", "refused"),
    ("530 TLS のみ", "530 TLS のみ", "unknown"), ("530 ユーザー不明", "530 no", "unknown"),
    ("530 What a hassle: FTPServer at tls.example.org says no", "530 no", "unknown"),
    ("530 TLS users only: 1", "530 TLS users only: 2", "unknown"),
    ("530 Not logged in; TLS is optional", "530 no", "unknown"),
    ("530 This server does not support TLS, use SFTP", "530 no", "unknown"),
    ("530 No TLS needed, but you are banned", "530 no", "unknown"),
    ("530 Your SSL certificate is not needed here", "530 no", "unknown"),
    ("530 Try again without TLS", "530 no", "unknown"),
    ("530 User unknown. Secure FTP (TLS) is available", "530 no", "unknown"),
    ("530 Encryption is not supported, and you are not liked", "530 no", "unknown"),
    ("530 This server is secured by Acme SSL Ltd", "530 no", "unknown"),
    ("530 Must perform authentication before identifying USER.", "530 no", "refused"),
    ("530 Not logged in: policy requires SSL.", "530 no", "refused"),
    ("530-Denied\r\n530 Only clients with TLS", "530 no", "refused"),
    ("530 Rejected--secure connection required", "530 no", "refused"),
    ("530 Please use FTPS instead", "530 no", "refused"),
    ("421 You have to turn on secure mode (AUTH TLS/SSL)", "530 no", "refused"),
    ("550 SSL/TLS required on the control channel", "530 no", "refused"),
    ("530 Bitte TLS verwenden", "530 no", "refused"),
    ("530 TLS required", "421 Too many bad logins<close>", "refused"),
    ("530 SSL/TLSv1.2 is needed.", "530 no", "refused"), ("534 policy", "530 no", "refused"),
    ("533 policy", "<close>", "refused"), ("503 Use AUTH first.", "530 no", "refused"),
    ("530 Non-anonymous sessions must use encryption.", "530 no", "refused"),
    ("421 Sorry, cleartext sessions and weak ciphers are not accepted.", "530 no", "refused"),
    ("530 no", "331 password", "refused"), ("530 no", "232 in", "refused"),
    ("530 no", "336 challenge", "refused"), ("336 challenge", "336 challenge", "accepted"),
  ])
  func refusals(_ clear: String, _ inside: String, _ expected: String) throws {
    let script = Script(
      clear: ConversationTests.clear(["USER": clear]),
      inside: ConversationTests.inside(["USER": inside]))
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit \(expected) offered", "\(record.evidence.loginInClear)")
  }

  /// Nothing inside TLS speaks against what was refused in clear.
  @Test(arguments: [
    ("530 no", "refused"), ("530 TLS first", "refused"), ("534 no", "refused"),
  ])
  func nothingInside(_ clear: String, _ expected: String) throws {
    let script = Script(
      clear: ConversationTests.clear(["USER": clear]), inside: ["PBSZ": "<certificate>"])
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "tls-failed explicit \(expected) unknown")
    let none = Script(clear: script.clear, handshake: .fails)
    #expect(ScriptedRun(none).record?.words == "tls-failed explicit \(expected) unknown")
  }

  /// The server ends the connection on whatever comes before a login inside TLS.
  @Test(arguments: ["421 Service not available<close>", "530 no"])
  func closesBeforeLogin(_ clear: String) throws {
    let script = Script(
      clear: ConversationTests.clear(["USER": clear]),
      inside: ["PBSZ": "<close>", "PROT": "<close>", "USER": "331 password"])
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "ok explicit refused unknown", "\(record.evidence.loginInClear)")
  }

  /// What the server ends the connection on inside TLS is passed over, on a fresh one.
  @Test(
    arguments: [
      (.implicit, "220 hi", ["FEAT": "<close>"], "ok implicit refused offered"),
      (.implicit, "220 hi", ["FEAT": "<reset>"], "ok implicit refused offered"),
      (.implicit, "220 hi", ["FEAT": "500 what<close>"], "ok implicit refused offered"),
      (.implicit, "220 hi", ["FEAT": "<silence>"], "ok implicit refused offered"),
      (.implicit, "220 hi", ["FEAT": "<close>", "SYST": "<close>"], "ok implicit refused offered"),
      (.implicit, "220 FTP", ["PBSZ": "<close>"], "ok implicit refused offered"),
      (.find, "220 FTP", ["PBSZ": "<close>"], "ok explicit accepted offered"),
      (.explicit, "220 FTP", ["PBSZ": "<close>"], "ok explicit accepted offered"),
      (.explicit, "220 hi", ["PBSZ": "<silence>"], "ok explicit accepted offered"),
      (.explicit, "220 hi", ["PROT C": "<close>"], "ok explicit accepted offered"),
      (
        .explicit, "220 hi", ["PBSZ": "<close>", "PROT": "<close>"], "ok explicit accepted unknown"
      ),
    ] as [(Conversation.Mode, String, [String: String], String)])
  func endsInside(
    _ mode: Conversation.Mode, _ greeting: String, _ inside: [String: String], _ expected: String
  ) throws {
    var script = Script(
      greetings: [greeting], clear: Self.good, inside: ConversationTests.inside(inside))
    if inside["PROT"] != nil { script.inside["PROT P"] = nil }
    let run = ScriptedRun(script, mode: mode)
    #expect(run.record?.words == expected, "\(run.log)")
  }

  /// A further connection on which no handshake comes to its end takes nothing back.
  @Test(arguments: [1, 2]) func noFurtherConnection(_ connections: Int) throws {
    var script = Script(clear: Self.good, inside: ConversationTests.inside(["PBSZ": "<close>"]))
    script.connectionsMaximum = connections
    if connections == 2 { script.greetings = ["220 FTP", "421 busy"] }
    let run = ScriptedRun(script)
    #expect(run.record?.words == "ok explicit accepted unknown", "\(run.log)")
    #expect(run.record?.tls != nil && run.record?.findings == [])
  }

  /// A further connection on which something else speaks makes no other service of it.
  @Test(arguments: ["SSH-2.0-x", "HTTP/1.0 403 Forbidden", "<silence>", "<reset>", "530 banned"])
  func anotherSpeaks(_ greeting: String) throws {
    let script = Script(
      greetings: ["220 ready", greeting], clear: ConversationTests.clear(["AUTH TLS": "503 later"]))
    let record = try #require(ScriptedRun(script).record)
    #expect(record.loginInClear == .accepted && record.mode == nil, "\(record)")
    #expect(record.banner == "ready" && record.status != .notFTP && record.foreign == nil)
  }

  /// A greeting said again inside TLS is no answer, and PBSZ may be answered with 220 all the same.
  @Test(arguments: [
    ("220 secure\r\n200 ok", ["unsolicited-reply"]), ("220 ok<silence>", []),
  ]) func greetsAgain(_ answer: String, _ findings: [String]) throws {
    let script = Script(
      clear: ConversationTests.clear(["USER": "530 TLS first"]),
      inside: ConversationTests.inside(["PBSZ": answer, "PROT C": "534 no"]))
    try ConversationTests.expect(
      .init(title: answer, script: script, expected: "ok explicit refused required"))
    let record = try #require(ScriptedRun(script, drip: 1).record)
    #expect(record.findings == findings && record.banner == "ready")
  }

  /// A greeting said again and again is no answer to AUTH.
  @Test func greetingsThatAnswerNothing() throws {
    var again = ConversationTests.all("220 x")
    again["FEAT"] = "220 x<silence>"
    let record = try #require(ScriptedRun(Script(greetings: ["220 FTP"], clear: again)).record)
    #expect(record.words == "error - unknown unknown", "\(record.evidence)")
  }

  static let auth = [
    ConversationTests.Case(
      title: "AUTH TLS is refused and closed upon, AUTH SSL known",
      script: Script(
        clear: ConversationTests.clear(["AUTH TLS": "504 no<close>", "AUTH SSL": "234 go"]),
        inside: safe),
      expected: "ok explicit accepted offered"),
    ConversationTests.Case(
      title: "AUTH TLS and AUTH SSL are refused and closed upon",
      script: Script(
        clear: ConversationTests.clear([
          "AUTH TLS": "504 no<close>", "AUTH SSL": "504 no<close>", "FEAT": "211 none",
        ])),
      expected: "ok clear accepted none"),
    ConversationTests.Case(
      title: "AUTH SSL is closed upon without a word",
      script: Script(
        clear: ConversationTests.clear(["AUTH TLS": "504 no", "AUTH SSL": "<close>"])),
      expected: "closed - accepted unknown"),
    ConversationTests.Case(
      title: "after USER AUTH is unknown, and so is FEAT",
      script: Script(
        clear: ConversationTests.clear(["FEAT": "500 what", "after USER AUTH": "500 what"]),
        inside: safe),
      expected: "ok explicit accepted offered"),
    ConversationTests.Case(
      title: "neither AUTH nor FEAT is known",
      script: Script(clear: ["USER": "331 password"]), expected: "ok clear accepted none",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS QUIT connect AUTH_TLS AUTH_SSL "
        + "QUIT"),
    ConversationTests.Case(
      title: "AUTH is unknown, and FEAT lists others",
      script: Script(clear: ["FEAT": "211-x\r\n UTF8\r\n211 y", "USER": "331 password"]),
      expected: "ok clear accepted none",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS AUTH_SSL QUIT"),
    ConversationTests.Case(
      title: "FEAT has to come before AUTH",
      script: Script(
        clear: ConversationTests.clear([
          "before FEAT AUTH": "503 sequence", "after USER AUTH": "503 sequence",
        ]), inside: safe),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS QUIT connect AUTH_TLS QUIT "
        + "connect FEAT AUTH_TLS tls PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    ConversationTests.Case(
      title: "FEAT has to come before AUTH, and ALPN is refused",
      script: Script(
        clear: ConversationTests.clear([
          "before FEAT AUTH": "503 sequence", "after USER AUTH": "503 sequence",
        ]), inside: safe, handshake: .refusesALPN),
      expected: "ok explicit accepted offered"),
    ConversationTests.Case(
      title: "AUTH that FEAT lists is always out of order",
      script: Script(
        clear: ConversationTests.clear(["AUTH TLS": "503 sequence", "AUTH SSL": "503 sequence"])),
      expected: "error - accepted unknown"),
  ]

  @Test(arguments: auth) func authAnswered(_ example: ConversationTests.Case) throws {
    try ConversationTests.expect(example)
  }

  /// Servers that turn us away for what their own clients have: that is no fault.
  @Test(arguments: [
    (
      Script(clear: good, inside: ["PBSZ": "<certificate>"]), Conversation.Mode.explicit,
      "tls-failed explicit accepted unknown", "client-certificate-required", 1
    ),
    (
      Script(clear: good, handshake: .demands(.certificate)), .explicit,
      "tls-failed explicit accepted unknown", "client-certificate-required", 1
    ),
    (
      Script(clear: good, handshake: .demands(.serverName)), .explicit,
      "tls-failed explicit accepted unknown", "server-name-required", 1
    ),
    (
      Script(greetings: ["<certificate>"]), .implicit, "tls-failed implicit refused unknown",
      "client-certificate-required", 1
    ),
    (
      Script(handshake: .demands(.certificate)), .implicit,
      "tls-failed implicit refused unknown", "client-certificate-required", 1
    ),
    (
      Script(handshake: .demands(.serverName)), .implicit,
      "tls-failed implicit refused unknown", "server-name-required", 1
    ),
    // That it is FTP at all, nothing tells.
    (
      Script(greetings: ["<silence>", "<certificate>"]), .find, "tls-failed - unknown unknown",
      "client-certificate-required", 2
    ),
  ])
  func demands(
    _ script: Script, _ mode: Conversation.Mode, _ expected: String, _ finding: String,
    _ connections: Int
  ) throws {
    let run = ScriptedRun(script, mode: mode)
    let record = try #require(run.record)
    #expect(record.words == expected, "\(run.log)")
    #expect(record.findings == [finding])
    #expect(!record.faults.contains(.tlsFails))
    #expect(run.outcome?.connections == connections)
  }

  /// What an alert tells of a server's demands.
  @Test(
    arguments: [
      ("certificate_required", false, true, Conversation.Demand.certificate),
      ("handshake_failure", true, true, .certificate),
      ("bad_certificate", true, true, .certificate),
      ("handshake_failure", false, true, nil), ("bad_certificate", false, false, nil),
      ("protocol_version", true, false, nil), ("unrecognized_name", false, false, .serverName),
      ("unrecognized_name", false, true, nil),
    ] as [(String, Bool, Bool, Conversation.Demand?)])
  func alerts(
    _ alert: String, _ isCertificateAsked: Bool, _ isNamed: Bool, _ expected: Conversation.Demand?
  ) {
    let found = Conversation.Demand(
      .init(kind: .alert, reason: alert, alert: alert), isCertificateAsked: isCertificateAsked,
      isNamed: isNamed)
    #expect(found == expected)
  }
}
