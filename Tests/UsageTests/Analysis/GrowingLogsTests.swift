import Records
import Testing

@testable import Usage

/// Logs that grow between runs that go on from one another's state: it comes out as if they were
/// read at once, wherever a run ended.
@Suite struct GrowingLogsTests {
  /// A day's log that is there from the first run on, and the next day's, which grows.
  struct Days: CustomTestStringConvertible {
    var testDescription: String
    var first: (name: String, lines: [String])
    var second: (name: String, lines: [String])
  }

  private static let fields =
    "date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status "
    + "sc-substatus x-session x-fullpath"
  private static let head = "#Software: Microsoft Internet Information Services 10.0"
  private static let otherFields = fields.replacing(" c-ip ", with: " c-ip c-port ")

  private static func iis(
    _ day: Int, _ fields: String, _ client: String, _ events: [String]
  ) -> [String] {
    let guid = "0000000\(day)-1111-4111-8111-111111111111"
    return [head, "#Fields: \(fields)"]
      + events.enumerated().map { second, event in
        "2026-10-0\(day) 08:00:0\(second) \(client) - 10.0.0.1 21 \(event) 0 0 \(guid) -"
      }
  }

  private static func pureFTPd(_ day: Int, _ events: [String]) -> [String] {
    events.enumerated().map { second, event in
      "Oct  \(day) 08:00:0\(second) ns1 pure-ftpd: \(event)"
    }
  }

  static let days = [
    Days(
      testDescription: "IIS, whose columns change",
      first: (
        "u_ex261001.log",
        iis(
          1, fields, "192.0.2.9",
          [
            "ControlChannelOpened - -", "AUTH TLS 234", "USER anna 331", "PASS *** 230",
            "ControlChannelClosed - -",
          ])
      ),
      second: (
        "u_ex261002.log",
        iis(
          2, otherFields, "192.0.2.8 4000",
          [
            "ControlChannelOpened - -", "USER bob 331", "PASS *** 230", "STOR /a 226",
            "ControlChannelClosed - -",
          ])
      )),
    Days(
      testDescription: "Pure-FTPd",
      first: (
        "pureftpd.log-20261001",
        pureFTPd(
          1,
          [
            "(?@192.0.2.9) [INFO] New connection from 192.0.2.9",
            "(?@192.0.2.9) [INFO] TLS: Enabled TLSv1.3 with TLS_AES_256_GCM_SHA384, 256 secret bits "
              + "cipher.", "(?@192.0.2.9) [INFO] anna is now logged in",
            "(anna@192.0.2.9) [INFO] Logout.",
          ])
      ),
      second: (
        "pureftpd.log-20261002",
        pureFTPd(
          2,
          [
            "(?@192.0.2.8) [INFO] New connection from 192.0.2.8",
            "(?@192.0.2.8) [INFO] bob is now logged in",
            "(bob@192.0.2.8) [NOTICE] /home/bob//x.csv uploaded  (913 bytes, 12.34KB/sec)",
            "(bob@192.0.2.8) [INFO] Logout.",
          ])
      )),
    Days(
      testDescription: "FileZilla Server 1.x",
      first: (
        "filezilla-server.1.log",
        [
          "2026-10-01T08:00:00.000Z == [FTP Server] Listening on 0.0.0.0:21.",
          "2026-10-01T08:00:01.000Z DD [FTP Session 1 192.0.2.9] Session 0x1 with ID 1 created.",
          "2026-10-01T08:00:01.100Z << [FTP Session 1 192.0.2.9] 220 FileZilla Server 1.8.0",
          "2026-10-01T08:00:02.000Z >> [FTP Session 1 192.0.2.9] QUIT",
          "2026-10-01T08:00:02.100Z << [FTP Session 1 192.0.2.9] 221 Goodbye.",
          "2026-10-01T08:00:02.200Z DD [FTP Session 1 192.0.2.9] Session 0x1 with ID 1 destroyed.",
        ]
      ),
      second: (
        "filezilla-server.log",
        [
          "2026-10-02T08:00:01.000Z DD [FTP Session 2 192.0.2.8] Session 0x2 with ID 2 created.",
          "2026-10-02T08:00:01.100Z << [FTP Session 2 192.0.2.8] 220 FileZilla Server 1.8.0",
          "2026-10-02T08:00:02.000Z >> [FTP Session 2 192.0.2.8] USER bob",
          "2026-10-02T08:00:02.100Z << [FTP Session 2 192.0.2.8] 331 Please, specify the password.",
          "2026-10-02T08:00:03.000Z >> [FTP Session 2 192.0.2.8] PASS ****",
          "2026-10-02T08:00:03.100Z << [FTP Session 2 192.0.2.8 bob] 230 Login successful.",
          "2026-10-02T08:00:04.000Z >> [FTP Session 2 192.0.2.8 bob] QUIT",
          "2026-10-02T08:00:04.100Z << [FTP Session 2 192.0.2.8 bob] 221 Goodbye.",
        ]
      )),
  ]

  @Test(arguments: days) func asIfReadAtOnce(_ days: Days) async throws {
    let folder = try LogFolder()
    func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
    let first = [days.first.name: text(days.first.lines)]
    let whole = first.merging([days.second.name: text(days.second.lines)]) { $1 }
    try folder.hold(whole)
    let expected = try await folder.analyse().summary.totals
    #expect(expected.sessions == 2)
    for cut in 1..<days.second.lines.count {
      let part = [days.second.name: text(Array(days.second.lines[..<cut]))]
      var state = LogState()
      var summary: UsageSummary?
      for files in [first, first.merging(part) { $1 }, whole] {
        try folder.hold(files)
        (summary, state) = try await folder.run(from: state) { $0.year = 2026 }
        #expect(summary?.malformedLines.isEmpty == true)
      }
      #expect(summary?.totals == expected, "a run ended before line \(cut + 1)")
    }
  }
}
