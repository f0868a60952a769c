import Records
import Testing

@testable import Usage

/// Where a log tells neither the port nor a handshake, TLS that came first would look like none.
@Suite struct PortDoubtTests {
  private static let login = """
    Sun Mar  1 13:00:00 2026 [pid 4] CONNECT: Client "192.0.2.12"
    Sun Mar  1 13:00:00 2026 [pid 4] FTP response: Client "192.0.2.12", "220 (vsFTPd 3.0.3)"
    Sun Mar  1 13:00:01 2026 [pid 4] FTP command: Client "192.0.2.12", "USER dirk"
    Sun Mar  1 13:00:01 2026 [pid 4] [dirk] FTP response: Client "192.0.2.12", "331 Password."
    Sun Mar  1 13:00:01 2026 [pid 4] [dirk] FTP command: Client "192.0.2.12", "PASS <password>"
    Sun Mar  1 13:00:01 2026 [pid 4] [dirk] FTP response: Client "192.0.2.12", "230 Yes."

    """
  private static let level = """
    Sun Mar  1 13:00:02 2026 [pid 5] [dirk] FTP command: Client "192.0.2.12", "PROT P"
    Sun Mar  1 13:00:02 2026 [pid 5] [dirk] FTP response: Client "192.0.2.12", "200 Private."

    """
  private static let transfer = """
    Sun Mar  1 13:00:03 2026 [pid 5] [dirk] FTP command: Client "192.0.2.12", "LIST"
    Sun Mar  1 13:00:03 2026 [pid 5] [dirk] FTP response: Client "192.0.2.12", "226 Done."

    """
  private static let explicit = """
    Sun Mar  1 14:00:00 2026 [pid 7] CONNECT: Client "192.0.2.13"
    Sun Mar  1 14:00:00 2026 [pid 7] FTP response: Client "192.0.2.13", "220 (vsFTPd 3.0.3)"
    Sun Mar  1 14:00:01 2026 [pid 7] FTP command: Client "192.0.2.13", "AUTH TLS"
    Sun Mar  1 14:00:01 2026 [pid 7] FTP response: Client "192.0.2.13", "234 Proceed."

    """
  private static let filler = String(
    repeating: "Sun Mar  1 12:00:00 2026 [pid 3] FTP response: Client \"192.0.2.1\", \"200 Ok.\"\n",
    count: 1000)
  private static let inClear = "dirk clear - clear succeeded 1/0/0"

  private static let cases: [LogCase] = [
    LogCase(
      "vsftpd, nothing of TLS", login + transfer, ["\(inClear) port-not-logged"]),
    LogCase(
      "vsftpd, a level without AUTH: TLS came first",
      login + level + transfer, ["dirk implicit P protected succeeded 0/1/0 port-not-logged"]),
    LogCase(
      "vsftpd, a file before the level crossed as vsftpd's default has it",
      login + transfer + level.replacing("00:02", with: "00:04"),
      ["dirk implicit P protected succeeded 1/0/0 port-not-logged"]),
    LogCase(
      "vsftpd, AUTH succeeds in another session, before or after",
      login + transfer + explicit, ["\(inClear) certain", "- none C none none 0/0/0 certain"]),
    LogCase(
      "vsftpd, AUTH succeeds long after the file's beginning",
      filler + explicit + (login + transfer).replacing(" 13:", with: " 15:"),
      [
        "- unknown - none none 0/0/0 begins-earlier", "- none C none none 0/0/0 certain",
        "\(inClear) certain",
      ]),
    LogCase(
      "vsftpd, handshakes are logged",
      """
      Sun Mar  1 12:00:00 2026 [pid 1] CONNECT: Client "192.0.2.14"
      Sun Mar  1 12:00:00 2026 [pid 1] DEBUG: Client "192.0.2.14", "SSL_accept failed: error:0A"

      """ + login + transfer, ["- none - none none 0/0/0 certain", "\(inClear) certain"]),
    LogCase(
      "IIS without the column",
      """
      #Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status x-session
      2026-03-01 10:00:00 192.0.2.9 - ControlChannelOpened - - \(IISShorthand.session("a"))
      2026-03-01 10:00:01 192.0.2.9 - USER dirk 331 \(IISShorthand.session("a"))
      2026-03-01 10:00:02 192.0.2.9 dirk PASS *** 230 \(IISShorthand.session("a"))
      2026-03-01 10:00:03 192.0.2.9 dirk RETR x 226 \(IISShorthand.session("a"))
      2026-03-01 10:00:04 192.0.2.9 - ControlChannelOpened - - \(IISShorthand.session("b"))
      2026-03-01 10:00:05 192.0.2.9 - AUTH TLS 234 \(IISShorthand.session("b"))
      2026-03-01 10:00:06 192.0.2.9 - USER eve 331 \(IISShorthand.session("b"))
      """, ["\(inClear) port-not-logged", "eve explicit C none none 0/0/0 certain"]),
    LogCase(
      "IIS without the column, a level without AUTH: TLS came first",
      """
      #Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status x-session
      2026-03-01 10:00:00 192.0.2.9 - ControlChannelOpened - - \(IISShorthand.session("a"))
      2026-03-01 10:00:01 192.0.2.9 - USER dirk 331 \(IISShorthand.session("a"))
      2026-03-01 10:00:02 192.0.2.9 dirk PASS *** 230 \(IISShorthand.session("a"))
      2026-03-01 10:00:03 192.0.2.9 dirk PROT P 200 \(IISShorthand.session("a"))
      2026-03-01 10:00:04 192.0.2.9 dirk RETR x 226 \(IISShorthand.session("a"))
      """, ["dirk implicit P protected succeeded 0/1/0 port-not-logged"]),
    LogCase(
      "IIS without the column and without connects: AUTH is left out",
      """
      #Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status x-session
      2026-03-01 10:00:01 192.0.2.9 - USER dirk 331 \(IISShorthand.session("a"))
      2026-03-01 10:00:02 192.0.2.9 dirk PASS *** 230 \(IISShorthand.session("a"))
      2026-03-01 10:00:03 192.0.2.9 dirk PROT P 200 \(IISShorthand.session("a"))
      2026-03-01 10:00:04 192.0.2.9 dirk RETR x 226 \(IISShorthand.session("a"))
      """,
      ["dirk explicit P unknown succeeded 0/1/0 connects-not-logged,auth-not-logged"]),
    LogCase(
      "FileZilla Server 1.x at its default level", fileZilla, ["\(inClear) port-not-logged"]),
    LogCase(
      "FileZilla Server 1.x, a level without AUTH: TLS came first",
      fileZilla.replacing("RETR x", with: "PROT P").replacing("226", with: "200"),
      ["dirk implicit P protected succeeded 0/0/0 port-not-logged"]),
    LogCase(
      "FileZilla Server 1.x, one port",
      "2026-03-01T10:00:00.000Z == [FTP Server] Listening on 0.0.0.0:21.\n"
        + "2026-03-01T10:00:00.000Z == [FTP Server] Listening on [::]:21.\n"
        + "2026-03-01T10:00:00.000Z == [Administration Server] Listening on 127.0.0.1:14148.\n"
        + fileZilla,
      ["\(inClear) certain"]),
    LogCase(
      "FileZilla Server 1.x, the implicit port alone",
      "2026-03-01T10:00:00.000Z == [FTP Server] Listening on 0.0.0.0:990.\n" + fileZilla,
      ["dirk implicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "FileZilla Server 1.x, two ports",
      "2026-03-01T10:00:00.000Z == [FTP Server] Listening on 0.0.0.0:21.\n"
        + "2026-03-01T10:00:00.000Z == [FTP Server] Listening on 0.0.0.0:990.\n" + fileZilla,
      ["\(inClear) port-not-logged"]),
    LogCase(
      "FileZilla Server 1.x at level Debug",
      "2026-03-01T11:20:00.399Z DI [FTP Session 4 192.0.2.63] Session 0x1 with ID 4 created.\n"
        + fileZilla, ["\(inClear) certain"]),
  ]

  /// ProFTPD's ExtendedLog, with the process id or without.
  private static func proFTPD(_ pid: String, protocol name: String = "") -> String {
    [
      "- \"USER dirk\" 331 -", "dirk \"PASS (hidden)\" 230 -", "dirk \"TYPE I\" 200 -",
      "dirk \"RETR /x\" 226 9",
    ].map { line in
      let mark = line.firstIndex(of: "\"") ?? line.startIndex
      return "\(pid)192.0.2.12 UNKNOWN \(line[..<mark])[01/Mar/2026:10:00:00 +0000] "
        + "\(line[mark...])\(name)\n"
    }.joined()
  }

  private static let systemLog = """
    2026-03-01 10:00:00,100 h proftpd[7] h (a[192.0.2.12]): FTP session opened.
    2026-03-01 10:00:00,200 h proftpd[7] h (a[192.0.2.12]): USER dirk: Login successful.
    2026-03-01 10:00:00,300 h proftpd[7] h (a[192.0.2.12]): FTP session closed.

    """
  private static let tlsLog = """
    2026-03-01 09:00:00,100 mod_tls/2.9.2[6]: TLS/TLS-C requested, starting TLS handshake

    """

  /// ProFTPD's logs tell where they name the protocol, or where a TLSLog is beside them and joined.
  @Test(arguments: [
    (["x.log": proFTPD("")], "\(inClear) connects-not-logged,port-not-logged"),
    (["x.log": proFTPD("7 ")], "\(inClear) port-not-logged"),
    (["x.log": proFTPD("7 ", protocol: " ftp")], "\(inClear) certain"),
    (["x.log": proFTPD("7 "), "s.log": systemLog], "\(inClear) port-not-logged"),
    (["x.log": proFTPD("7 ", protocol: " ftp"), "s.log": systemLog], "\(inClear) certain"),
    (["x.log": proFTPD("7 "), "s.log": systemLog, "t.log": tlsLog], "\(inClear) certain"),
    (["x.log": proFTPD(""), "t.log": tlsLog], "\(inClear) connects-not-logged,port-not-logged"),
    (
      ["x.log": proFTPD("7 ").replacing("TYPE I", with: "PROT P")],
      "dirk implicit P protected succeeded 0/1/0 port-not-logged"
    ),
    // Classes without SEC leave AUTH out.
    (
      ["x.log": proFTPD("7 ").replacing("TYPE I", with: "CWD /")],
      "dirk unknown - unknown succeeded 0/0/1 tls-not-logged"
    ),
    (
      ["x.log": proFTPD("").replacing("TYPE I", with: "CWD /")],
      "dirk unknown - unknown succeeded 0/0/1 connects-not-logged,auth-not-logged"
    ),
    (
      ["x.log": proFTPD("7 ").split(separator: "\n").suffix(1).joined() + "\n"],
      "dirk unknown - none none 0/0/1 tls-not-logged"
    ),
    // The session began before the log.
    (
      ["x.log": proFTPD("7 ").split(separator: "\n").suffix(2).joined(separator: "\n") + "\n"],
      "dirk unknown - unknown succeeded 0/0/1 begins-earlier"
    ),
  ])
  func extendedLog(_ files: [String: String], _ expected: String) async throws {
    let found = try await Analysed(files: files)
    #expect(found.words.contains(expected), "\(found.words)")
    let mustTell = expected.hasSuffix("port-not-logged")
    #expect(found.summary.advice.contains { $0.text.contains("--server-port") } == mustTell)
  }

  private static let fileZilla = """
    2026-03-01T11:20:00.400Z << [FTP Session 4 192.0.2.63] 220 hello
    2026-03-01T11:20:00.400Z >> [FTP Session 4 192.0.2.63] USER dirk
    2026-03-01T11:20:00.401Z << [FTP Session 4 192.0.2.63] 331 Please, specify the password.
    2026-03-01T11:20:00.402Z >> [FTP Session 4 192.0.2.63] PASS ****
    2026-03-01T11:20:00.501Z << [FTP Session 4 192.0.2.63 dirk] 230 Login successful.
    2026-03-01T11:20:01.501Z >> [FTP Session 4 192.0.2.63 dirk] RETR x
    2026-03-01T11:20:02.501Z << [FTP Session 4 192.0.2.63 dirk] 226 Operation successful

    """

  @Test(arguments: cases) func sessions(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words == example.expected)
  }

  /// The port that the user tells ends the doubt, whichever it is.
  @Test(arguments: [
    (UInt16(21), inClear), (990, "dirk implicit C protected succeeded 1/0/0"),
  ])
  func portOfTheUser(_ port: UInt16, _ expected: String) async throws {
    let found = try await Analysed(log: Self.login + Self.transfer) { $0.port = port }
    #expect(found.words == ["\(expected) certain"])
    #expect(found.summary.advice.isEmpty)
  }

  /// The summary names what would tell.
  @Test func advice() async throws {
    let advice = try await Analysed(log: Self.login + Self.transfer).summary.advice
    #expect(advice.map(\.sessions) == [1])
    #expect(advice.allSatisfy { $0.text.contains("debug_ssl=YES") })
    #expect(advice.allSatisfy { $0.text.contains("--server-port 21") })
  }
}
