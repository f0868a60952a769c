import Records
import Testing

@testable import Usage

/// Numbers of processes and connections that come again, no line having told the end of who had
/// them before.
@Suite struct NumberReuseTests {
  /// `MINUTE CLIENT USER COMMAND CODE PROTOCOL`, all by process 12.
  private static func proftpd(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let command = words[3..<(words.count - 2)].joined(separator: " ")
      return "12 \(words[1]) UNKNOWN \(words[2]) [05/Oct/2026:08:\(words[0]):01 +0000] "
        + "\"\(command)\" \(words[words.count - 2]) - \(words[words.count - 1])\n"
    }.joined()
  }

  private static func json(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let command = words[3..<(words.count - 1)].joined(separator: " ")
      return #"{"timestamp":"2026-10-05 08:\#(words[0]):01,200","pid":12,"local_port":21,"#
        + #""remote_ip":"192.0.2.61","remote_port":\#(words[1]),"user":"\#(words[2])","#
        + #""raw_command":"\#(command)","response_code":\#(words.last ?? "")}"# + "\n"
    }.joined()
  }

  /// `HOUR:MINUTE CLIENT USER TRUTH`, all of connection FTP_0_1; or a start.
  private static func sftpgo(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let head = #"{"level":"info","time":"2026-10-05T\#(words[0]):02.173","sender":"#
      guard words.count == 4 else {
        return head + #""service","message":"starting SFTPGo v2.6.2, config dir: /etc/sftpgo"}"#
          + "\n"
      }
      return head + #""FTP","connection_id":"FTP_0_1","message":"User \"\#(words[2])\" logged in "#
        + #"with \"password\" from ip \"\#(words[1])\", TLS enabled? \#(words[3])"}"# + "\n"
    }.joined()
  }

  private static let cases: [LogCase] = [
    LogCase(
      "the same client, and lines name nobody before a login",
      proftpd(
        """
        12 192.0.2.61 - USER ann 331 ftp
        12 192.0.2.61 ann PASS (hidden) 230 ftp
        14 192.0.2.61 - FEAT 211 ftp
        14 192.0.2.61 - AUTH TLS 234 ftps
        14 192.0.2.61 - USER ann 331 ftps
        14 192.0.2.61 ann PASS (hidden) 230 ftps
        14 192.0.2.61 ann PROT P 200 ftps
        14 192.0.2.61 ann STOR f 226 ftps
        """),
      [
        "ann clear - clear succeeded 0/0/0 certain",
        "ann explicit P protected succeeded 0/1/0 certain",
      ]),
    LogCase(
      "another client",
      proftpd(
        """
        12 192.0.2.61 - AUTH TLS 234 -
        12 192.0.2.61 - USER bob 331 -
        12 192.0.2.61 bob PASS (hidden) 230 -
        12 192.0.2.61 bob PROT P 200 -
        42 198.51.100.9 - USER eve 331 -
        42 198.51.100.9 eve PASS (hidden) 230 -
        42 198.51.100.9 eve STOR y 226 -
        """),
      [
        "bob explicit P protected succeeded 0/0/0 certain",
        "eve clear - clear succeeded 1/0/0 port-not-logged",
      ]),
    LogCase(
      "ftps that becomes ftp",
      proftpd(
        """
        12 192.0.2.61 - USER bob 331 ftps
        12 192.0.2.61 bob PASS (hidden) 230 ftps
        42 192.0.2.61 - FEAT 211 ftp
        42 192.0.2.61 - AUTH TLS 234 ftps
        42 192.0.2.61 - USER bob 331 ftps
        42 192.0.2.61 bob PASS (hidden) 230 ftps
        52 192.0.2.61 bob STOR y 226 ftp
        """),
      [
        "bob implicit P protected succeeded 0/0/0 certain",
        "bob explicit C protected succeeded 0/0/0 certain",
        "bob clear - unknown succeeded 1/0/0 begins-earlier",
      ]),
    LogCase(
      "ftps that stays after CCC",
      proftpd(
        """
        12 192.0.2.61 - USER bob 331 ftps
        12 192.0.2.61 bob PASS (hidden) 230 ftps
        12 192.0.2.61 bob CCC 200 ftps
        12 192.0.2.61 bob PWD 257 ftps
        """),
      ["bob implicit P protected succeeded 0/0/0 certain"]),
    LogCase(
      "a second login, each under TLS that came first",
      proftpd(
        """
        12 192.0.2.61 - USER bob 331 ftps
        12 192.0.2.61 bob PASS (hidden) 230 ftps
        12 192.0.2.61 bob PROT P 200 ftps
        42 192.0.2.61 - USER bob 331 ftps
        42 192.0.2.61 bob PASS (hidden) 230 ftps
        """),
      [
        "bob implicit P protected succeeded 0/0/0 certain",
        "bob implicit P protected succeeded 0/0/0 certain",
      ]),
    LogCase(
      "a second AUTH",
      proftpd(
        """
        12 192.0.2.61 - AUTH TLS 234 -
        12 192.0.2.61 - USER bob 331 -
        42 192.0.2.61 - AUTH TLS 234 -
        42 192.0.2.61 - USER bob 331 -
        42 192.0.2.61 bob PASS (hidden) 230 -
        """),
      [
        "bob explicit C none none 0/0/0 certain",
        "bob explicit C protected succeeded 0/0/0 certain",
      ]),
    LogCase(
      "a login that failed and is tried again",
      proftpd(
        """
        12 192.0.2.61 - USER bob 331 ftp
        12 192.0.2.61 - PASS (hidden) 530 ftp
        12 192.0.2.61 - USER bob 331 ftp
        12 192.0.2.61 bob PASS (hidden) 230 ftp
        """),
      ["bob clear - clear succeeded 0/0/0 certain"]),
    LogCase(
      "another port of the client",
      json(
        """
        12 5001 - AUTH TLS 234
        12 5001 bob PASS (hidden) 230
        42 5002 bob STOR y 226
        """
      ).replacing(#""user":"-","#, with: ""),
      [
        "bob explicit C protected succeeded 0/0/0 certain",
        "bob unknown - unknown succeeded 0/0/1 begins-earlier",
      ]),
    LogCase(
      "FileZilla: another client",
      """
      2026-10-05T06:14:01.121Z >> [FTP Session 3 192.0.2.7] AUTH TLS
      2026-10-05T06:14:01.122Z << [FTP Session 3 192.0.2.7] 234 Using authentication type TLS.
      2026-10-05T06:14:01.123Z >> [FTP Session 3 192.0.2.7] USER bob
      2026-10-05T06:14:01.124Z << [FTP Session 3 192.0.2.7] 331 Please, specify the password.
      2026-10-05T06:24:01.123Z >> [FTP Session 3 192.0.2.8] USER eve
      2026-10-05T06:24:01.124Z << [FTP Session 3 192.0.2.8] 331 Please, specify the password.
      2026-10-05T06:24:01.125Z >> [FTP Session 3 192.0.2.8] PASS ****
      2026-10-05T06:24:01.126Z << [FTP Session 3 192.0.2.8 eve] 230 Login successful.

      """,
      [
        "bob explicit C none none 0/0/0 certain",
        "eve unknown - unknown succeeded 0/0/0 begins-earlier",
      ]),
    LogCase(
      "SFTPGo, which numbers anew when it starts",
      sftpgo(
        """
        08:12 192.0.2.7 bob true
        09:00
        09:12 192.0.2.8 eve false
        09:15
        09:16 192.0.2.8 bob false
        """),
      [
        "bob explicit - protected succeeded 0/0/0 mode-not-logged",
        "eve clear - clear succeeded 0/0/0 certain",
        "bob clear - clear succeeded 0/0/0 certain",
      ]),
  ]

  @Test(arguments: cases)
  func sessions(_ test: LogCase) async throws {
    let analysed = try await Analysed(log: test.log)
    #expect(analysed.words == test.expected)
    #expect(Set(analysed.sessions.map(\.id)).count == analysed.sessions.count)
  }

  /// Logs that are joined may each show it, and it counts once.
  @Test func joined() async throws {
    let commands = Self.proftpd(
      """
      12 192.0.2.61 - AUTH TLS 234 -
      12 192.0.2.61 - USER bob 331 -
      12 192.0.2.61 bob PASS (hidden) 230 -
      42 192.0.2.61 - AUTH TLS 234 -
      43 192.0.2.61 - USER bob 331 -
      44 192.0.2.61 bob PASS (hidden) 230 -
      52 198.51.100.9 - USER eve 331 -
      52 198.51.100.9 eve PASS (hidden) 230 -
      """)
    let tls = """
      2026-10-05 08:12:01,201 mod_tls/2.9.2[12]: TLS/TLS-C requested, starting TLS handshake
      2026-10-05 08:12:01,301 mod_tls/2.9.2[12]: TLSv1.3 connection accepted, using cipher X
      2026-10-05 08:42:01,201 mod_tls/2.9.2[12]: TLS/TLS-C requested, starting TLS handshake
      2026-10-05 08:42:01,301 mod_tls/2.9.2[12]: TLSv1.3 connection accepted, using cipher X
      2026-10-05 08:45:01,401 mod_tls/2.9.2[12]: Protection set to Private

      """
    let eve = "eve clear - clear succeeded 0/0/0 certain"
    // Its classes may leave AUTH out.
    let logins = commands.split(separator: "\n").filter { !$0.contains("AUTH") }
      .joined(separator: "\n")
    let said = try await Analysed(files: ["extended.log": logins, "tls.log": tls]).words
    #expect(said.last == eve)
    #expect(said.count == 3)
  }

  /// FileZilla numbers its sessions anew after a start: a greeting is a new session's, unless the
  /// session's creation was told right before.
  @Test(arguments: [false, true]) func filezilla(_ hasCreation: Bool) async throws {
    func line(_ clock: String, _ mark: String, _ text: String, _ user: String = "") -> String {
      "2026-10-05T08:\(clock).120Z \(mark) [FTP Session 1 192.0.2.10\(user)] \(text)\n"
    }
    let created =
      hasCreation ? line("12:00", "DI", "Session 0x17d3f5b0660 with ID 1 created.") : ""
    let log =
      created + line("12:01", "<<", "220 FileZilla Server 1.8.1") + line("12:01", ">>", "AUTH TLS")
      + line("12:01", "<<", "234 Using authentication type TLS.")
      + line("12:02", ">>", "USER anna") + line("12:02", "<<", "331 Please, specify the password.")
      + line("12:02", ">>", "PASS ****") + line("12:02", "<<", "230 Login successful.", " anna")
      + line("42:01", "<<", "220 FileZilla Server 1.8.1") + line("42:02", ">>", "USER anna")
      + line("42:02", "<<", "331 Please, specify the password.") + line("42:02", ">>", "PASS ****")
      + line("42:02", "<<", "230 Login successful.", " anna")
    let found = try await Analysed(log: log) { $0.port = 21 }
    #expect(
      found.words == [
        "anna explicit C protected succeeded 0/0/0 certain",
        "anna clear - clear succeeded 0/0/0 certain",
      ])
  }

  /// A log put together with its later part first: what is open at that part's end does not go on
  /// in lines of weeks before.
  @Test(arguments: [
    #"12 192.0.2.61 UNKNOWN bob [05/DAY/2026:08:12:01 +0000] "STOR x" 226 - ftp"# + "\n",
    #"Mon DAY  5 08:12:01 2026 [pid 2] [bob] OK UPLOAD: Client "192.0.2.61", "/x", 12 bytes, "#
      + "4.00Kbyte/sec\n",
    "DAY  5 08:12:01 h pure-ftpd: (bob@192.0.2.61) [NOTICE] /x uploaded  (12 bytes, 4.00KB/sec)\n",
  ])
  func laterPartFirst(line: String) async throws {
    let parts = ["Oct", "Sep"].map { line.replacing("DAY", with: $0) }
    let found = try await Analysed(log: parts.joined())
    #expect(found.sessions.count == 2)
    let apart = try await Analysed(log: parts.reversed().joined())
    #expect(found.sessions.map(\.id).sorted() == apart.sessions.map(\.id).sorted())
  }
}
