import Testing

@testable import Usage

@Suite struct PyftpdlibTests {
  @Test func debug() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      [I 2026-11-23 18:34:32] concurrency model: async
      [I 2026-11-23 18:34:32] >>> starting FTPS (FTP over SSL) server on 192.0.2.1:2121, pid=18985 <<<
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[] FTP session opened (connect)
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] -> 220 pyftpdlib 2.2.0 ready.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] <- AUTH TLS
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] -> 234 AUTH TLS successful.
      [D 2026-11-23 18:34:33] [debug] SSL connection established (<TLS_FTPHandler(id=1, addr='192.0.2.7:41161', ssl=True)>)
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] <- USER tls
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] -> 331 Username ok, send password.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] <- PASS ******
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] -> 230 Login successful.
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] USER 'tls' logged in.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] <- STOR monthly report.txt
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] -> 150 File status okay. About to open data connection.
      [D 2026-11-23 18:34:33] [debug] SSL connection established (<TLS_DTPHandler(id=1, addr='192.0.2.7:41161', ssl=True, user='tls', ssl-data=True)>)
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] -> 226 Transfer complete.
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] STOR /srv/monthly report.txt completed=1 bytes=168 seconds=0.005
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[tls] FTP session closed (disconnect).
      """#)
    #expect(
      table == [
        "2026-11-23T18:34:33Z opened client=192.0.2.7:41161 server=:2121",
        "2026-11-23T18:34:33Z seen client=192.0.2.7:41161 start=clear",
        "2026-11-23T18:34:33Z asked AUTH TLS client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z replied 234 client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z handshakeFinished client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z asked USER tls client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z replied 331 client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z asked PASS client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z replied 230 client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z login client=192.0.2.7:41161 user=tls succeeded unknown",
        "2026-11-23T18:34:33Z asked STOR monthly report.txt client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z replied 226 client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z transfer STOR client=192.0.2.7:41161 user=tls unknown received=168",
        "2026-11-23T18:34:33Z closed client=192.0.2.7:41161",
      ])
  }

  /// Before version 1.5 the year has two digits.
  @Test func shortYears() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      [I 13-02-19 10:55:42] >>> starting FTP server on 192.0.2.1:2121 <<<
      [I 13-02-19 10:55:42] poller: <class 'pyftpdlib.ioloop.Epoll'>
      [I 13-02-19 10:55:42] dispatcher: <class 'pyftpdlib.handlers.FTPHandler'>
      [I 13-02-19 10:55:45] 192.0.2.7:34178-[] FTP session opened (connect)
      [I 13-02-19 10:55:48] 192.0.2.7:34178-[bob] USER 'bob' logged in.
      """#)
    #expect(
      table == [
        "2013-02-19T10:55:45Z opened client=192.0.2.7:34178 server=:2121 start=clear",
        "2013-02-19T10:55:48Z login client=192.0.2.7:34178 user=bob succeeded clear",
      ])
  }

  /// A user's name may hold brackets.
  @Test(arguments: ["bob [ext] jr", "b] ob", "x]"])
  func namesWithBrackets(_ user: String) {
    let table = eventTable(
      Pyftpdlib.format,
      """
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[\(user)] <- PASS ******
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[\(user)] STOR /a] -> b completed=1 bytes=7 seconds=0
      """)
    #expect(
      table == [
        "2026-11-23T18:34:33Z asked PASS client=192.0.2.7:41161",
        "2026-11-23T18:34:33Z transfer STOR client=192.0.2.7:41161 user=\(user) unknown received=7",
      ])
  }

  /// Every command is logged where handshakes are: TLS without an AUTH came first.
  @Test func implicitAtAnyPort() async throws {
    let found = try await Analysed(
      log: """
        [I 2026-10-01 08:00:00] >>> starting FTP+SSL server on 0.0.0.0:2990, pid=4242 <<<
        [I 2026-10-01 08:00:01] 192.0.2.7:50122-[] FTP session opened (connect)
        [D 2026-10-01 08:00:01] 192.0.2.7:50122-[] -> 220 pyftpdlib 1.5.9 ready.
        [D 2026-10-01 08:00:01] [debug] SSL connection established (<X(id=1, addr='192.0.2.7:50122', ssl=True)>)
        [D 2026-10-01 08:00:02] 192.0.2.7:50122-[] <- USER bob
        [D 2026-10-01 08:00:02] 192.0.2.7:50122-[bob] -> 331 Username ok, send password.
        [D 2026-10-01 08:00:02] 192.0.2.7:50122-[bob] <- PASS ******
        [D 2026-10-01 08:00:02] 192.0.2.7:50122-[bob] -> 230 Login successful.

        """)
    #expect(found.words == ["bob implicit - protected succeeded 0/0/0 certain"])
  }

  /// USER after a login takes PROT P back; another PROT brings it again.
  @Test(arguments: [("", "1/1/0"), ("PROT P|200 Protection set to Private", "0/2/0")])
  func userAgain(_ then: String, _ files: String) async throws {
    let steps =
      [
        "AUTH TLS|234 AUTH TLS successful.", "PBSZ 0|200 PBSZ=0 successful.",
        "PROT P|200 Protection set to Private", "USER bob|331 Username ok, send password.",
        "PASS ******|230 Login successful.", "RETR a|226 Transfer complete.",
        "USER eve|331 Previous account information was flushed, send password.",
        "PASS ******|230 Login successful.",
      ] + (then.isEmpty ? [] : [then]) + ["RETR a|226 Transfer complete."]
    let head = "[D 2026-11-23 18:34:33] 192.0.2.7:41161-[]"
    let log = steps.map { step in
      let parts = step.split(separator: "|")
      return "\(head) <- \(parts[0])\n\(head) -> \(parts[1])\n"
    }
    let found = try await Analysed(
      log: "\(head) FTP session opened (connect)\n\(head) -> 220 ready.\n" + log.joined())
    #expect(found.words.map { $0.contains(" protected succeeded \(files) certain") } == [true])
  }

  @Test func info() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      [I 2024-01-01 10:00:00 77] ::1:43185-[] FTP session opened (connect)
      [I 2024-01-01 10:00:00 77] ::1:43185-[eve] USER 'eve' failed login.
      [I 2024-01-01 10:00:01 77] ::1:43185-[eve] USER 'eve' logged in.
      [I 2024-01-01 10:00:02 77] ::1:43185-[eve] RETR /a completed=0 bytes=1 b completed=1 bytes=9 seconds=0.1
      [I 2024-01-01 10:00:02 77] ::1:43185-[eve] STOR /a completed=0 bytes=0 seconds=0.1
      [I 2024-01-01 10:00:02 77] ::1:43185-[eve] CWD /x y 250
      [I 2024-01-01 10:00:02 77] ::1:43185-[eve] DELE /x y 550 'No such file.'
      [I 2024-01-01 10:00:02 77] ::1:43185-[eve] SSL handshake failed.
      [I 2024-01-01 10:00:02 77] ::1:43185-[eve] Unexpected SSL EOF.
      [I 2024-01-01 10:00:03 77] ::1:43185-[eve] FTP session closed (disconnect).
      """#)
    #expect(
      table == [
        "2024-01-01T10:00:00Z opened client=::1:43185",
        "2024-01-01T10:00:00Z login eve client=::1:43185 failed unknown",
        "2024-01-01T10:00:01Z login client=::1:43185 user=eve succeeded unknown",
        "2024-01-01T10:00:02Z transfer RETR client=::1:43185 user=eve unknown sent=9",
        "2024-01-01T10:00:02Z seen STOR client=::1:43185 user=eve received=0",
        "2024-01-01T10:00:02Z command CWD /x y 250 client=::1:43185 user=eve",
        "2024-01-01T10:00:02Z command DELE /x y 550 client=::1:43185 user=eve",
        "2024-01-01T10:00:02Z handshakeFailed client=::1:43185",
        "2024-01-01T10:00:03Z closed client=::1:43185",
      ])
  }

  @Test func serverWithoutTLS() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      [I 2024-01-01 10:00:00] >>> starting FTP server on 0.0.0.0:2121, pid=123 <<<
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[] FTP session opened (connect)
      [I 2024-01-01 10:00:01] 192.0.2.7:43185-[eve] USER 'eve' logged in.
      """#)
    #expect(
      table == [
        "2024-01-01T10:00:00Z opened client=192.0.2.7:43185 server=:2121 start=clear",
        "2024-01-01T10:00:01Z login client=192.0.2.7:43185 user=eve succeeded clear",
      ])
  }

  /// A server that starts at another port, in whatever process, may be beside the one before; one
  /// at the same port comes after it.
  @Test(arguments: [
    (["FTP+SSL 2122 41", "FTP 2121 42"], "server= unknown"),
    (["FTP 2121 42", "FTP+SSL 2122 41"], "server= unknown"),
    (["FTP 2121 42", "FTP 2122 42"], "server= clear"),
    (["FTP+SSL 2121 41", "FTP 2121 42"], "server=:2121 clear"),
  ])
  func severalServers(_ servers: [String], _ expected: String) {
    let starts = servers.map { server in
      let words = server.split(separator: " ")
      return "[I 2024-01-01 10:00:00] >>> starting \(words[0]) server on 0.0.0.0:\(words[1]), "
        + "pid=\(words[2]) <<<\n"
    }
    let head = "[I 2024-01-01 10:00:00] 192.0.2.7:43185-"
    let table = eventTable(
      Pyftpdlib.format,
      starts.joined() + "\(head)[] FTP session opened (connect)\n\(head)[eve] USER 'eve' logged in."
    )
    let isClear = table.last?.hasSuffix("succeeded clear") == true
    let port = table.first?.contains("server=:2121") == true ? "server=:2121" : "server="
    #expect("\(port) \(isClear ? "clear" : "unknown")" == expected)
  }

  @Test func otherPrefixes() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      []192.0.2.7:43185 Connected.
      192.0.2.7:43185 ==> 220 pyftpdlib 0.7.0 ready.
      192.0.2.7:43185 <== AUTH TLS
      192.0.2.7:43185 ==> 234 AUTH TLS successful. <== x
      [user]@192.0.2.7:43185 Disconnected.
      INFO:pyftpdlib:192.0.2.7:43186-[] FTP session opened (connect)
      2024-01-01 10:00:00,250 INFO 192.0.2.7:43187-[] <- USER x
      [2024-01-01 10:00:00,250] {ftp.py:5} DEBUG - 192.0.2.7:43187-[] <- USER x
      Jan  1 2024 10:00:00 host python3[7]: 192.0.2.7:43187-[] <- USER x
      INFO:pyftpdlib:XXX []@192.0.2.7 FTP session opened (connect)
      \#u{1B}[32m[I 2024-01-01 10:00:00]\#u{1B}[0m 192.0.2.7:43188-[] FTP session opened (connect)
      """#)
    #expect(
      table == [
        "1970-01-01T00:00:00Z opened client=192.0.2.7:43185",
        "1970-01-01T00:00:00Z seen client=192.0.2.7:43185 start=clear",
        "1970-01-01T00:00:00Z asked AUTH TLS client=192.0.2.7:43185",
        "1970-01-01T00:00:00Z replied 234 client=192.0.2.7:43185",
        "1970-01-01T00:00:00Z closed client=192.0.2.7:43185",
        "1970-01-01T00:00:00Z opened client=192.0.2.7:43186",
        "2024-01-01T10:00:00.250Z asked USER x client=192.0.2.7:43187",
        "2024-01-01T10:00:00.250Z asked USER x client=192.0.2.7:43187",
        "2024-01-01T10:00:00Z asked USER x client=192.0.2.7:43187",
        "1970-01-01T00:00:00Z opened client=192.0.2.7 shared",
        "2024-01-01T10:00:00Z opened client=192.0.2.7:43188",
      ])
  }

  /// A relay's header has a time of its own, and a client may send what looks like a prefix.
  @Test func sentOn() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      <134>1 2024-01-02T08:00:00.0Z h tag - - - [I 2024-01-01 10:00:00] 192.0.2.7:1-[] -> 220 Hi
      Jan  2 08:00:00 h tag: [D 2024-01-01 10:00:01] 192.0.2.7:1-[] <- USER x
      2024-01-01 10:00:02,250 INFO 192.0.2.7:1-[] <- USER [I 2020-01-01 10:00:00] 192.0.2.8:2-[] y
      {"text": "[I 2024-01-01 10:00:03] 192.0.2.7:1-[] <- PROT P", "a": 1}
      """#)
    #expect(
      table == [
        "2024-01-01T10:00:00Z seen client=192.0.2.7:1 start=clear",
        "2024-01-01T10:00:01Z asked USER x client=192.0.2.7:1",
        "2024-01-01T10:00:02.250Z asked USER [I 2020-01-01 10:00:00] 192.0.2.8:2-[] y "
          + "client=192.0.2.7:1", "foreign",
      ])
  }

  @Test func hostile() {
    let table = eventTable(
      Pyftpdlib.format,
      #"""
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[
      [I 2024-01-01 10:00:00] x:y-[] <- USER x
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[] USER '
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[] USER ' logged in.
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[] 
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[] <- PASS
      [I 2024-01-01 10:00:00] 192.0.2.7:43185-[] <- 
      [I 2024-01-01 10:00:00 x] 192.0.2.7
      [] Connected.
      '
      Traceback (most recent call last):
      """#)
    #expect(
      table == [
        "malformed(\"no address and port of a client before its text\")",
        "2024-01-01T10:00:00Z login client=192.0.2.7:43185 succeeded unknown",
        "2024-01-01T10:00:00Z asked PASS client=192.0.2.7:43185",
        "2024-01-01T10:00:00Z asked ? client=192.0.2.7:43185",
        "foreign",
        "foreign",
        "foreign",
      ])
  }

  /// A `log_prefix` with words behind the user's name.
  @Test(arguments: ["PREF ", "ftp server 2: "]) func longerPrefix(_ words: String) {
    let log = """
      FTP session opened (connect)
      <- USER bob
      -> 331 Username ok, send password.
      USER 'bob' logged in.
      RETR /a -> b completed=1 bytes=9 seconds=0.1
      CWD /x 250
      SSL handshake failed.
      """.split(separator: "\n")
    let head = "[I 2026-11-28 04:12:42] 192.0.2.7:43521-[bob] "
    let usual = eventTable(Pyftpdlib.format, log.map { head + $0 }.joined(separator: "\n"))
    #expect(usual.count == log.count)
    let longer = log.map { head + words + $0 }.joined(separator: "\n")
    #expect(eventTable(Pyftpdlib.format, longer) == usual)
  }

  /// Another `log_prefix`, that leaves the port out: no line says which session it is of.
  @Test(arguments: [
    "USER 'bob' logged in.", "USER 'bob' failed login.", "FTP session opened (connect)",
    "RETR /a completed=1 bytes=9 seconds=0.1", "<- USER bob",
  ])
  func otherPrefix(_ text: String) {
    #expect(
      eventTable(Pyftpdlib.format, "[I 2026-11-23 18:34:33,885] bob@192.0.2.7 \(text)") == [
        "malformed(\"no address and port of a client before its text\")"
      ])
  }

  /// What the server says of itself, a reply of several lines and a traceback, after whatever a
  /// formatter of the administrator's puts before them.
  @Test(arguments: [
    "INFO:pyftpdlib:", "", "2026-11-23T18:34:33.885Z|INFO|pyftpdlib|",
    "2026-11-23 18:34:33,885 - pyftpdlib - INFO - ", "INFO 2026-11-23 18:34:33,885 servers 7 140 ",
  ])
  func notices(_ head: String) async throws {
    let log = """
      \(head)concurrency model: async
      \(head)masquerade (NAT) address: None
      \(head)poller: 'pyftpdlib.ioloop.Epoll'
      \(head)192.0.2.7:41161-[] FTP session opened (connect)
      \(head)192.0.2.7:41161-[] <- FEAT
      \(head)192.0.2.7:41161-[] -> 211-Features supported:
       EPRT
      211 End FEAT.
      \(head)192.0.2.7:41161-[] <- AUTH TLS
      \(head)192.0.2.7:41161-[] -> 234 AUTH TLS successful.
      \(head)[debug] SSL connection established (<H(id=1, addr='192.0.2.7:41161', ssl=True)>)
      \(head)[debug] call: close() (<FTPHandler(id=1, addr='192.0.2.7:41161')>)
      \(head)unhandled exception in instance <FTPHandler(id=1)>
      Traceback (most recent call last):
        File "asyncore.py", line 88, in read
      OSError: [Errno 9] Bad file descriptor
      \(head)192.0.2.7:41161-[] FTP session closed (disconnect).

      """
    let found = try await Analysed(log: log)
    #expect(found.words.map { $0.hasPrefix("- explicit ") } == [true])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }
}
