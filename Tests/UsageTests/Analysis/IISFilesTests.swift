import Bytes
import Foundation
import Records
import Testing

@testable import Usage

/// IIS's files: headers, dates, line ends, and lines that are not whole.
@Suite struct IISFilesTests {
  private static let clear = "bob clear - clear succeeded 0/0/0 certain"

  private static let cases: [LogCase] = [
    LogCase(
      "#Fields changes in mid-file",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:01 - 21 AUTH TLS 234 0 a
      #Fields: x-session sc-status cs-method s-port time date c-ip cs-uri-stem
      \(IISShorthand.session("a")) 200 PROT 21 10:00:02 2026-10-01 192.0.2.7 P
      \(IISShorthand.session("a")) 331 USER 21 10:00:03 2026-10-01 192.0.2.7 bob
      \(IISShorthand.session("a")) 230 PASS 21 10:00:04 2026-10-01 192.0.2.7 ***
      \(IISShorthand.session("a")) 226 LIST 21 10:00:05 2026-10-01 192.0.2.7 -
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "no header, IIS 7 and later",
      """
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:01 - 21 AUTH TLS 234 0 a
      10:00:03 - 21 USER bob 331 0 a
      10:00:04 bob 21 PASS *** 230 0 a
      """, ["bob explicit C protected succeeded 0/0/0 certain"]),
    LogCase(
      "a header without #Fields:",
      """
      date time c-ip cs-method cs-uri-stem sc-status x-session
      2026-10-01 10:00:00 192.0.2.7 ControlChannelOpened - - \(IISShorthand.session("a"))
      2026-10-01 10:00:00 192.0.2.7 USER bob 331 \(IISShorthand.session("a"))
      2026-10-01 10:00:00 192.0.2.7 PASS *** 230 \(IISShorthand.session("a"))
      """, ["bob clear - clear succeeded 0/0/0 port-not-logged"]),
    LogCase(
      "IIS 4: numbers used again, sent and created are transfers",
      """
      #Software: Microsoft Internet Information Server 4.0
      #Date: 2000-10-09 16:44:49
      #Fields: time c-ip cs-method cs-uri-stem sc-status
      16:44:49 192.0.2.7 [2]USER bob 331
      16:44:49 192.0.2.7 [2]PASS - 230
      16:44:50 192.0.2.7 [2]sent /a 226
      16:44:51 192.0.2.7 [2]created b 226
      16:44:52 192.0.2.7 [2]appended b 226
      16:48:05 192.0.2.7 [2]QUIT - 226
      #Software: Microsoft Internet Information Server 4.0
      #Date: 2000-10-10 16:44:49
      #Fields: time c-ip cs-method cs-uri-stem sc-status
      16:44:49 192.0.2.7 [2]USER eve 331
      16:44:49 192.0.2.7 [2]PASS - 530
      16:44:50 192.0.2.7 [2]closed - 421
      """,
      ["bob clear - clear succeeded 3/0/0 certain", "eve clear - clear failed 0/0/0 certain"]),
    LogCase(
      "IIS 5: interleaved numbers of one address",
      """
      #Date: 2004-12-30 11:24:41
      #Fields: time c-ip cs-method cs-uri-stem sc-status sc-win32-status
      11:24:41 192.0.2.7 [12]USER bob 331 0
      11:24:41 192.0.2.7 [13]USER eve 331 0
      11:24:41 192.0.2.7 [12]PASS - 230 0
      11:24:41 192.0.2.7 [13]PASS - 530 1326
      11:24:42 192.0.2.7 [12]sent /x 226 0
      """, ["bob clear - clear succeeded 1/0/0 certain", "eve clear - clear failed 0/0/0 certain"]),
    LogCase(
      "channel events are told from a verb by case",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:01 - 21 USER bob 331 0 a
      10:00:01 bob 21 PASS *** 230 0 a
      10:00:01 - 21 ControlChannelClosed - - 0 a
      10:00:02 - 21 ControlChannelOpened - - 0 b
      10:00:02 - 21 ControlChannelClosed - - 0 b
      """, [clear, "- none - none none 0/0/0 certain"]),
    LogCase(
      "HTTP's blocks are passed over",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:01 - 21 USER bob 331 0 a
      #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status
      2026-10-01 10:00:01 198.51.100.1 GET /index.html - 80 - 192.0.2.9 200
      2026-10-01 10:00:01 198.51.100.1 POST /x - 80 - 192.0.2.9 404
      #F
      10:00:02 bob 21 PASS *** 230 0 a
      """, [clear]),
    LogCase(
      "a last line that is half written",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:01 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      2026-10-01 10:00:03 192.0.2.7 bob 198.51.100.1 21 STOR
      """, [clear]),
    LogCase(
      "lines out of order within a buffer",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:04 bob 21 PASS *** 230 0 a
      10:00:05 bob 21 STOR x 226 0 a
      10:00:01 - 21 AUTH TLS 234 0 a
      10:00:03 - 21 USER bob 331 0 a
      10:00:02 - 21 PROT P 200 0 a
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "a connect that is written after the first command",
      """
      #F
      10:00:01 - 21 USER bob 331 0 a
      10:00:01 - 21 ControlChannelOpened - - 0 a
      10:00:01 bob 21 PASS *** 230 0 a
      """, [clear]),
    LogCase(
      "sessions without the client's address",
      """
      #Fields: date time cs-username s-port cs-method cs-uri-stem sc-status x-session
      2026-10-01 10:00:00 - 21 ControlChannelOpened - - \(IISShorthand.session("a"))
      2026-10-01 10:00:00 - 21 ControlChannelOpened - - \(IISShorthand.session("b"))
      2026-10-01 10:00:01 - 21 AUTH TLS 234 \(IISShorthand.session("b"))
      2026-10-01 10:00:02 - 21 USER bob 331 \(IISShorthand.session("a"))
      2026-10-01 10:00:02 - 21 USER eve 331 \(IISShorthand.session("b"))
      2026-10-01 10:00:03 bob 21 PASS *** 230 \(IISShorthand.session("a"))
      2026-10-01 10:00:03 eve 21 PASS *** 230 \(IISShorthand.session("b"))
      """, [clear, "eve explicit C protected succeeded 0/0/0 certain"]),
  ]

  /// Lines of FTP under a header that lacks what tells sessions are not passed over as if they were
  /// another's.
  @Test(arguments: [
    ("date time s-ip s-port cs-method cs-uri-stem sc-status", "c-ip"),
    ("date time c-ip s-ip cs-method cs-uri-stem x-session", "sc-status"),
    ("date c-ip s-ip s-port cs-method cs-uri-stem sc-status", "time"),
  ])
  func missingField(_ fields: String, _ name: String) async throws {
    let values = [
      "date": "2026-10-01", "time": "10:00:00", "c-ip": "192.0.2.7", "s-ip": "192.0.2.1",
      "s-port": "21", "cs-method": "USER", "cs-uri-stem": "bob", "sc-status": "331",
      "x-session": IISShorthand.session("a"),
    ]
    let line = fields.split(separator: " ").compactMap { values[String($0)] }
    let found = try await Analysed(
      log: "#Fields: \(fields)\n\(line.joined(separator: " "))\n")
    #expect(found.words == [])
    let reason = try #require(found.summary.malformedLines.first?.reason)
    #expect(reason.hasPrefix("a field is missing: select ") && reason.contains("(\(name))"))
  }

  @Test(arguments: cases) func files(_ example: LogCase) async throws {
    let found = try await Analysed(log: IISShorthand.log(example.log))
    #expect(found.words == example.expected)
  }

  private static let session = IISShorthand.log(
    """
    #F
    10:00:00 - 21 ControlChannelOpened - - 0 a
    10:00:01 - 21 USER bob 331 0 a
    10:00:02 bob 21 PASS *** 230 0 a
    """)

  @Test func carriageReturns() async throws {
    let log = Self.session.replacing("\n", with: "\r\n")
    #expect(try await Analysed(log: log).words == [Self.clear])
  }

  @Test func byteOrderMark() async throws {
    let found = try await Analysed(log: "\u{FEFF}" + Self.session)
    #expect(found.words == [Self.clear])
    #expect(found.summary.sources.first?.malformed == 0)
  }

  @Test func noLastLineEnd() async throws {
    #expect(try await Analysed(log: String(Self.session.dropLast())).words == [Self.clear])
  }

  /// A name in an ANSI code page is no UTF-8: it stays what it is and is shown escaped.
  @Test func namesInANSI() async throws {
    let folder = try LogFolder()
    var data = Data(Self.session.replacing("bob", with: "b~b").utf8)
    for index in data.indices where data[index] == 0x7E { data[index] = 0xF6 }
    try folder.hold(["x.log": data])
    #expect(try await folder.analyse().sessions.map(\.user) == ["b\\xF6b"])
    let umlaut = try await Analysed(log: Self.session.replacing("bob", with: "böb"))
    #expect(umlaut.sessions.map(\.user) == ["böb"])
  }

  @Test func countsWhatItPassesOver() async throws {
    let found = try await Analysed(log: IISShorthand.log(Self.cases[6].log))
    let source = try #require(found.summary.sources.first)
    #expect(source.skipped == 2)
    #expect(source.malformed == 0)
    #expect(source.lines == 8)
    let half = try await Analysed(log: IISShorthand.log(Self.cases[7].log)).summary
    #expect(half.sources.first?.malformed == 1)
    #expect(half.malformedLines.map(\.line) == [5])
  }

  /// `#Date` dates lines that have only a time; a time far below the last is past midnight.
  @Test func midnight() async throws {
    let log = """
      #Software: Microsoft Internet Information Services 5.0
      #Date: 2026-10-01 23:50:00
      #Fields: time c-ip cs-method cs-uri-stem sc-status
      23:59:58 192.0.2.7 [1]USER bob 331
      23:59:59 192.0.2.7 [1]PASS - 230
      00:00:01 192.0.2.7 [1]sent /a 226
      23:59:59 192.0.2.7 [1]sent /b 226
      00:10:00 192.0.2.8 [2]USER eve 331
      00:10:00 192.0.2.8 [2]PASS - 230

      """
    let found = try await Analysed(log: log)
    #expect(
      found.sessions.map { "\($0.user ?? "") \($0.start?.rfc3339 ?? "") \($0.end?.rfc3339 ?? "")" }
        == [
          "bob 2026-10-01T23:59:58Z 2026-10-02T00:00:01Z",
          "eve 2026-10-02T00:10:00Z 2026-10-02T00:10:00Z",
        ])
    #expect(found.words.first == "bob clear - clear succeeded 2/0/0 certain")
  }

  /// The file's name dates lines where no header does; without either there is no date.
  @Test(arguments: [("ex261001.log", "2026-10-01T10:00:00Z"), ("ftp.log", "-")])
  func dateOfTheName(_ name: String, _ start: String) async throws {
    let log = "10:00:00 192.0.2.7 [1]USER bob 331 0\n10:00:01 192.0.2.7 [1]PASS - 230 0\n"
    let found = try await Analysed(log: log, name: name)
    #expect(found.sessions.map { $0.start?.rfc3339 ?? "-" } == [start])
    #expect(found.sessions.map(\.login) == [.succeeded])
  }
}
