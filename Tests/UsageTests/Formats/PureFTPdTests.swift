import Testing

@testable import Usage

@Suite struct PureFTPdTests {
  /// Lines from `(` on, without the words that every line has.
  private func words(_ log: String, pid: String = "") -> [String] {
    let lines = log.split(separator: "\n").map { "2026-11-23T18:34:33 h pure-ftpd\(pid): \($0)" }
    return eventTable(PureFTPdSyslog.format, lines.joined(separator: "\n")).map {
      $0.replacing("2026-11-23T18:34:33Z ", with: "").replacing("client=192.0.2.7 ", with: "")
    }
  }

  @Test func clearSession() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [WARNING] Authentication failed for user [bob]
      (?@192.0.2.7) [INFO] bob@example.org is now logged in
      (bob@example.org@192.0.2.7) [NOTICE] /a  (5 bytes b uploaded  (168 bytes, 4.00KB/sec)
      (bob@example.org@192.0.2.7) [INFO] Logout.
      """
    #expect(
      words(log) == [
        "opened shared", "login bob failed clear shared",
        "login bob@example.org succeeded clear shared",
        "transfer STOR user=bob@example.org clear received=168 shared",
        "closed user=bob@example.org shared",
      ])
  }

  /// `journalctl -o with-unit` has the unit's name in place of the program's.
  @Test(arguments: ["pure-ftpd-mysql.service", "pure-ftpd@two.service", "pure-ftpd.service"])
  func units(_ unit: String) {
    let line = "2026-11-23T18:34:33 h \(unit)[7]: (?@192.0.2.7) [INFO] bob is now logged in"
    #expect(eventTable(PureFTPdSyslog.format, line).count == 1)
  }

  /// The same words for the control channel's handshake and for those of data connections.
  @Test func handshakes() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [INFO] SNI: [localhost]
      (?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      (?@192.0.2.7) [INFO] bob is now logged in
      (bob@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      (bob@192.0.2.7) [NOTICE] /a uploaded  (1 bytes, 4.00KB/sec)
      (bob@192.0.2.7) [NOTICE] /a downloaded  (2 bytes, 4.00KB/sec)
      """
    #expect(
      words(log) == [
        "opened shared", "handshakeFinished shared", "login bob succeeded protected shared",
        "seen user=bob shared", "transfer STOR user=bob protected received=1 shared",
        "transfer RETR user=bob clear sent=2 shared",
      ])
  }

  /// Two clients of one address wait for their login, and one handshake is seen: whose is not
  /// known before the first of them logs in.
  @Test func sharedAddress() {
    let open = "(?@192.0.2.7) [INFO] New connection from 192.0.2.7\n"
    let tls = "(?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher\n"
    let bob = "(?@192.0.2.7) [INFO] bob is now logged in\n"
    let eve = "(?@192.0.2.7) [INFO] eve is now logged in\n"
    func logins(_ log: String) -> [String] { words(log).filter { $0.hasPrefix("login") } }
    #expect(
      logins(open + open + bob + tls + eve) == [
        "login bob succeeded clear shared", "login eve succeeded protected shared",
      ])
    #expect(
      logins(open + open + tls + bob + eve + open + bob) == [
        "login bob succeeded unknown shared", "login eve succeeded unknown shared",
        "login bob succeeded clear shared",
      ])
    #expect(
      logins(open + open + tls + tls + bob + eve).allSatisfy { $0.contains("protected") })
    #expect(logins(bob) == ["login bob succeeded unknown shared"])
  }

  @Test func commandsWithoutReplies() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [DEBUG] Command [auth] [SSL]
      (?@192.0.2.7) [DEBUG] Command [auth] [tls]
      (?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      (?@192.0.2.7) [DEBUG] Command [pass] [<*>]
      (?@192.0.2.7) [INFO] bob is now logged in
      (bob@192.0.2.7) [DEBUG] Command [prot] [E]
      (bob@192.0.2.7) [DEBUG] Command [list] []
      (bob@192.0.2.7) [INFO] SNI: [localhost]
      (bob@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      (bob@192.0.2.7) [DEBUG] Command [prot] [C]
      (bob@192.0.2.7) [DEBUG] Command [retr] [a] [b]
      (bob@192.0.2.7) [NOTICE] /a downloaded  (2 bytes, 4.00KB/sec)
      (bob@192.0.2.7) [DEBUG] Command [ccc] []
      """
    #expect(
      words(log, pid: "[77]") == [
        "opened client=192.0.2.7", "command AUTH SSL 500 client=192.0.2.7",
        "seen client=192.0.2.7", "command AUTH TLS 234 client=192.0.2.7",
        "handshakeFinished client=192.0.2.7", "seen client=192.0.2.7",
        "login bob succeeded protected", "command PROT P 200 user=bob",
        "command LIST user=bob", "transfer LIST user=bob protected", "command PROT C 200 user=bob",
        "command RETR a] [b user=bob", "transfer RETR user=bob clear sent=2",
        "command CCC 200 user=bob",
      ])
  }

  /// A listing has no line of its own: its reply tells, where replies are logged, else nothing does
  /// but its handshake.
  @Test(arguments: [
    (["226 3 matches total"], ["transfer LIST user=bob clear"]),
    (["226-Options: -l", "226 3 matches total"], ["transfer LIST user=bob clear"]),
    (["521 Data connection cannot be opened"], []), ([], ["transfer LIST user=bob unknown"]),
  ])
  func listings(_ replies: [String], _ expected: [String]) {
    let greeting = replies.isEmpty ? [] : ["(?@192.0.2.7) [DEBUG] 220 Welcome"]
    let lines =
      ["(?@192.0.2.7) [INFO] New connection from 192.0.2.7"] + greeting + [
        "(?@192.0.2.7) [DEBUG] Command [auth] [TLS]",
        "(?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher",
        "(?@192.0.2.7) [INFO] bob is now logged in", "(bob@192.0.2.7) [DEBUG] Command [list] []",
      ] + replies.map { "(bob@192.0.2.7) [DEBUG] \($0)" } + ["(bob@192.0.2.7) [INFO] Logout."]
    let found = words(lines.joined(separator: "\n"), pid: "[77]")
    #expect(found.filter { $0.hasPrefix("transfer") } == expected)
  }

  /// The level may be lowered within a log: then a listing has no reply.
  @Test func listingWithoutItsReply() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [DEBUG] 220 Welcome
      (?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      (?@192.0.2.7) [INFO] bob is now logged in
      (bob@192.0.2.7) [DEBUG] Command [list] []
      (bob@192.0.2.7) [DEBUG] Command [pwd] []
      (bob@192.0.2.7) [DEBUG] 257 "/"
      (bob@192.0.2.7) [DEBUG] Command [nlst] []
      (bob@192.0.2.7) [DEBUG] 150 Accepted data connection
      (bob@192.0.2.7) [INFO] Logout.
      """
    #expect(
      words(log, pid: "[77]").filter { $0.hasPrefix("transfer") } == [
        "transfer LIST user=bob unknown"
      ])
  }

  /// A handshake before a file began to cross is another's: a listing's, which shows by nothing
  /// else.
  @Test(arguments: [
    ("10", "91300 bytes, 9130.00KB/sec", "clear"), ("10", "0 bytes, 0.00KB/sec", "protected"),
    ("10", "71680 bytes, 10.00KB/sec", "protected"), ("10", "5120 bytes, 1.00KB/sec", "protected"),
    ("10", "5120 bytes, 2.00KB/sec", "clear"), ("04", "168 bytes, 400.00KB/sec", "protected"),
    ("05", "168 bytes, 400.00KB/sec", "protected"),
  ])
  func handshakeBeforeTheFile(_ second: String, _ rate: String, _ expected: String) {
    let lines = [
      "00 ftp pure-ftpd: (?@192.0.2.7) [INFO] New connection from 192.0.2.7",
      "01 ftp pure-ftpd: (?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X",
      "02 ftp pure-ftpd: (?@192.0.2.7) [INFO] bob is now logged in",
      "03 ftp pure-ftpd: (bob@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X",
      "\(second) ftp pure-ftpd: (bob@192.0.2.7) [NOTICE] /home/bob/a uploaded  (\(rate))",
    ]
    let table = eventTable(
      PureFTPdSyslog.format, lines.map { "Oct  1 08:00:\($0)" }.joined(separator: "\n"))
    #expect(table.last?.contains(" user=bob \(expected) received=") == true)
  }

  /// A process number that comes again brings nothing of the process before.
  @Test(arguments: [
    ["(?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X"],
    [
      "(?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X",
      "(?@192.0.2.7) [INFO] bob is now logged in",
      "(bob@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X",
    ],
  ])
  func processAgain(_ before: [String]) {
    let opened = "(?@192.0.2.7) [INFO] New connection from 192.0.2.7"
    let lines =
      [opened] + before + [
        opened, "(?@192.0.2.7) [INFO] bob is now logged in",
        "(bob@192.0.2.7) [NOTICE] /home/bob/a uploaded  (168 bytes, 4.00KB/sec)",
      ]
    #expect(
      words(lines.joined(separator: "\n"), pid: "[77]").suffix(2) == [
        "login bob succeeded clear", "transfer STOR user=bob clear received=168",
      ])
  }

  /// A password that crossed in clear stays so: the connection did not begin with TLS.
  @Test func handshakeAfterClearPassword() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [WARNING] Authentication failed for user [bob]
      (?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      """
    #expect(
      words(log) == [
        "opened shared", "login bob failed clear shared", "command AUTH TLS 234 shared",
        "handshakeFinished shared",
      ])
  }

  /// Older versions have other words.
  @Test func olderWords() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [INFO] SSL/TLS: Enabled TLSv1/SSLv3 with X, 256 secret bits cipher
      (?@192.0.2.7) [INFO] bob is now logged in
      (bob@192.0.2.7) [INFO] Logout.
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [WARNING] Sorry, cleartext sessions are not accepted on this server.
      """
    #expect(
      words(log) == [
        "opened shared", "handshakeFinished shared", "login bob succeeded protected shared",
        "closed user=bob shared", "opened shared",
        "handshakeFailed refused: no TLS, or a TLS handshake that failed shared ends",
      ])
  }

  /// The same words for a client that did not ask for TLS and for one whose handshake failed.
  @Test(arguments: [
    "Sorry, cleartext sessions and weak ciphers are not accepted on this server.#012Please",
    "Sorry, cleartext sessions are not accepted on this server.#012Please reconnect",
  ])
  func tlsNeeded(_ sorry: String) {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [DEBUG] Command [user] [anna]
      (?@192.0.2.7) [WARNING] \(sorry)
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [DEBUG] Command [user] [bob]
      (?@192.0.2.7) [DEBUG] Command [auth] [TLS]
      (?@192.0.2.7) [WARNING] \(sorry)
      """
    #expect(
      words(log) == [
        "opened shared", "command USER anna shared",
        "command USER 421 refused: TLS is required for the login shared ends",
        "opened shared", "command USER bob shared", "seen shared",
        "command AUTH TLS 234 shared", "handshakeFailed shared ends",
      ])
  }

  @Test func failedHandshake() {
    let log = """
      (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      (?@192.0.2.7) [WARNING] Sorry, cleartext sessions and weak ciphers are not accepted on this
      pam_unix(pure-ftpd:auth): authentication failure
      (?@192.0.2.7 [INFO] Logout.
      """
    #expect(
      words(log) == [
        "opened shared",
        "handshakeFailed refused: no TLS, or a TLS handshake that failed shared ends", "skipped",
        "malformed(\"no \\'(user@client) [LEVEL]\\'\")",
      ])
  }

  @Test func transferLogs() {
    let tail = "may-begin shared"
    #expect(
      eventTable(
        PureFTPdCLF.format,
        """
        192.0.2.7 - bob b [23/Nov/2026:18:34:33 -0130] "PUT /a%20b" 200 168
        192.0.2.7 - - [23/Nov/2026:18:34:33 -0000] "GET /a HTTP/1.1" 200 168
        """) == [
          "2026-11-23T17:04:33Z transfer STOR client=192.0.2.7 user=bob b unknown received=168 "
            + tail, "foreign",
        ])
    #expect(
      eventTable(
        PureFTPdStats.format,
        """
        1795458873 6b048739.4b06 bob D 1 2 192.0.2.7 U 168 0 /a b
        1795458873 6b048739.4b06 bob 192.0.2.7 U
        1795458873 x.y bob 192.0.2.7 U 168 0 /a
        """) == [
          "2026-11-23T18:34:33Z transfer STOR client=192.0.2.7 user=bob D 1 2 unknown "
            + "received=168 may-begin",
          "malformed(\"the transfer breaks off\")", "foreign",
        ])
    #expect(
      eventTable(
        PureFTPdW3C.format,
        """
        #Software: Pure-FTPd 1.0.50
        #Fields: date time c-ip cs-method cs-uri-stem sc-status cs-username sc-bytes
        2026-11-23 18:34:33 192.0.2.7 []sent /a%20b 226 bob b 19
        2026-11-23 18:34:33 192.0.2.7 []sent /a%20b 226
        2026-11-23 18:34:33 192.0.2.7 [3]sent /a 226 bob 19
        #Software: Microsoft Internet Information Services 10.0
        """) == [
          "2026-11-23T18:34:33Z transfer RETR client=192.0.2.7 user=bob b unknown sent=19 " + tail,
          "malformed(\"the transfer breaks off\")", "foreign", "foreign",
        ])
  }
}
