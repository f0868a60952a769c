import Bytes
import Foundation
import Records
import Store
import TestSupport
import Testing

@testable import Report

/// What is shown of attacks: charts, tables, lists.
@Suite struct AttackViewsTests {
  private func event(_ number: Int, _ time: String, _ source: Int, _ rest: String) -> String {
    #"{"record":"event","id":"\#(number)","time":"\#(time)","sensor":"s","session":"\#(number)","#
      + #""source":{"ip":"198.51.100.\#(source)"},"listener":{"ip":"192.0.2.1","port":21,"#
      + #""mode":"explicit"},\#(rest)}"#
  }

  private func connections(_ times: [(time: String, source: Int)]) -> [String] {
    times.enumerated().map { event($0, $1.time, $1.source, #""type":"connect""#) }
  }

  private func withStore<Result>(
    _ lines: [String], _ body: (SQLiteStore) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path("a.db"), .write)
    defer { store.close() }
    try store.insert(
      try lines.map { try #require(Array($0.utf8).withSlice { Record(line: $0) }, "\($0)") })
    return try body(store)
  }

  private func findings(_ lines: [String]) throws -> AttackFindings {
    try withStore(lines) { try #require(try AttackFindings($0, "")) }
  }

  private func day(_ index: Int) -> String {
    let first = CalendarDay(year: 2026, month: 1, day: 1)
    return CalendarDay(number: first.number + Int32(index)).text
  }

  /// All of the time is in the chart, and what its legend counts is in its bars.
  @Test(arguments: [(3, "hour", 49), (5, "day", 5), (100, "day", 100), (325, "week", 47)])
  func chart(_ days: Int, _ unit: String, _ bars: Int) throws {
    let times = (0..<days).flatMap { index in
      [0, index % 7].map { (time: day(index) + "T00:00:00Z", source: $0) }
    }
    let found = try findings(connections(times))
    #expect(found.charted.unit == unit && found.charted.bins.count == bars)
    #expect(found.charted.bins.map(\.all.total).reduce(0, +) == 2 * days)
    #expect(found.charted.sources == min(7, days))
    let chart = try #require(PageChart(found.charted))
    #expect(chart.chartHeading == "Connections per \(unit)")
    #expect(chart.legend.map(\.sum) == ["\(min(7, days))", "\(2 * days)"])
    if unit == "week" {
      // The same sources come every day: a week's are no sum of its days'.
      #expect(found.charted.bins[1].all.unique == 7)
      #expect(found.charted.bins[1].name == "2026-01-08 to 2026-01-14")
      #expect(found.charted.bins[46].name == "2026-11-19 to 2026-11-21")
      #expect(chart.bars[1].tip == "2026-01-08 to 2026-01-14: 14 from 7 sources")
    }
  }

  /// A few that stand apart are left out; more of them are not, and silence takes one line.
  @Test(arguments: [(13, 1, 1, true), (34, 2, 1, true), (500, 2, 1, true), (10, 9, 3, false)])
  func silence(_ now: Int, _ before: Int, _ rows: Int, _ isLeftOut: Bool) throws {
    let times =
      (0..<now).map { (time: "2026-11-20T10:00:00Z", source: $0 % 200) }
      + (0..<before).map { (time: "1970-01-01T00:00:00Z", source: $0) }
    try withStore(connections(times)) { store in
      let timeline = try #require(
        try Timeline(store, "", window: .init(), unit: nil, by: nil))
      let text = TimelineTerminal(timeline, rows: 5, width: 80, colour: false).text()
      let days = text.split(separator: "\n").filter {
        $0.hasPrefix("  1970-") || $0.hasPrefix("  2026-") || $0.hasPrefix("  … ")
      }
      #expect(days.count == rows, "\(text)")
      #expect(text.contains("  … 20,776 days") == !isLeftOut)
      #expect(text.contains("Not shown: \(before) before 2026-11-20.") == isLeftOut)
      let shown = timeline.findings.charted.bins.map(\.all.total).reduce(0, +)
      #expect(shown == (isLeftOut ? now : now + before))
    }
  }

  /// Those that stand apart are left out at either end, though what is left has long silences.
  @Test func strays() {
    func words(_ totals: [(String, Int)]) -> String? {
      AttackFindings.withoutStrays(
        totals.map { AttackFindings.Step(time: $0.0, total: $0.1, unique: 1) }
      ).words
    }
    let years = [("2025-11-20", 22), ("2026-11-20", 14)]
    #expect(words(years) == nil)
    #expect(
      words([("1970-01-01", 1)] + years)
        == "Not shown: 1 before 2025-11-20. A sensor’s clock may have been wrong.")
    #expect(
      words([("1970-01-01", 1)] + years + [("2030-01-01", 2)])
        == "Not shown: 1 before 2025-11-20, 2 after 2026-11-20. "
        + "A sensor’s clock may have been wrong.")
    #expect(words([("1970-01-01", 30)] + years) == nil)
  }

  /// What a client leaves empty is known.
  @Test func emptyPassword() throws {
    let login = #""type":"login","login":{"user":"ftp","password":"","accepted":false}"#
    let found = try findings([event(1, "2026-11-20T10:00:00Z", 1, login)])
    var json = JSONWriter()
    json.object { Optional(found).writeLists(to: &$0) }
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(
      text.contains(#""credentials":[{"user":"ftp","password":"","count":1}]"#), "\(text)")
    #expect(found.namedCredentials.map(\.detail) == ["(empty)"])
  }

  /// Neither the length of a name nor its writing takes the password out of its column.
  @Test(arguments: [
    "مرحبا", String(repeating: "x", count: 2000), "a" + String(repeating: "\u{335}", count: 30),
  ])
  func credentials(_ user: String) throws {
    let login = #""type":"login","login":{"user":"\#(user)","password":"سر","accepted":false}"#
    let html = try withStore([event(1, "2026-11-20T10:00:00Z", 1, login)]) { store in
      try ReportPage(
        try ExposureReport(
          store,
          .init(
            survey: "", title: "a", generated: Timestamp(milliseconds: 1_795_514_400_000),
            advisories: "2026-11-24"))
      ).html()
    }
    let shown = EscapedText(user).truncated(to: 80)
    let password = "<td class=\"text\" title=\"سر\"><bdi>سر</bdi></td>"
    #expect(html.contains("><bdi>\(shown)</bdi></th>\(password)"))
  }
}
