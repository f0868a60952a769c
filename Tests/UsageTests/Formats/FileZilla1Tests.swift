import Records
import Testing

@testable import Usage

@Suite struct FileZilla1Tests {
  @Test func explicitSession() {
    let table = eventTable(
      FileZilla1.format,
      #"""
      2025-01-20T14:25:00.000Z == ===== FileZilla Server 1.9.4 new logging started =====
      2025-01-20T14:25:00.001Z == [FTP Server] Listening on 0.0.0.0:21.
      2025-01-20T14:25:00.001Z == [Administration Server] Listening on 127.0.0.1:14148.
      2025-01-20T14:25:32.946Z DI [FTP Session 725 192.0.2.8] Session 0x5ac8b8375720 with ID 725 created.
      2025-01-20T14:25:32.947Z << [FTP Session 725 192.0.2.8] 220-FileZilla Server 1.9.4
      2025-01-20T14:25:32.947Z << [FTP Session 725 192.0.2.8] 220 Please visit https://filezilla-project.org/
      2025-01-20T14:25:33.025Z >> [FTP Session 725 192.0.2.8] AUTH TLS
      2025-01-20T14:25:33.027Z << [FTP Session 725 192.0.2.8] 234 Using authentication type TLS.
      2025-01-20T14:25:33.030Z >> [FTP Session 725 192.0.2.8] USER otto the first
      2025-01-20T14:25:33.031Z << [FTP Session 725 192.0.2.8] 331 Please, specify the password.
      2025-01-20T14:25:33.032Z >> [FTP Session 725 192.0.2.8] pass secret
      2025-01-20T14:25:33.033Z << [FTP Session 725 192.0.2.8 otto the first] 230 Login successful.
      2025-01-20T14:25:33.040Z << [FTP Session 725 192.0.2.8 otto the first] 211-Features:
      2025-01-20T14:25:33.040Z << [FTP Session 725 192.0.2.8 otto the first]  230 MDTM
      2025-01-20T14:25:33.040Z << [FTP Session 725 192.0.2.8 otto the first] 211 End
      2025-01-20T14:25:34.000Z DI [FTP Session 725 192.0.2.8 otto the first] Session 0x5ac8b8375720 with ID 725 destroyed.
      """#)
    #expect(
      table == [
        "skipped",
        "2025-01-20T14:25:32.946Z opened client=192.0.2.8 server=:21",
        "2025-01-20T14:25:32.947Z replied 220 client=192.0.2.8",
        "2025-01-20T14:25:33.025Z asked AUTH TLS client=192.0.2.8",
        "2025-01-20T14:25:33.027Z replied 234 client=192.0.2.8",
        "2025-01-20T14:25:33.030Z asked USER otto the first client=192.0.2.8",
        "2025-01-20T14:25:33.031Z replied 331 client=192.0.2.8",
        "2025-01-20T14:25:33.032Z asked PASS client=192.0.2.8",
        "2025-01-20T14:25:33.033Z replied 230 client=192.0.2.8 user=otto the first",
        "2025-01-20T14:25:33.040Z replied 211 client=192.0.2.8 user=otto the first",
        "2025-01-20T14:25:34Z closed client=192.0.2.8 user=otto the first",
      ])
  }

  @Test func greetingBegins() {
    let table = eventTable(
      FileZilla1.format,
      #"""
      2025-01-20T14:25:32.947Z << [FTP Session 1 ::ffff:192.0.2.8] 220-Hello
      2025-01-20T14:25:32.947Z << [FTP Session 1 ::ffff:192.0.2.8] 220 there
      2025-01-20T14:25:33.025Z >> [FTP Session 1 ::ffff:192.0.2.8] USER bob
      2025-01-20T14:25:33.027Z << [FTP Session 1 ::ffff:192.0.2.8] 503 Use AUTH first.
      2025-01-20T14:25:34.025Z >> [FTP Session 1 ::ffff:192.0.2.8] AUTH TLS
      2025-01-20T14:25:34.026Z << [FTP Session 1 ::ffff:192.0.2.8] 234 Using authentication type TLS.
      2025-01-20T14:25:34.027Z !! [FTP Session 1 ::ffff:192.0.2.8] Failed securing control connection. Reason: x
      2025-01-20T14:25:34.028Z !! [FTP Session 1 ::ffff:192.0.2.8] Control channel closed with error from source 0. Reason: x
      """#, context: ReaderContext())
    #expect(
      table == [
        "2025-01-20T14:25:32.947Z opened client=192.0.2.8",
        "2025-01-20T14:25:33.025Z asked USER bob client=192.0.2.8",
        "2025-01-20T14:25:33.027Z replied 503 client=192.0.2.8",
        "2025-01-20T14:25:34.025Z asked AUTH TLS client=192.0.2.8",
        "2025-01-20T14:25:34.026Z replied 234 client=192.0.2.8",
        "2025-01-20T14:25:34.027Z handshakeFailed client=192.0.2.8 "
          + "refused: the TLS handshake failed start=implicit may-begin",
        "2025-01-20T14:25:34.028Z closed client=192.0.2.8",
      ])
  }

  /// At the default level no line names the handshake.
  @Test(arguments: [
    (
      [
        "<< [FTP Session 3 192.0.2.7] 220 hi", ">> [FTP Session 3 192.0.2.7] AUTH TLS",
        "<< [FTP Session 3 192.0.2.7] 234 Using authentication type TLS.",
        "!! [FTP Session 3 192.0.2.7] GnuTLS error -87 in gnutls_handshake: No cipher suites.",
        "!! [FTP Session 3 192.0.2.7] Control channel closed with error from source 0.",
      ], ["none C none none 0/0/0 certain [AUTH 234: the TLS handshake failed]"]
    ),
    (
      [
        "!! [FTP Session 3 192.0.2.7] GnuTLS error -15: An unexpected TLS packet was received.",
        "!! [FTP Session 3 192.0.2.7] Control channel closed with error from source 0.",
      ], ["none P none none 0/0/0 certain [? 0: the TLS handshake failed]"]
    ),
    // A data channel's.
    (
      [
        "<< [FTP Session 3 192.0.2.7] 220 hi", ">> [FTP Session 3 192.0.2.7] AUTH TLS",
        "<< [FTP Session 3 192.0.2.7] 234 Using authentication type TLS.",
        ">> [FTP Session 3 192.0.2.7] USER bob", "<< [FTP Session 3 192.0.2.7] 331 pw",
        ">> [FTP Session 3 192.0.2.7] PASS ****", "<< [FTP Session 3 192.0.2.7 bob] 230 hi",
        "!! [FTP Session 3 192.0.2.7 bob] GnuTLS error -15 in gnutls_handshake: x",
      ], ["explicit C protected succeeded 0/0/0 certain"]
    ),
    // The client is gone without a word, after the handshake.
    (
      [
        "<< [FTP Session 3 192.0.2.7] 220 hi", ">> [FTP Session 3 192.0.2.7] AUTH TLS",
        "<< [FTP Session 3 192.0.2.7] 234 Using authentication type TLS.",
        "!! [FTP Session 3 192.0.2.7] GnuTLS error -110 in gnutls_record_recv: x",
      ], ["none C none none 0/0/0 certain"]
    ),
  ])
  func handshakeFails(_ lines: [String], _ expected: [String]) async throws {
    let log = lines.map { "2026-10-05T06:14:01.120Z \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.sessions.map(\.verdict) == expected)
  }

  /// PROT is sent by no client that negotiates protected data otherwise, and no file crosses in
  /// clear under TLS.
  @Test(arguments: [
    (["AUTH TLS", "234 Using authentication type TLS."], "explicit P protected succeeded 0/1/0"),
    (
      [
        "AUTH TLS", "234 Using authentication type TLS.", "PROT C", "200 Protection level set to C",
      ], "explicit P protected succeeded 0/1/0"
    ),
    ([], "clear - clear succeeded 1/0/0"),
  ])
  func dataUnderTLS(_ before: [String], _ expected: String) async throws {
    let dialogue =
      ["220 hi"] + before + [
        "USER bob", "331 Please, specify the password.", "PASS ****", "230 Login successful.",
        "RETR x", "150 About to start data transfer.", "226 Operation successful",
      ]
    let log = dialogue.map { text in
      let mark = text.first?.isNumber == true ? "<<" : ">>"
      return "2026-10-05T06:14:01.120Z \(mark) [FTP Session 3 192.0.2.7] \(text)\n"
    }.joined()
    let said = try await Analysed(log: log) { $0.port = 21 }.sessions.map(\.verdict)
    #expect(said == ["\(expected) certain"])
  }

  /// The name of a user stands in the brackets before the text, and may hold brackets itself.
  @Test(arguments: ["sales [EU]", "a] b", "[x] ", "a] RET", "]"])
  func bracketsInNames(_ user: String) async throws {
    let log = [
      "<< [FTP Session 1 192.0.2.5] 220 hi",
      ">> [FTP Session 1 192.0.2.5] USER \(user)",
      "<< [FTP Session 1 192.0.2.5] 331 Please, specify the password.",
      ">> [FTP Session 1 192.0.2.5] PASS ****",
      "<< [FTP Session 1 192.0.2.5 \(user)] 230 Login successful.",
      "<< [FTP Session 1 192.0.2.5 \(user)] 211-Features:",
      "<< [FTP Session 1 192.0.2.5 \(user)]  MDTM",
      "<< [FTP Session 1 192.0.2.5 \(user)] 211 End",
      ">> [FTP Session 1 192.0.2.5 \(user)] STOR a [1] SIZE",
      "<< [FTP Session 1 192.0.2.5 \(user)] 150 About to start data transfer.",
      "<< [FTP Session 1 192.0.2.5 \(user)] 226 Operation successful",
      "!! [FTP Session 1 192.0.2.5 \(user)] Control channel closed with error from source 0.",
    ].map { "2026-10-05T06:14:01.120Z \($0)\n" }.joined()
    let analysed = try await Analysed(log: log) { $0.port = 21 }
    #expect(analysed.sessions.map(\.verdict) == ["clear - clear succeeded 1/0/0 certain"])
    #expect(analysed.sessions.map(\.user) == [user])
    #expect(analysed.summary.malformedLines.isEmpty)
  }

  /// Lines that are not timestamped, as they are and in syslog.
  @Test(arguments: [
    "", "Oct  1 04:00:02 host filezilla-server[77]: ", "<14>1 2026-10-01T04:00:02Z host fz 77 - - ",
  ])
  func withoutTimes(_ head: String) async throws {
    let lines = [
      "== ===== FileZilla Server 1.9.4 new logging started =====",
      "== [FTP Server] Listening on 0.0.0.0:2121.", "<< [FTP Session 1 192.0.2.7] 220 hi",
      ">> [FTP Session 1 192.0.2.7] USER bob", "<< [FTP Session 1 192.0.2.7] 331 pw",
      ">> [FTP Session 1 192.0.2.7] PASS ****", "<< [FTP Session 1 192.0.2.7 bob] 230 in",
      ">> [FTP Session 1 192.0.2.7 bob] RETR a", "<< [FTP Session 1 192.0.2.7 bob] 226 sent",
    ]
    let found = try await Analysed(log: lines.map { "\(head)\($0)\n" }.joined())
    #expect(found.words == ["bob clear - clear succeeded 1/0/0 certain"])
    #expect(found.sessions.map { $0.start == nil } == [head.isEmpty])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  @Test func hostile() {
    let table = eventTable(
      FileZilla1.format,
      #"""
      2025-01-20T14:25:33.025Z >> [FTP Session x 192.0.2.8] USER bob
      2025-01-20T14:25:33.025Z >> [FTP Session 1
      2025-01-20T14:25:33.025Z ?? [FTP Session 1 192.0.2.8] USER bob
      2025-01-20T14:25:33.025Z
      2025-01-20T14:25:33.025Z >> [FTP Session 1 192.0.2.8] 
      """#)
    #expect(
      table == [
        #"malformed("the session\'s number or address is not there")"#,
        "foreign",
        "foreign",
        "foreign",
      ])
  }
}
