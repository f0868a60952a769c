import Bytes
import Records
import Testing

@testable import Survey

/// How a conversation begins, and what is not FTP.
@Suite struct ArrivalTests {
  typealias Case = ConversationTests.Case
  static let good = ConversationTests.good
  static let safe = ConversationTests.safe

  static func greeted(_ greetings: String...) -> Script {
    Script(greetings: greetings, clear: good, inside: safe)
  }

  static let greetings = [
    Case(
      title: "120, then 220", script: greeted("120 soon\r\n220 ready"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "120, then nothing", script: greeted("120 soon<silence>"),
      expected: "timeout - unknown unknown"),
    Case(
      title: "many lines", script: greeted("220-a\r\n220-b\r\n c\r\n220 d"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "120, and half of another", script: greeted("120 soon\r\n120-wait<bare><silence>"),
      expected: "timeout - unknown unknown"),
    Case(
      title: "no line end", script: greeted("220 ready<bare><silence>"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "another code at the end", script: greeted("220-a\r\n230 b<silence>"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "lines before the greeting", script: greeted("a warning\r\n220 ready"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "behind empty lines", script: greeted("\r\n\r\n220 ready"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "behind NUL", script: greeted("\0\0\0220 ready"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "behind a byte order mark", script: greeted("\u{FEFF}220-a\r\n220 ready"),
      expected: "ok explicit accepted offered"),
    Case(
      title: "421", script: greeted("421 too many"), expected: "closed - unknown unknown",
      log: "connect QUIT"),
    Case(
      title: "421 and closes", script: greeted("421 too many<close>"),
      expected: "closed - unknown unknown"),
    Case(
      title: "550", script: greeted("550 go away<close>"), expected: "closed - unknown unknown"),
    Case(title: "silence", script: greeted("<silence>"), expected: "timeout - unknown unknown"),
    Case(title: "closed", script: greeted("<close>"), expected: "closed - unknown unknown"),
    Case(title: "reset", script: greeted("<reset>"), expected: "reset - unknown unknown"),
    Case(
      title: "closed in a line", script: greeted("220 hello<bare><close>"),
      expected: "closed - unknown unknown", log: "connect"),
    Case(
      title: "reset in a line", script: greeted("220 FTP<bare><reset>"),
      expected: "reset - unknown unknown", log: "connect"),
    Case(
      title: "closed between lines", script: greeted("220-a<close>"),
      expected: "closed - unknown unknown", log: "connect"),
    Case(
      title: "421 between lines, and closed", script: greeted("220-a\r\n421 too many<close>"),
      expected: "closed - unknown unknown", log: "connect"),
    Case(
      title: "421 between lines", script: greeted("220-a\r\n421 too many<silence>"),
      expected: "closed - unknown unknown", log: "connect QUIT"),
    Case(
      title: "550 in a line, and closed", script: greeted("550 go away<bare><close>"),
      expected: "closed - unknown unknown", log: "connect"),
    Case(
      title: "closes on FEAT",
      script: Script(clear: ConversationTests.clear(["FEAT": "<close>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "SMTP by its greeting, which closes on all",
      script: Script(
        greetings: ["220 mail ESMTP"],
        clear: ["FEAT": "<close>", "SYST": "<close>", "USER": "<close>"]),
      expected: "not-ftp - unknown unknown"),
    Case(
      title: "SMTP and FTP by its greeting, which closes on all",
      script: Script(
        greetings: ["220 SMTP and FTP"],
        clear: ["FEAT": "<close>", "SYST": "<close>", "USER": "<close>"]),
      expected: "closed - unknown unknown"),
    Case(
      title: "VMware, which has FTP's USER",
      script: Script(
        greetings: ["220 VMware Authentication Daemon Version 1.10: SSL Required"],
        clear: ["USER": "331 Password required"]),
      expected: "not-ftp - unknown unknown", log: "connect QUIT"),
    Case(
      title: "closes on all",
      script: Script(clear: ["FEAT": "<close>", "SYST": "<close>", "USER": "<close>"]),
      expected: "closed - unknown unknown"),
    Case(
      title: "stalls on FEAT",
      script: Script(clear: ConversationTests.clear(["FEAT": "<silence>"]), inside: safe),
      expected: "ok explicit accepted offered"),
    Case(
      title: "stalls on FEAT and SYST",
      script: Script(
        clear: ConversationTests.clear(["FEAT": "<silence>", "SYST": "<silence>"]), inside: safe),
      expected: "ok explicit accepted offered",
      log: "connect FEAT connect USER_ftpscope-no-such-user AUTH_TLS tls PBSZ_0 PROT_P PROT_C FEAT "
        + "QUIT"),
    Case(
      title: "stalls on all",
      script: Script(clear: ["FEAT": "<silence>", "SYST": "<silence>", "USER": "<silence>"]),
      expected: "timeout - unknown unknown"),
  ]

  /// Lines that end with CR alone cost one wait: the first one's.
  @Test(arguments: ["220 ready", "220-a\r\n220 ready", "a warning\r\n220 ready"])
  func bareCR(_ greeting: String) throws {
    let script = Script(greetings: [greeting], clear: Self.good, inside: Self.safe, lineEnd: "\r")
    let run = ScriptedRun(script)
    let record = try #require(run.record)
    #expect(record.words == "ok explicit accepted offered")
    #expect(record.findings == ["bare-cr"])
    #expect(record.features == ["AUTH TLS", "PBSZ", "PROT"])
    #expect(run.timeouts == 1)
  }

  /// A greeting that comes slowly is given its time once more; `<timer>` is the timer's end.
  @Test(
    arguments: [
      (["220-a\r\n", "<timer>", "220 b\r\n"], nil, "a\nb"),
      (["220-a\r\n", "<timer>", "220-b\r\n", "<timer>"], "timeout", "a\nb"),
      (["220 rea", "<timer>", "dy", "<timer>"], "timeout", "ready"),
      (["220 rea", "<timer>", "dy\r\n"], nil, "ready"),
      (["220 ready", "<timer>", "<timer>"], nil, "ready"),
      (["120 wait\r\n", "220-a\r\n", "<timer>", "220 b\r\n"], nil, "a\nb"),
      (["login: ", "<timer>"], "not-ftp", nil),
    ] as [([String], String?, String?)])
  func slowGreeting(_ events: [String], _ status: String?, _ banner: String?) throws {
    var conversation = Conversation(mode: .explicit)
    _ = conversation.start() + conversation.connected()
    var actions: [Conversation.Action] = []
    for event in events {
      actions =
        event == "<timer>"
        ? conversation.timedOut() : Array(event.utf8).withSlice { conversation.received($0) }
    }
    #expect(conversation.isFinished == (status != nil))
    if status == nil {
      #expect(actions == [.send(Array("FEAT\r\n".utf8)), .deadline(.reply)])
      actions = conversation.connectionLost(.closed) + conversation.connectFailed(.refused)
    }
    guard case .finished(let outcome)? = actions.last else { throw Unfinished() }
    let record = outcome.record(ip: "::1", port: 21, time: Timestamp(milliseconds: 0))
    #expect(record.banner == banner)
    if let status { #expect(record.status.rawValue == status) }
    #expect(record.findings == (status == "timeout" ? ["greeting-cut"] : []))
  }

  private struct Unfinished: Error {}

  @Test(arguments: greetings) func greeting(_ example: Case) throws {
    try ConversationTests.expect(example)
  }

  @Test(
    arguments: [
      (.refused, "refused"), (.timedOut, "timeout"), (.reset, "reset"),
      (.unreachable, "unreachable"), (.other("no descriptor"), "error"),
    ] as [(Conversation.ConnectFailure, String)])
  func notConnected(_ failure: Conversation.ConnectFailure, _ status: String) throws {
    let run = ScriptedRun(Script(connectFailure: failure))
    let record = try #require(run.record)
    #expect(record.words == "\(status) - unknown unknown")
    #expect(record.statusDetail?.isEmpty == false)
  }

  /// What a service is sent that shakes hands and then says nothing.
  static let prompt = "FEAT / HTTP/1.0\r\n"
  static let web = [prompt: "HTTP/1.1 400 Bad Request"]

  static let implicit = [
    Case(
      title: "TLS first", script: Script(inside: safe.merging(["SYST": "215 x"]) { $1 }),
      mode: .implicit, expected: "ok implicit refused offered",
      log: "connectTLS FEAT SYST PBSZ_0 PROT_P PROT_C QUIT"),
    Case(
      title: "speaks first in clear",
      script: Script(clear: good, inside: safe, handshake: .plaintext("220 ready\r\n")),
      mode: .implicit, expected: "tls-failed explicit accepted unknown",
      log: "connectTLS connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls"),
    Case(
      title: "speaks in clear, no TLS at all",
      script: Script(
        clear: ["FEAT": "211 none", "USER": "331 x"], handshake: .plaintext("220-ready\r\n")),
      mode: .implicit, expected: "ok clear accepted none"),
    Case(
      title: "HTTP answers a ClientHello",
      script: Script(handshake: .plaintext("HTTP/1.1 400 Bad Request\r\n\r\n")), mode: .implicit,
      expected: "not-ftp - unknown unknown"),
    Case(
      title: "garbage answers a ClientHello",
      script: Script(handshake: .plaintext("\u{1}\u{2}\u{3}")), mode: .implicit,
      expected: "tls-failed - unknown unknown"),
    Case(
      title: "no handshake", script: Script(handshake: .fails), mode: .implicit,
      expected: "tls-failed - unknown unknown",
      log: "connectTLS connectTLS-without-ALPN connectTLS-without-TLS-1.3"),
    Case(
      title: "reset upon the ClientHello", script: Script(handshake: .resets), mode: .implicit,
      expected: "reset - unknown unknown"),
    Case(
      title: "reset in the handshake", script: Script(handshake: .breaksOff), mode: .implicit,
      expected: "tls-failed - unknown unknown"),
    Case(
      title: "silent to the ClientHello", script: Script(handshake: .stalls), mode: .implicit,
      expected: "timeout - unknown unknown"),
    Case(
      title: "silent inside TLS", script: greeted("<silence>"), mode: .implicit,
      expected: "timeout - unknown unknown"),
    Case(
      title: "HTTP inside TLS", script: Script(greetings: ["<silence>"], inside: web),
      mode: .implicit, expected: "not-ftp - unknown unknown",
      log: "connectTLS FEAT_/"),
    Case(
      title: "silent inside TLS, and closes when prompted",
      script: Script(greetings: ["<silence>"], inside: ["FEAT": "<close>"]), mode: .implicit,
      expected: "closed - unknown unknown"),
    Case(
      title: "slow inside TLS the first time",
      script: Script(
        greetings: ["<silence>", "220 ready"],
        inside: safe.merging(["SYST": "215 x", prompt: "220 ready\r\n211 none"]) { $1 }),
      mode: .implicit, expected: "ok implicit refused offered"),
    Case(
      title: "an alert inside TLS", script: greeted("<alert>"), mode: .implicit,
      expected: "tls-failed - unknown unknown"),
    Case(
      title: "an alert inside TLS, later", script: greeted("220 ready<alert>"), mode: .implicit,
      expected: "error - unknown unknown"),
    Case(
      title: "421 inside TLS", script: greeted("421 busy"), mode: .implicit,
      expected: "closed - unknown unknown"),
    Case(
      title: "SMTP inside TLS",
      script: Script(
        greetings: ["220 mail ESMTP"],
        inside: ["FEAT": "502 no", "USER": "502 no", "SYST": "502 no", "EHLO": "250 hi"]),
      mode: .implicit, expected: "not-ftp - unknown unknown"),
    Case(
      title: "SMTP inside TLS, at a host called ftp",
      script: Script(
        greetings: ["220 ftp.example.com ESMTP"],
        inside: ["FEAT": "502 no", "USER": "502 no", "SYST": "502 no", "EHLO": "250 hi"]),
      mode: .implicit, expected: "not-ftp - unknown unknown"),
    Case(
      title: "530 to all before a login",
      script: Script(
        inside: ["FEAT": "530 no", "SYST": "530 no", "USER": "530 no", "EHLO": "530 no"]),
      mode: .implicit, expected: "ok implicit refused none",
      log: "connectTLS FEAT SYST USER_ftpscope-no-such-user EHLO_ftpscope.invalid PBSZ_0 PROT_P "
        + "QUIT"),
  ]

  @Test(arguments: implicit) func implicitTLS(_ example: Case) throws {
    try ConversationTests.expect(example)
  }

  /// What ended the survey is told, not what made a further connection necessary.
  @Test func furtherConnectionIsSilent() throws {
    let script = Script(
      greetings: ["220 ready", "<silence>"],
      clear: ConversationTests.clear(["USER": "530 no<close>"]))
    let record = try #require(ScriptedRun(script).record)
    #expect(record.words == "timeout - unknown unknown")
    #expect(record.statusDetail == "a further connection: no greeting in time")
  }

  /// A server that is slow to greet is not only one without TLS.
  @Test func silentBothWays() throws {
    let script = Script(greetings: ["<silence>"], handshake: .stalls)
    let record = try #require(ScriptedRun(script, mode: .find).record)
    #expect(record.statusDetail == "neither a greeting nor a TLS handshake in time")
  }

  /// What was heard in clear of a server that is not reached there is its banner.
  @Test func heardInClear() throws {
    let script = Script(
      greetings: ["<silence>"], handshake: .plaintextFirst("220 ready, at last\r\n"))
    let record = try #require(ScriptedRun(script, mode: .find).record)
    #expect(record.words == "timeout - unknown unknown")
    #expect(record.banner == "ready, at last")
  }

  /// What comes first, and what it is.
  @Test(
    arguments: [
      ("HTTP/1.1 400 Bad Request\r\n\r\n", "http"), ("SSH-2.0-OpenSSH_9.6", "ssh"),
      ("+OK POP3 ready", "pop3"), ("* OK IMAP ready", "imap"), ("RFB 003.008", "vnc"),
      ("\r\nlogin: <bare><silence>", "telnet"), ("\r\nlogin: <bare><close>", "telnet"),
      ("hello there<silence>", nil), ("\u{15}\u{3}\u{3}\0\u{2}\u{2}(", "tls"),
      ("554 mail ESMTP no", "smtp"), ("Welcome\r\nSSH-2.0-x", "ssh"), ("\r\nSSH-2.0-x", "ssh"),
      ("\r\n\r\nHi\r\n\r\nSSH-2.0-x<bare><close>", "ssh"),
    ] as [(String, String?)])
  func foreign(_ greeting: String, _ expected: String?) throws {
    for drip in [0, 1] {
      let record = try #require(ScriptedRun(Self.greeted(greeting), drip: drip).record)
      #expect(record.words == "not-ftp - unknown unknown")
      #expect(record.foreign == expected)
    }
  }

  /// Greeting, answers to FEAT, USER, AUTH and EHLO; and what it is.
  @Test(
    arguments: [
      ("220 mx ESMTP", "502 no", "502 no", "503 no", "250-mx\r\n250 AUTH", "smtp"),
      ("220 mx", "502 5.5.2 no", "502 5.5.2 no", "503 EHLO first", "250 mx", "smtp"),
      ("220 mx ESMTP", "503 HELO first", "530 STARTTLS first", "530 no", "501 no", "smtp"),
      ("220 hello", "500 no", "500 no", "500 no", "500 no", nil),
      ("200 news NNTP ready", "500 what?", "500 what?", "500 what?", "500 what?", "nntp"),
      (
        "200 mail Citadel server ready.", "530 unsupported", "300 Password required",
        "530 unsupported", "530 unsupported", "citadel"
      ),
      ("200 hello", "530 no", "300 password", "530 no", "530 no", nil),
      ("200 hello", "211 no features", "331 password", "530 no", "530 no", "ftp"),
      ("220 hello", "500 no", "331 password", "500 no", "500 no", "ftp"),
      ("220 hello", "500 no", "500 no", "234 go", "500 no", "ftp"),
      ("220 FTP server", "500 no", "500 no", "500 no", "500 no", "ftp"),
      ("220 hello", "500 no", "530 not logged in", "500 no", "500 no", "ftp"),
      ("220 hello", "530 login", "530 login", "530 login", "530 login", "ftp"),
      ("220 hello", "530 login", "530 login<close>", "234 go", "530 login", "ftp"),
      ("220 ftp.example.com ESMTP Postfix", "502 no", "502 no", "502 no", "250 hi", "smtp"),
      ("220 ftp.example.com ready", "502 no", "502 no", "502 no", "250 hi", "smtp"),
      ("220 (ftp.example.com).", "500 no", "500 no", "500 no", "500 no", nil),
      ("220 mail ESMTP FTP gateway", "500 no", "500 no", "500 no", "250 hi", "smtp"),
      ("220 FTP and SMTP in one", "500 no", "500 no", "500 no", "500 no", "ftp"),
      ("220 smtp.example.com FTP server", "500 no", "530 no", "500 no", "500 no", "ftp"),
      ("220 mx.example.net", "530 STARTTLS", "530 STARTTLS", "530 STARTTLS", "250 hi", "smtp"),
      ("220 mail", "550 denied", "550 denied", "550 denied", "250 hi", "smtp"),
      ("220 mail", "250 ok", "250 ok", "250 ok", "250 ok", "smtp"),
      ("220 hello", "200 ok", "200 ok", "200 ok", "200 ok", nil),
      ("220 (vsFTPd 3.0.3)", "500 no", "500 no", "500 no", "500 no", "ftp"),
    ] as [(String, String, String, String, String, String?)])
  func words(
    _ greeting: String, _ feat: String, _ user: String, _ auth: String, _ ehlo: String,
    _ expected: String?
  ) throws {
    let book = ["FEAT": feat, "USER": user, "AUTH": auth, "EHLO": ehlo]
    let script = Script(greetings: [greeting], clear: book, inside: Self.safe)
    let record = try #require(ScriptedRun(script).record)
    #expect((record.status == .ok) == (expected == "ftp"), "\(record)")
    if expected != "ftp" {
      #expect(record.status == .notFTP)
      #expect(record.foreign == expected)
    }
  }
}
