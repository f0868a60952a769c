import Bytes
import Records
import Testing

@testable import Usage

/// One session from log to verdict, for each format besides IIS's.
@Suite struct FormatsTests {
  private static let cases: [LogCase] = [
    LogCase(
      "vsftpd: pid 2 for everyone, so addresses tell apart",
      """
      Tue Nov 13 16:55:47 2018 [pid 2] CONNECT: Client "192.0.2.7"
      Tue Nov 13 16:55:47 2018 [pid 2] CONNECT: Client "192.0.2.8"
      Tue Nov 13 16:55:47 2018 [pid 2] FTP response: Client "192.0.2.7", "220 Welcome."
      Tue Nov 13 16:55:47 2018 [pid 2] FTP response: Client "192.0.2.8", "220 Welcome."
      Tue Nov 13 16:55:48 2018 [pid 2] FTP command: Client "192.0.2.7", "AUTH TLS"
      Tue Nov 13 16:55:48 2018 [pid 2] FTP command: Client "192.0.2.8", "USER eve"
      Tue Nov 13 16:55:48 2018 [pid 2] FTP response: Client "192.0.2.7", "234 Proceed."
      Tue Nov 13 16:55:48 2018 [pid 2] [eve] FTP response: Client "192.0.2.8", "331 Password."
      Tue Nov 13 16:55:49 2018 [pid 2] FTP command: Client "192.0.2.7", "USER bob"
      Tue Nov 13 16:55:49 2018 [pid 2] [bob] FTP response: Client "192.0.2.7", "331 Password."
      Tue Nov 13 16:55:49 2018 [pid 2] [bob] FTP command: Client "192.0.2.7", "PASS <password>"
      Tue Nov 13 16:55:49 2018 [pid 1] [bob] OK LOGIN: Client "192.0.2.7"
      Tue Nov 13 16:55:49 2018 [pid 2] [bob] FTP response: Client "192.0.2.7", "230 Yes."
      Tue Nov 13 16:55:50 2018 [pid 2] [eve] FTP command: Client "192.0.2.8", "PASS <password>"
      Tue Nov 13 16:55:50 2018 [pid 1] [eve] FAIL LOGIN: Client "192.0.2.8"
      Tue Nov 13 16:55:50 2018 [pid 2] [eve] FTP response: Client "192.0.2.8", "530 No."
      Tue Nov 13 16:55:51 2018 [pid 2] [bob] FTP command: Client "192.0.2.7", "PROT P"
      Tue Nov 13 16:55:51 2018 [pid 2] [bob] FTP response: Client "192.0.2.7", "200 PROT now Private."
      Tue Nov 13 16:55:52 2018 [pid 2] [bob] FTP command: Client "192.0.2.7", "STOR a"
      Tue Nov 13 16:55:52 2018 [pid 2] [bob] FTP response: Client "192.0.2.7", "150 Ok."
      Tue Nov 13 16:55:53 2018 [pid 2] [bob] OK UPLOAD: Client "192.0.2.7", "/a", 9 bytes, 1.00Kbyte/sec
      Tue Nov 13 16:55:53 2018 [pid 2] [bob] FTP response: Client "192.0.2.7", "226 Complete."
      """,
      [
        "bob explicit P protected succeeded 0/1/0 certain",
        "eve clear - clear failed 0/0/0 certain",
      ]),
    LogCase(
      "vsftpd's default: nothing of TLS",
      """
      Tue Nov 13 16:55:47 2018 [pid 7] CONNECT: Client "192.0.2.7"
      Tue Nov 13 16:55:47 2018 [pid 6] [bob] OK LOGIN: Client "192.0.2.7"
      Tue Nov 13 16:55:49 2018 [pid 8] [bob] OK UPLOAD: Client "192.0.2.7", "/a", 9 bytes, 1.00Kbyte/sec
      """, ["bob unknown - unknown succeeded 0/0/1 tls-not-logged"]),
    LogCase(
      "vsftpd's default: a connect alone proves nothing",
      """
      Tue Nov 13 16:55:47 2018 [pid 7] CONNECT: Client "192.0.2.7"

      """, ["- unknown - none none 0/0/0 tls-not-logged"]),
    LogCase(
      "xferlog: nothing of TLS, and no logins",
      """
      Thu Sep  2 09:52:00 2004 50 192.0.2.7 896242 /home/a b _ o r bob ftp 0 * c
      Thu Sep  2 09:57:16 2004 28 192.0.2.7 804586 /home/b b _ i r bob ftp 0 * i
      """,
      ["bob unknown - none none 0/0/2 tls-not-logged"]),
    LogCase(
      "Pure-FTPd in a syslog with others' lines",
      """
      Oct  3 10:00:00 h sshd[91]: Accepted publickey for root from 192.0.2.66 port 5 ssh2
      Oct  3 10:00:00 h pure-ftpd: (?@192.0.2.7) [INFO] New connection from 192.0.2.7
      Oct  3 10:00:01 h pure-ftpd: (?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      Oct  3 10:00:01 h CRON[92]: (root) CMD (true)
      Oct  3 10:00:02 h pure-ftpd: (?@192.0.2.7) [INFO] bob is now logged in
      Oct  3 10:00:03 h pure-ftpd: (bob@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
      Oct  3 10:00:03 h pure-ftpd: (bob@192.0.2.7) [NOTICE] /a uploaded  (9 bytes, 4.00KB/sec)
      Oct  3 10:00:04 h pure-ftpd: (bob@192.0.2.7) [INFO] Logout.
      Oct  3 10:00:05 h proftpd[80]: srv (a[192.0.2.9]) - FTP session opened.
      Oct  3 10:00:05 h proftpd[80]: srv (a[192.0.2.9]) - USER eve (Login failed): Incorrect password
      Oct  3 10:00:05 h proftpd[80]: srv (a[192.0.2.9]) - FTP session closed.
      """,
      [
        "bob explicit - protected succeeded 0/1/0 certain",
        "eve unknown - unknown failed 0/0/0 tls-not-logged",
      ]),
    LogCase(
      "FileZilla Server 1.x",
      """
      2025-01-20T14:25:32.946Z DI [FTP Session 725 192.0.2.8] Session 0x1 with ID 725 created.
      2025-01-20T14:25:32.947Z << [FTP Session 725 192.0.2.8] 220 Hello
      2025-01-20T14:25:33.025Z >> [FTP Session 725 192.0.2.8] AUTH TLS
      2025-01-20T14:25:33.027Z << [FTP Session 725 192.0.2.8] 234 Using authentication type TLS.
      2025-01-20T14:25:33.030Z >> [FTP Session 725 192.0.2.8] USER bob
      2025-01-20T14:25:33.031Z << [FTP Session 725 192.0.2.8] 331 Please, specify the password.
      2025-01-20T14:25:33.032Z >> [FTP Session 725 192.0.2.8] PASS ****
      2025-01-20T14:25:33.033Z << [FTP Session 725 192.0.2.8 bob] 230 Login successful.
      2025-01-20T14:25:33.034Z >> [FTP Session 725 192.0.2.8 bob] PROT C
      2025-01-20T14:25:33.034Z << [FTP Session 725 192.0.2.8 bob] 200 Protection level set to C
      2025-01-20T14:25:33.035Z >> [FTP Session 725 192.0.2.8 bob] LIST
      2025-01-20T14:25:33.036Z << [FTP Session 725 192.0.2.8 bob] 150 Starting data transfer.
      2025-01-20T14:25:33.037Z << [FTP Session 725 192.0.2.8 bob] 226 Operation successful
      2025-01-20T14:25:34.000Z DI [FTP Session 725 192.0.2.8 bob] Session 0x1 with ID 725 destroyed.
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "FileZilla Server 0.9, day first",
      """
      (000001)15.05.2017 15:32:13 - (not logged in) (192.0.2.8)> Connected on port 21, sending welcome message...
      (000001)15.05.2017 15:32:13 - (not logged in) (192.0.2.8)> USER bob
      (000001)15.05.2017 15:32:13 - (not logged in) (192.0.2.8)> 331 Password required for bob
      (000001)15.05.2017 15:32:13 - (not logged in) (192.0.2.8)> PASS ***
      (000001)15.05.2017 15:32:13 - bob (192.0.2.8)> 230 Logged on
      (000001)15.05.2017 15:32:14 - bob (192.0.2.8)> disconnected.
      """, ["bob clear - clear succeeded 0/0/0 certain"]),
    LogCase(
      "SFTPGo at level info: the login's TLS flag",
      #"""
      {"level":"info","time":"2025-09-14T16:57:19.173","sender":"FTP","connection_id":"FTP_0_13","message":"User \"bob\" logged in with \"password\" from ip \"192.0.2.7\", TLS enabled? false"}
      {"level":"info","time":"2025-09-14T16:57:20.173","sender":"FTP","connection_id":"FTP_0_14","message":"User \"eve\" logged in with \"password\" from ip \"192.0.2.8\", TLS enabled? true"}
      """#,
      [
        "bob clear - clear succeeded 0/0/0 certain",
        "eve explicit - protected succeeded 0/0/0 mode-not-logged",
      ]),
    LogCase(
      "SFTPGo at level info: the port stands in the records of files",
      #"""
      {"level":"info","time":"2025-09-14T16:57:19.1","sender":"login","connection_id":"FTP_0_21","username":"bob","ip":"192.0.2.7","encrypted":true,"protocol":"FTP"}
      {"level":"info","time":"2025-09-14T16:57:19.2","sender":"Upload","local_addr":"192.0.2.1:2121","remote_addr":"192.0.2.7:5000","size_bytes":9,"username":"bob","connection_id":"FTP_0_21","protocol":"FTP"}
      {"level":"info","time":"2025-09-14T16:57:20.1","sender":"login","connection_id":"FTP_1_22","username":"eve","ip":"192.0.2.8","encrypted":true,"protocol":"FTP"}
      {"level":"info","time":"2025-09-14T16:57:20.2","sender":"Download","local_addr":"192.0.2.1:990","remote_addr":"192.0.2.8:5000","size_bytes":9,"username":"eve","connection_id":"FTP_1_22","protocol":"FTP"}
      """#,
      [
        "bob explicit - protected succeeded 0/0/1 certain",
        "eve implicit P protected succeeded 0/0/1 certain",
      ]),
    LogCase(
      "pyftpdlib",
      """
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[] FTP session opened (connect)
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] -> 220 pyftpdlib 2.2.0 ready.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] <- USER bob
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[] -> 331 Username ok, send password.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[bob] <- PASS ******
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[bob] -> 230 Login successful.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[bob] <- LIST
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[bob] -> 150 File status okay. About to open data connection.
      [D 2026-11-23 18:34:33] 192.0.2.7:41161-[bob] -> 226 Transfer complete.
      [I 2026-11-23 18:34:33] 192.0.2.7:41161-[bob] FTP session closed (disconnect).
      """, ["bob clear - clear succeeded 1/0/0 certain"]),
    LogCase(
      "AWS Transfer Family",
      #"""
      2024-05-06T07:08:09Z {"activity-type":"CONNECTED","protocol":"FTPS","source-ip":"192.0.2.7","user":"bob","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      2024-05-06T07:08:11Z {"path":"/b/f","activity-type":"CLOSE","bytes-in":"121","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      2024-05-06T07:08:12Z {"activity-type":"DISCONNECTED","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      """#, ["bob explicit - protected succeeded 0/0/1 mode-not-logged"]),
    LogCase(
      "AWS Transfer Family: TLS that was not resumed",
      #"""
      2024-05-06T07:08:09Z {"activity-type":"TLS_RESUME_FAILURE","protocol":"FTPS","source-ip":"192.0.2.7","user":"bob","session-id":"aa01"}
      2024-05-06T07:08:10Z {"activity-type":"CONNECTED","protocol":"FTPS","source-ip":"192.0.2.8","user":"eve","session-id":"aa02"}
      2024-05-06T07:08:11Z {"activity-type":"TLS_RESUME_FAILURE","protocol":"FTPS","source-ip":"192.0.2.8","user":"eve","session-id":"aa02"}
      2024-05-06T07:08:12Z {"activity-type":"TLS_RESUME_FAILURE","source-ip":"192.0.2.9","user":"ann","session-id":"aa03"}
      """#,
      [
        "bob none - none none 0/0/0 certain [? 0: the data connection did not resume the TLS session]",
        "eve explicit - protected succeeded 0/0/0 mode-not-logged [? 0: the data connection did not resume the TLS session]",
        "ann none - none none 0/0/0 certain [? 0: the data connection did not resume the TLS session]",
      ]),
    LogCase(
      "ftpscope's own events",
      [
        #""type":"connect""#,
        #""type":"command","command":{"verb":"AUTH","argument":"TLS","code":234}"#,
        #""type":"tls","tls":{"version":"TLSv1.3"}"#,
        #""type":"command","command":{"verb":"PASS","argument":"x","code":230}"#,
        #""type":"login","login":{"user":"bob","password":"x","accepted":true}"#,
        #""type":"disconnect","disconnect":{"duration_ms":5}"#,
      ].enumerated().map {
        #"{"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:0\#($0.offset)Z","#
          + #""sensor":"n","session":"s","source":{"ip":"192.0.2.7","port":4711},"#
          + #""listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"p",\#($0.element)}"#
      }.joined(separator: "\n") + "\n",
      ["bob explicit C protected succeeded 0/0/0 certain"]),
    LogCase(
      "ProFTPD's ExtendedLog with %P and %{protocol}",
      """
      7 192.0.2.7 UNKNOWN - [02/Oct/2026:10:05:59 +0200] "AUTH TLS" 234 - ftps
      7 192.0.2.7 UNKNOWN - [02/Oct/2026:10:05:59 +0200] "USER bob" 331 - ftps
      7 192.0.2.7 UNKNOWN bob [02/Oct/2026:10:05:59 +0200] "PASS (hidden)" 230 - ftps
      7 192.0.2.7 UNKNOWN bob [02/Oct/2026:10:05:59 +0200] "PROT P" 200 - ftps
      7 192.0.2.7 UNKNOWN bob [02/Oct/2026:10:06:00 +0200] "STOR a b" 226 9 ftps
      7 192.0.2.7 UNKNOWN bob [02/Oct/2026:10:06:00 +0200] "QUIT" 221 - ftps
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "xferlog of ProFTPD: with TLS, and without",
      """
      Sun Mar  1 10:00:00 2026 1 192.0.2.7 100 /srv/a b.txt b _ o r anna ftp 0 * c
      Sun Mar  1 10:00:01 2026 1 192.0.2.7 100 /srv/c.txt b _ i r anna ftps 0 * c
      Sun Mar  1 10:00:02 2026 1 192.0.2.7 0 /srv/d.txt b _ i r anna ftp 0 * c
      """,
      [
        "anna unknown - none none 0/0/2 tls-not-logged",
        "anna explicit - protected succeeded 0/0/1 mode-not-logged",
      ]),
    LogCase(
      "SFTPGo at level debug, without its commands: the port tells",
      #"""
      {"level":"debug","time":"2025-09-14T16:57:18.173","sender":"FTP","connection_id":"FTP_0_14","message":"connection added, local address \"10.0.0.9:21\", remote address \"192.0.2.8:5618\", num open connections: 1"}
      {"level":"info","time":"2025-09-14T16:57:20.173","sender":"FTP","connection_id":"FTP_0_14","message":"User \"eve\" logged in with \"password\" from ip \"192.0.2.8\", TLS enabled? true"}
      {"level":"debug","time":"2025-09-14T16:58:18.173","sender":"FTP","connection_id":"FTP_1_2","message":"connection added, local address \"10.0.0.9:990\", remote address \"192.0.2.8:5619\", num open connections: 1"}
      {"level":"info","time":"2025-09-14T16:58:20.173","sender":"FTP","connection_id":"FTP_1_2","message":"User \"eve\" logged in with \"password\" from ip \"192.0.2.8\", TLS enabled? true"}
      """#,
      [
        "eve explicit - protected succeeded 0/0/0 certain",
        "eve implicit P protected succeeded 0/0/0 certain",
      ]),
  ]

  @Test(arguments: cases) func verdicts(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words == example.expected)
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// An ExtendedLog knows the second, and the TLSLog the millisecond: what both tell of may come
  /// in either order, and counts once.
  @Test(arguments: [
    ("P", "10:06:00,003", "0/1/0"), ("C", "10:05:59,990", "1/0/0"),
  ])
  func proFTPDAcrossASecond(_ level: String, _ time: String, _ transfers: String) async throws {
    let head = "127.0.0.9 UNKNOWN"
    let found = try await Analysed(files: [
      "extended.log": """
      7 \(head) - [02/Oct/2026:10:05:59 +0000] "AUTH TLS" 234 - ftps
      7 \(head) - [02/Oct/2026:10:05:59 +0000] "USER bob" 331 - ftps
      7 \(head) bob [02/Oct/2026:10:05:59 +0000] "PASS (hidden)" 230 - ftps
      7 \(head) bob [02/Oct/2026:10:05:59 +0000] "PROT P" 200 - ftps
      7 \(head) bob [02/Oct/2026:10:05:59 +0000] "PROT \(level)" 200 - ftps
      7 \(head) bob [02/Oct/2026:10:06:00 +0000] "STOR a b" 226 9 ftps

      """,
      "tls.log": """
      2026-10-02 10:05:59,970 mod_tls/2.9.2[7]: TLS/TLS-C requested, starting TLS handshake
      2026-10-02 10:05:59,980 mod_tls/2.9.2[7]: TLSv1.3 connection accepted, using cipher X
      2026-10-02 \(time) mod_tls/2.9.2[7]: Protection set to Private

      """,
    ])
    #expect(found.words == ["bob explicit \(level) protected succeeded \(transfers) certain"])
  }

  @Test func mixedInOneFolder() async throws {
    var files: [String: String] = [:]
    var expected: [String] = []
    for (number, example) in Self.cases.enumerated() {
      files["log-\(Character(UnicodeScalar(UInt8(97 + number)))).log"] = example.log
      expected += example.expected
    }
    let found = try await Analysed(files: files)
    #expect(found.words.sorted() == expected.sorted())
  }

  /// Lines of several servers in one file, as a syslog server keeps them.
  @Test func mixedInOneFile() async throws {
    let chosen = [0, 5, 7, 8].map { Self.cases[$0] }
    let found = try await Analysed(log: chosen.map(\.log).joined(separator: "\n"))
    #expect(found.words.sorted() == chosen.flatMap(\.expected).sorted())
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// A header says what columns follow, and not for how long.
  @Test(arguments: [0, 5, 7, 8]) func behindHeader(_ number: Int) async throws {
    let iis = IISShorthand.log(
      "#F\n10:00:00 - 21 ControlChannelOpened - - 0 A\n10:00:01 - 21 USER amy 331 0 A\n"
        + "10:00:02 amy 21 PASS *** 230 0 A\n10:00:03 - 21 ControlChannelClosed - - 0 A")
    let example = Self.cases[number]
    let found = try await Analysed(log: iis + example.log + "\n" + iis)
    #expect(found.words.filter { !$0.hasPrefix("amy") }.sorted() == example.expected.sorted())
    #expect(found.summary.totals.sessions == example.expected.count + 2)
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  @Test func ownFormat() async throws {
    let yaml = #"""
      name: serv-x
      pattern: '^(?<time>\S+ \S+) (?<client>\S+):(?<client_port>\d+) (?<user>\S+) (?<verb>[A-Za-z]+) (?<argument>.*) (?<code>\d{3})$'
      time: "%Y-%m-%d %H:%M:%S"
      port: 2121
      """#
    let log = """
      2024-01-02 03:04:05 192.0.2.7:4711 - AUTH TLS 234
      2024-01-02 03:04:05 192.0.2.7:4711 - USER bob 331
      2024-01-02 03:04:06 192.0.2.7:4711 - PASS x 230
      2024-01-02 03:04:07 192.0.2.7:4711 bob PROT p 200
      2024-01-02 03:04:08 192.0.2.7:4711 bob RETR a b 226
      nothing of the kind

      """
    let found = try await Analysed(log: log) { $0.ownFormat = ("serv-x.yaml", yaml) }
    #expect(found.sessions.map(\.control) == [.explicit])
    #expect(found.sessions.map(\.transfers) == [.init(private: 1)])
    #expect(found.sessions.map(\.logFormat) == ["serv-x"])
    #expect(found.summary.sources.map(\.malformed) == [1])
  }

  @Test func formatOfTheUser() async throws {
    let log = try #require(Self.cases.first?.log)
    let other = try await Analysed(log: log) { $0.formatName = "iis-w3c" }
    #expect(other.sessions.isEmpty)
    #expect(other.summary.sources.map(\.logFormat) == ["iis-w3c"])
    #expect(throws: LogProblem.self) {
      var options = LogOptions()
      options.formatName = "no-such-format"
      _ = try LogAnalysis(options: options)
    }
  }
}
