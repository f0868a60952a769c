import Bytes
import Testing

@testable import FTPProtocol

@Suite struct CredentialsTests {
  static let passwords: [Conversation] = [
    Conversation("no password", .clear, "USER x 331", "clear - - 0/0/0"),
    Conversation("USER refused by policy", .clear, "USER x 530", "clear - - 0/0/0"),
    Conversation(
      "USER refused by policy, then TLS", .clear,
      "USER x 534,AUTH TLS 234,USER x 331,PASS x 230", "explicit C protected 0/0/0"),
    Conversation("in clear", .clear, "USER x 331,PASS x 230", "clear - clear 0/0/0"),
    Conversation("in clear, refused", .clear, "USER x 331,PASS x 530", "clear - clear 0/0/0"),
    Conversation("in clear, unanswered", .clear, "USER x 331,PASS x 0", "clear - clear 0/0/0"),
    Conversation(
      "in clear, then AUTH", .clear, "USER x 331,PASS x 230,AUTH TLS 234,NOOP 200",
      "explicit C clear 0/0/0"),
    Conversation(
      "in clear once of two", .clear,
      "USER x 331,PASS x 530,AUTH TLS 234,USER x 331,PASS x 230", "explicit C clear 0/0/0"),
    Conversation(
      "AUTH between USER and PASS", .clear, "USER x 331,AUTH TLS 234,PASS x 230",
      "explicit C protected 0/0/0"),
    Conversation(
      "the account's too", .clear, "AUTH TLS 234,USER x 331,CCC 200,ACCT x 230",
      "explicit C clear 0/0/0 cleared"),
    Conversation("without a password", .clear, "USER x 230,LIST 226", "clear - - 1/0/0"),
    Conversation(
      "nobody saw the beginning", .unknown, "USER x 331,PASS x 230",
      "unknown - unknown 0/0/0"),
    Conversation(
      "unknown, then protected", .unknown, "PASS x 530,AUTH TLS 234,PASS x 230",
      "explicit C unknown 0/0/0"),
  ]

  static let transfers: [Conversation] =
    ["RETR a", "STOR a", "STOU", "APPE a", "LIST", "NLST", "MLSD"].flatMap { verb in
      [226, 250, 426].flatMap { code in
        [
          Conversation("\(verb) \(code)", .clear, "\(verb) \(code)", "clear - - 1/0/0"),
          Conversation(
            "\(verb) \(code), P", .clear,
            "AUTH TLS 234,PROT P 200,\(verb) \(code)", "explicit P - 0/1/0"),
          Conversation(
            "\(verb) \(code), unknown", .unknown, "\(verb) \(code)",
            "unknown - - 0/0/1"),
        ]
      }
        + [0, 125, 150, 421, 425, 450, 451, 500, 521, 522, 530, 534, 550, 552].map {
          Conversation("\(verb) \($0) exposes nothing", .clear, "\(verb) \($0)", "clear - - 0/0/0")
        }
    }
    + ["SIZE a 213", "CWD a 250", "ABOR 226", "MLST a 250", "DELE a 250", "STAT a 213"].map {
      Conversation("\($0) is no transfer", .clear, $0, "clear - - 0/0/0")
    }

  static let accepted = SessionProtection.ServerRules(acceptedLevelProvesTLS: false)
  static let unseen: [Conversation] = [
    Conversation("nothing", .unknown, "", "unknown - - 0/0/0"),
    Conversation("HTTP", .clear, "GET / 500", "none - - 0/0/0"),
    Conversation("SSH, not answered", .clear, "SSH-2.0-Go 0", "none - - 0/0/0"),
    Conversation("HTTP over TLS", .implicit, "GET / 0", "none - - 0/0/0"),
    Conversation("a verb of no RFC, then FTP's", .clear, "XSHA a 500,NOOP 200", "clear - - 0/0/0"),
    Conversation("nothing to tell", .unknown, "CWD a 250,QUIT 221", "unknown - - 0/0/0"),
    Conversation("AUTH", .unknown, "AUTH TLS 234,USER x 331", "explicit C - 0/0/0"),
    Conversation("AUTH and nothing after", .unknown, "AUTH TLS 234", "none C - 0/0/0"),
    Conversation(
      "AUTH and a handshake that failed", .unknown, "AUTH TLS 234,failed-handshake",
      "none C - 0/0/0"),
    Conversation(
      "a handshake that failed, a login in clear", .unknown,
      "AUTH TLS 234,failed-handshake,USER x 331,PASS x 230", "clear C clear 0/0/0"),
    Conversation(
      "AUTH refused proves nothing", .unknown, "AUTH TLS 503,PASS x 230",
      "unknown - unknown 0/0/0"),
    Conversation("a handshake", .unknown, "handshake,LIST 226", "explicit - - 0/0/1"),
    Conversation(
      "PROT P accepted", .unknown, "RETR a 226,PROT P 200,RETR b 226",
      "explicit P - 0/1/1 inferred"),
    Conversation(
      "PROT C accepted", .unknown, "PROT C 200,RETR b 226",
      "explicit C - 1/0/0 inferred"),
    Conversation(
      "PBSZ accepted", .unknown, "PBSZ 0 200,PASS x 230",
      "explicit C protected 0/0/0 inferred"),
    Conversation("PROT refused", .unknown, "PROT P 503,RETR a 226", "unknown - - 0/0/1"),
    Conversation(
      "CCC accepted", .unknown, "CCC 200,PASS x 230,LIST 226",
      "explicit - clear 0/0/1 cleared inferred"),
    Conversation("CCC refused", .unknown, "CCC 533,PASS x 230", "unknown - unknown 0/0/0"),
    Conversation(
      "REIN proves nothing", .unknown, "REIN 220,PASS x 230",
      "unknown - unknown 0/0/0"),
    Conversation(
      "PROT accepted always", .unknown, "PROT P 200,LIST 226", "unknown P - 0/1/0",
      rules: accepted),
    Conversation(
      "PBSZ accepted always", .unknown, "PBSZ 0 200,PASS x 230",
      "unknown - unknown 0/0/0", rules: accepted),
    Conversation(
      "AUTH left out of the log", .clear,
      "USER x 331,PASS x 230,LIST 226,PBSZ 0 200,PROT P 200,LIST 226",
      "explicit P unknown 0/1/1 inferred"),
    Conversation(
      "no proof where PROT is accepted always", .clear,
      "USER x 331,PASS x 230,PBSZ 0 200,PROT P 200", "clear P clear 0/0/0", rules: accepted),
    Conversation(
      "after REIN, PROT proves nothing", .clear,
      "AUTH TLS 234,USER x 331,REIN 220,PBSZ 0 200,PASS x 230", "explicit - clear 0/0/0 cleared"),
  ]

  @Test(arguments: passwords) func password(_ row: Conversation) { row.check() }
  @Test(arguments: transfers) func transfer(_ row: Conversation) { row.check() }
  @Test(arguments: unseen) func beginningUnseen(_ row: Conversation) { row.check() }

  /// Whether a login succeeded, failed, and succeeded in clear.
  @Test(arguments: [
    ("USER x 331", "---"), ("USER x 230", "s-c"), ("USER x 331,PASS x 230", "s-c"),
    ("USER x 331,PASS x 202", "s-c"), ("USER x 331,ACCT x 202", "---"),
    ("USER x 331,PASS x 332,ACCT x 230", "s-c"), ("USER x 331,PASS x 530", "-f-"),
    ("USER x 331,PASS x 332", "---"), ("PASS x 530,PASS x 230", "sfc"),
    ("AUTH TLS 234,PASS x 230", "s--"), ("AUTH TLS 234,USER x 232", "s--"),
    ("PASS x 530,AUTH TLS 234,PASS x 230", "sf-"), ("PASS x 230,PBSZ 0 200", "s--"),
  ])
  func login(_ steps: String, _ flags: String) {
    let session = Conversation(steps, .clear, steps, "").played().0
    let found =
      (session.loginSucceeded ? "s" : "-") + (session.loginFailed ? "f" : "-")
      + (session.loggedInClear ? "c" : "-")
    #expect(found == flags)
  }

  /// A log that tells of logins and transfers without their commands.
  @Test func toldWithoutCommands() {
    var session = SessionProtection(start: .clear)
    #expect(session.transferSeen(exposure: .unknown) == .clear)
    #expect(session.transferSeen(exposure: .protected) == .protected)
    #expect(session.transferSeen(exposure: nil) == .clear)
    session.loginSeen(succeeded: true, exposure: .protected)
    #expect(session.inWords == "clear - protected 2/1/0")
    session.loginSeen(succeeded: false, exposure: .unknown)
    #expect(session.credentials == .unknown)
    session.loginSeen(succeeded: true, exposure: .clear)
    session.loginSeen(succeeded: true, exposure: .protected)
    #expect(session.credentials == .clear)
    #expect(session.loggedInClear)
    let auth: StaticString = "TLS"
    var failed = SessionProtection(start: .clear)
    _ = failed.replyReceived(to: Command(.auth, argument: auth.bytes), code: 234)
    failed.handshakeFailed()
    #expect(failed.verdict == .none)
    failed.loginSeen(succeeded: true, exposure: .clear)
    #expect(failed.inWords == "clear C clear 0/0/0")
    var told = SessionProtection(start: .unknown)
    told.loginSeen(succeeded: true, exposure: .protected)
    #expect(told.inWords == "explicit - protected 0/0/0" && told.modeIsOpen)
    var unknown = SessionProtection(start: .unknown)
    #expect(unknown.transferSeen(exposure: .unknown) == .unknown)
    #expect(unknown.transferSeen(exposure: .clear) == .clear)
  }
}
