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
    ("530 no", "421 Too many bad logins<close>", "unknown"), ("530 no", "<close>", "unknown"),
    ("530 no", "503 Bad sequence", "unknown"), ("<close>", "530 no", "unknown"),
    ("530 no", "334 go on", "unknown"),
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

  /// Nothing inside TLS can be compared.
  @Test(arguments: [("530 no", "unknown"), ("530 TLS first", "refused"), ("534 no", "refused")])
  func nothingInside(_ clear: String, _ expected: String) throws {
    let script = Script(
      clear: ConversationTests.clear(["USER": clear]), inside: ["PBSZ": "<certificate>"])
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "tls-failed explicit \(expected) unknown")
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
