import Bytes
import Records
import Testing

@testable import Usage

@Suite struct ProFTPDTests {
  @Test(arguments: [
    ("TLS/TLS-C requested, starting TLS handshake", "command AUTH TLS 234 start=clear may-begin"),
    ("SSL/TLS-P requested, starting TLS handshake", "command AUTH SSL 234 start=clear may-begin"),
    ("TLSOption UseImplicitSSL in effect, starting SSL/TLS", "seen start=implicit may-begin"),
    ("TLSv1/SSLv3 connection accepted, using cipher X", "handshakeFinished may-begin"),
    ("TLSv1.3 connection accepted, using cipher X (256 bits)", "handshakeFinished may-begin"),
    ("TLSv1.3 data connection accepted, using cipher X", "seen may-begin"),
    ("TLSv1.3 renegotiation accepted, using cipher X", ""),
    ("unable to accept TLS connection: protocol error: ", ""),
    (
      "implicit SSL/TLS negotiation failed on control channel",
      "handshakeFailed start=implicit may-begin"
    ),
    ("Protection set to Private", "command PROT P 200 may-begin"),
    ("Protection set to Clear", "command PROT C 200 may-begin"),
    ("PROT: TLSRequired requires protection for data transfers", ""),
    ("PROT: unwilling to accept security parameter (C)", "command PROT C 534 may-begin"),
    ("received CCC, clearing control channel protection", "command CCC 200 may-begin"),
    ("CCC: unwilling to accept security parameters: x", "command CCC 534 may-begin"),
    (
      "SSL/TLS required but absent for authentication, denying USER command",
      "command USER 550 refused: TLS is required for the login start=clear may-begin"
    ),
    (
      "SSL/TLS required but absent on data channel, denying LIST command",
      "command LIST 522 refused: TLS is required on the data channel may-begin"
    ),
    (
      "RETR command denied by TLSRequired in directory '/x'",
      "command RETR 550 refused: TLS is required on the data channel may-begin"
    ),
    (
      "SSL/TLS required but absent on control channel, disconnecting",
      "command PASS 530 refused: TLS is required on the control channel start=clear may-begin"
    ),
    (
      "ftp protocol denied by Protocols config",
      "command PASS 530 refused: TLS is required on the control channel start=clear may-begin"
    ),
    ("ftps protocol denied by Protocols config", ""),
    ("Unwilling to accept AUTH after USER/PASS x", "command AUTH 534 may-begin"),
  ])
  func tlsLog(_ message: String, _ expected: String) {
    let words = eventTable(
      ProFTPDTLSLog.format, "2023-03-16 17:36:33,880 mod_tls/2.9.2[51322]: \(message)")
    #expect(words == (expected.isEmpty ? [] : ["2023-03-16T17:36:33.880Z \(expected)"]))
  }

  @Test func tlsLogShapes() {
    var context = ReaderContext()
    context.written = .init(milliseconds: 1_700_000_000_000)
    let log = """
      Jan 22 15:04:12 mod_tls/2.4.3[21249]: Protection set to Private
        (1) error:0A000126:SSL routines::unexpected eof while reading
      2023-03-16 17:36:33,880 mod_tls/2.9.2[513
      2023-03-16 17:36:33,880 mod_sql/4.5[513]: Protection set to Private
      """
    #expect(
      eventTable(ProFTPDTLSLog.format, log, context: context) == [
        "2023-01-22T15:04:12Z command PROT P 200 may-begin",
        "malformed(\"the process id breaks off\")", "foreign",
      ])
  }

  @Test func systemLog() {
    let head = "2021-05-28 18:08:01,124 host proftpd[4986] server (a.example[::ffff:192.0.2.7]): "
    let log = """
      \(head)FTP session opened.
      \(head)USER bob b: Login successful.
      \(head)USER bob (Login failed): x (Login failed): Incorrect password
      \(head)USER bob: no such user found from a [192.0.2.7] to ::ffff:192.0.2.1:2121
      \(head)USER host proftpd[1] server (forged[192.0.2.66]): no such user found from a \
      [192.0.2.7] to 192.0.2.1:21
      \(head)SECURITY VIOLATION: Root login attempted
      \(head)notice: user bob: aborting transfer: Data connection closed
      \(head)FTP session closed.
      \(head)SSH2 session opened.
      \(head)USER bob: Login successful.
      2021-05-28 18:08:01,124 host proftpd[4986] 127.0.0.1: ProFTPD killed (signal 15)
      2021-05-28 18:08:01,124 host proftpd[4986] server (a.example[192.0.2
      2021-05-28 18:08:01,124 host sshd[4986] server (a.example[192.0.2.7]): FTP session opened.
      """
    #expect(
      eventTable(ProFTPDSystemLog.format, log).map { cut($0, "2021-05-28T18:08:01.124Z ") } == [
        "opened client=192.0.2.7",
        "login client=192.0.2.7 user=bob b succeeded may-begin",
        "login client=192.0.2.7 user=bob (Login failed): x failed may-begin",
        "login client=192.0.2.7 server=192.0.2.1:2121 user=bob failed may-begin",
        "login client=192.0.2.7 server=192.0.2.1:21 "
          + "user=host proftpd[1] server (forged[192.0.2.66]) failed may-begin",
        "login client=192.0.2.7 user=root failed may-begin",
        "seen client=192.0.2.7",
        "closed client=192.0.2.7",
        "skipped", "skipped", "skipped", "malformed(\"the client breaks off\")", "foreign",
      ])
  }

  @Test func systemLogInSyslog() {
    let line = "2024-01-07T18:26:02 host proftpd[8]: server (a[2001:db8::1]) - FTP session opened."
    #expect(
      eventTable(ProFTPDSystemLog.format, line) == [
        "2024-01-07T18:26:02Z opened client=2001:db8::1"
      ])
  }

  @Test(arguments: [
    (
      "192.0.2.7 UNKNOWN bob b [10/Mar/2024:09:15:02 +0100] \"RETR /a b\" 226 1024",
      ["command RETR /a b 226 client=192.0.2.7 user=bob b sent=1024 start=unknown may-begin shared"]
    ),
    (
      "a.example - - [10/Mar/2024:09:15:02 +0100] \"PASS (hidden)\" 530 -",
      ["command PASS 530 client=a.example start=unknown may-begin shared"]
    ),
    (
      "[10/Mar/2024:09:15:02 +0100] 191 192.0.2.7 bob bob ftp \"STOR x\" 226 9 success 5 21",
      ["command STOR x 226 client=192.0.2.7 user=bob received=9 start=clear may-begin"]
    ),
    (  // AUTH is there, or the connection began with TLS.
      "[10/Mar/2024:09:15:02 +0100] 191 192.0.2.7 - - ftps \"AUTH TLS\" 234 -",
      ["command AUTH TLS 234 client=192.0.2.7 start=clear may-begin"]
    ),
    (
      "[10/Mar/2024:09:15:02 +0100] ftps 191 192.0.2.7 - \"USER bob\" 331 -",
      [
        "handshakeFinished USER client=192.0.2.7 start=unknown may-begin",
        "command USER bob 331 client=192.0.2.7 may-begin",
      ]
    ),
    (
      "[10/Mar/2024:09:15:02 +0100] 191 192.0.2.7 - - ftp \"USER bob\" 550 - \"text\"",
      [
        "command USER bob 550 client=192.0.2.7 refused: TLS is required for the login "
          + "start=clear may-begin"
      ]
    ),
    (  // `%P %h %l %u %t "%r" %s %b %{protocol}`
      "191 192.0.2.7 UNKNOWN bob [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226 9 ftp",
      ["command STOR x 226 client=192.0.2.7 user=bob received=9 start=clear may-begin"]
    ),
    ("191 192.0.2.7 UNKNOWN bob [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226 9 sftp", ["skipped"]),
    (  // `%a %u %t "%r" %s %{protocol} %P`, and users whose names look like something else.
      "192.0.2.7 - [10/Mar/2024:09:15:02 +0100] \"USER bob\" 331 ftps 191",
      [
        "handshakeFinished USER client=192.0.2.7 start=unknown may-begin",
        "command USER bob 331 client=192.0.2.7 may-begin",
      ]
    ),
    (
      "192.0.2.7 4711 [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226 ftp 191",
      ["command STOR x 226 client=192.0.2.7 user=4711 start=clear may-begin"]
    ),
    (
      "192.0.2.7 ftp [10/Mar/2024:09:15:02 +0100] \"RETR x\" 226 9 ftps 191",
      [
        "handshakeFinished RETR client=192.0.2.7 user=ftp may-begin",
        "command RETR x 226 client=192.0.2.7 user=ftp sent=9 may-begin",
      ]
    ),
    (  // `%P` in front: what follows the protocol is something else.
      "191 192.0.2.7 UNKNOWN bob [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226 9 ftp 5",
      ["command STOR x 226 client=192.0.2.7 user=bob received=9 start=clear may-begin"]
    ),
    (  // Two numbers, either of which may be it.
      "192.0.2.7 UNKNOWN bob [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226 9 ftp 5 191",
      ["command STOR x 226 client=192.0.2.7 user=bob received=9 start=clear may-begin shared"]
    ),
    (  // `%v [%P] %h %t "%r" %s`, the server's name being one word or several.
      "ftp.example.com [191] 192.0.2.7 [10/Mar/2024:09:15:02 +0100] \"USER bob\" 331",
      ["command USER bob 331 client=192.0.2.7 start=unknown may-begin"]
    ),
    (
      "My FTP server [191] a.example.net [10/Mar/2024:09:15:02 +0100] \"USER bob\" 331",
      ["command USER bob 331 client=a.example.net start=unknown may-begin"]
    ),
    (
      "[191] 192.0.2.7 bob [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226",
      ["command STOR x 226 client=192.0.2.7 user=bob start=unknown may-begin"]
    ),
    (
      "192.0.2.7 [191] bob [10/Mar/2024:09:15:02 +0100] \"STOR x\" 226",
      ["command STOR x 226 client=192.0.2.7 user=bob start=unknown may-begin"]
    ),
    (
      "2024-03-10 08:15:02 ftp.example.com [191] 192.0.2.7 - \"USER bob\" 331",
      ["command USER bob 331 client=192.0.2.7 start=unknown may-begin"]
    ),
    (  // A name that imitates a success.
      "192.0.2.7 - bob [10/Mar/2024:09:15:02 +0100] \"RETR a\" 226 100\" 550 -",
      ["command RETR a\" 226 100 550 client=192.0.2.7 user=bob start=unknown may-begin shared"]
    ),
    (
      "192.0.2.7 - bob [10/Mar/2024:09:15:02 +0100] \"RETR a\" 226 1\" 550 \"a\" 226 1: none\"",
      ["malformed(\"the command\\'s end is not certain\")"]
    ),
    (
      "192.0.2.7 - bob [10/Mar/2024:09:15:02 +0100] \"RETR a",
      ["malformed(\"the command breaks off\")"]
    ),
    ("[10/Mar/2024:09:15:02 +0100] 191 192.0.2.7 bob sftp \"RETR a\" 226 1", ["skipped"]),
    ("192.0.2.7 UNKNOWN bob [10/Mar/2024:09:15:02 +0100] \"INIT 3\" - -", ["skipped"]),
    ("192.0.2.7 UNKNOWN bob [10/Mar/2024:09:15:02 +0100] \"REALPATH .\" - -", ["skipped"]),
    (  // The service is no client, UNKNOWN nobody.
      "ftp 192.0.2.7 - [10/Mar/2024:09:15:02 +0100] \"USER bob\" 331 -",
      ["command USER bob 331 client=192.0.2.7 start=clear may-begin shared"]
    ),
    (
      "192.0.2.7 - UNKNOWN [10/Mar/2024:09:15:02 +0100] \"USER bob\" 331 -",
      ["command USER bob 331 client=192.0.2.7 start=unknown may-begin shared"]
    ),
    (
      "192.0.2.7 bob UNKNOWN [[10/Mar/2024:09:15:02 +0100]] \"STOR x\" 226 -",
      ["command STOR x 226 client=192.0.2.7 user=bob start=unknown may-begin shared"]
    ),
    (
      "ftp.example.com 192.0.2.7 - [10/Mar/2024:09:15:02 +0100] \"USER bob\" 331 -",
      ["command USER bob 331 client=192.0.2.7 start=unknown may-begin shared"]
    ),
    ("192.0.2.7 - - [10/Mar/2024:09:15:02 +0100] \"GET / HTTP/1.1\" 200 5", ["foreign"]),
    ("192.0.2.7 - bob [10/Mar/2024:09:15:02 -0000] \"PUT /a\" 200 5", ["foreign"]),
  ])
  func extendedLog(_ line: String, _ expected: [String]) {
    let words = eventTable(ProFTPDExtendedLog.format, line).map { cut($0, "2024-03-10T08:15:02Z ") }
    #expect(words == expected)
  }

  /// An AUTH that is refused changes nothing: TLS that its line shows came before it.
  @Test func refusedAuthUnderTLS() async throws {
    let head = "191 192.0.2.7"
    let time = "[10/Mar/2026:09:15:02 +0000]"
    let log = """
      \(head) - \(time) "AUTH TLS" 503 - ftps
      \(head) - \(time) "USER bob" 331 - ftps
      \(head) bob \(time) "PASS (hidden)" 230 - ftps
      \(head) bob \(time) "PROT P" 200 - ftps
      \(head) bob \(time) "STOR a" 226 5 ftps

      """
    let found = try await Analysed(log: log)
    #expect(
      found.words == [
        "bob implicit P protected succeeded 0/1/0 certain [AUTH 503: AUTH was refused]"
      ])
    let first = log.split(separator: "\n")[0] + "\n"
    #expect(try await Analysed(log: String(first)).sessions.map(\.control) == [.implicit])
  }

  /// `%{protocol}` tells of TLS once, and not again after CCC.
  @Test func protocolOnce() {
    let head = "[10/Mar/2024:09:15:02 +0000] 191 192.0.2.7 bob ftps"
    let log = "\(head) \"PWD\" 257 -\n\(head) \"CCC\" 200 -\n\(head) \"PWD\" 257 -"
    #expect(
      eventTable(ProFTPDExtendedLog.format, log).map { cut($0, "2024-03-10T09:15:02Z ") } == [
        "handshakeFinished PWD client=192.0.2.7 user=bob may-begin",
        "command PWD 257 client=192.0.2.7 user=bob may-begin",
        "command CCC 200 client=192.0.2.7 user=bob may-begin",
        "command PWD 257 client=192.0.2.7 user=bob may-begin",
      ])
  }

  @Test func json() {
    let head = #"{"timestamp":"2026-11-23 18:34:33,280","pid":7,"remote_ip":"::ffff:192.0.2.7""#
    let log = """
      \(head),"remote_port":512,"local_port":21,"protocol":"ftp"}
      \(head),"protocol":"ftp","command":"PASS","raw_command":"PASS secret","response_code":230}
      \(head),"protocol":"ftp","user":"bob","command":"STOR","raw_command":"STOR a \\"b\\"",\
      "response_code":226,"bytes_sent":168}
      \(head),"protocol":"ftp","command":"EXIT","session_end_reason":"Quit"}
      \(head),"protocol":"sftp","raw_command":"RETR a"}
      \(head),"protocol":"ftp
      {"raw_command":"PWD","response_code":257,"remote_ip":"192.0.2.7"}
      {"level":"info"}
      """
    #expect(
      eventTable(ProFTPDJSON.format, log).map { cut($0, "2026-11-23T18:34:33.280Z ") } == [
        "opened client=192.0.2.7:512 server=:21",
        "command PASS 230 client=192.0.2.7 start=clear may-begin",
        "command STOR a \"b\" 226 client=192.0.2.7 user=bob received=168 start=clear may-begin",
        "closed client=192.0.2.7",
        "skipped",
        "malformed(\"the line is no whole JSON object\")",
        "malformed(\"the record has no time\")",
        "foreign",
      ])
  }

  private func cut(_ text: String, _ prefix: String) -> String {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
  }

  /// An ExtendedLog in syslog, among the SystemLog's lines or alone: the process is in syslog's part.
  @Test(arguments: [true, false]) func extendedLogInSyslog(_ hasSystemLog: Bool) async throws {
    let system = [
      "h (192.0.2.7[192.0.2.7]) - FTP session opened.",
      "h (192.0.2.7[192.0.2.7]) - USER bob: Login successful.",
    ]
    let commands = [
      "AUTH TLS 234", "USER bob 331", "PASS (hidden) 230", "PROT P 200", "STOR /a 226",
    ]
    var lines = commands.map { command in
      let code = command.suffix(3)
      return "192.0.2.7 UNKNOWN \(code == "234" || code == "331" ? "-" : "bob") "
        + "[07/Jan/2026:18:26:02 +0000] \"\(command.dropLast(4))\" \(code) - ftps"
    }
    if hasSystemLog { lines = [system[0]] + lines[0..<3] + [system[1]] + lines[3...] }
    let log = lines.map { "Jan  7 18:26:02 h proftpd[100]: \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.words == ["bob explicit P protected succeeded 0/1/0 certain"])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// Two hosts in one syslog file whose processes have the same number, and the same client.
  @Test func hostsInSyslog() async throws {
    let commands = [
      "AUTH TLS 234", "USER anna 331", "PASS (hidden) 230", "PROT P 200", "STOR /a 226",
    ]
    let log = commands.enumerated().map { number, command in
      ["ftp1", "ftp2"].map { host in
        let isTLS = host == "ftp1"
        let name = isTLS ? "anna" : "bob"
        let text =
          isTLS
          ? command
          : command.replacing("anna", with: "bob")
            .replacing("AUTH TLS 234", with: "SYST 215").replacing("PROT P", with: "TYPE I")
        return "Oct  5 08:12:0\(number) \(host) proftpd[17]: 192.0.2.10 UNKNOWN "
          + "\(number < 2 ? "-" : name) [05/Oct/2026:08:12:0\(number) +0000] "
          + "\"\(text.dropLast(4))\" \(text.suffix(3)) - \(isTLS ? "ftps" : "ftp")\n"
      }.joined()
    }.joined()
    let found = try await Analysed(log: log)
    #expect(
      found.words == [
        "anna explicit P protected succeeded 0/1/0 certain",
        "bob clear - clear succeeded 1/0/0 certain",
      ])
    // The same of the SystemLog's own lines.
    let system = ["FTP session opened.", "USER NAME: Login successful.", "FTP session closed."]
    let lines = system.enumerated().map { number, message in
      ["anna", "bob"].map { name in
        "Oct  5 08:12:0\(number) of-\(name) proftpd[17]: h (192.0.2.10[192.0.2.10]) - "
          + message.replacing("NAME", with: name) + "\n"
      }.joined()
    }.joined()
    #expect(try await Analysed(log: lines).sessions.compactMap(\.user).sorted() == ["anna", "bob"])
  }

  /// A handshake is no other host's, whose process has the same number.
  @Test func hostsInFolder() async throws {
    let time = "2026-10-05 08:12:0"
    func system(_ host: String, _ name: String) -> String {
      ["FTP session opened.", "USER \(name): Login successful.", "FTP session closed."].enumerated()
        .map { "\(time)\($0),000 \(host) proftpd[17] h (192.0.2.10[192.0.2.10]): \($1)\n" }.joined()
    }
    let found = try await Analysed(files: [
      "a-proftpd.log": system("ftp1", "anna"), "b-proftpd.log": system("ftp2", "bob"),
      "a-tls.log": """
      \(time)0,100 mod_tls/2.9.2[17]: TLS/TLS-C requested, starting TLS handshake
      \(time)0,200 mod_tls/2.9.2[17]: TLSv1.3 connection accepted, using cipher X (256 bits)

      """,
    ])
    let named = found.sessions.filter { $0.user != nil }
    #expect(named.compactMap(\.user).sorted() == ["anna", "bob"])
    #expect(named.map(\.credentials) == [.unknown, .unknown])
  }

  /// Who logs in over FTP and sends words of SFTP's, which FTP's server refuses, stays in the
  /// answer.
  @Test(arguments: ["", " ftp"]) func wordsOfSFTP(_ protocol: String) async throws {
    let log = [
      "- [07/Jan/2026:18:26:02 +0000] \"USER bob\" 331",
      "bob [07/Jan/2026:18:26:02 +0000] \"PASS x\" 230",
      "bob [07/Jan/2026:18:26:02 +0000] \"OPEN x\" 500",
      "bob [07/Jan/2026:18:26:02 +0000] \"LOCK x\" 500",
      "bob [07/Jan/2026:18:26:02 +0000] \"RETR /b\" 226",
    ].map { "192.0.2.7 UNKNOWN \($0) 9\(`protocol`)\n" }
    let found = try await Analysed(log: log.joined())
    #expect(found.sessions.map(\.login) == [.succeeded])
    #expect(found.summary.totals.transfers.clear + found.summary.totals.transfers.unknown == 1)
  }

  /// A user's name does not make a command of a line of the SystemLog.
  @Test func nameLikeACommand() async throws {
    let name = "x [07/Jan/2026:18:26:02 +0000] \"STOR /a\" 226 - ftps"
    let log = [
      "192.0.2.7 UNKNOWN - [07/Jan/2026:18:26:02 +0000] \"USER x\" 331 - ftp",
      "h (192.0.2.7[192.0.2.7]) - USER \(name) (Login failed): Incorrect password.",
    ].map { "Jan  7 18:26:02 h proftpd[100]: \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.summary.totals.transfers == .init(clear: 0, private: 0, unknown: 0))
  }
}
