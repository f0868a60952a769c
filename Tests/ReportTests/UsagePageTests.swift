import Bytes
import Foundation
import Records
import TestSupport
import Testing
import Usage

@testable import Report

@Suite struct UsagePageTests {
  private func page(_ summary: UsageSummary, title: String = "October") throws -> String {
    try UsagePage(summary: summary, title: title, generated: SampleSummary.time(31)).html()
  }

  @Test func nothingRunsAndNothingIsFetched() throws {
    for summary in UsageTerminalTests.samples {
      for title in ["October"] + SampleSummary.hostileNames {
        PageMarkup.expectInert(try page(summary, title: title))
        // A sample a title is enough for the rest of the titles.
        if summary.sources.isEmpty { continue } else { break }
      }
    }
  }

  @Test func policy() throws {
    let html = try page(SampleSummary.hostile)
    let head = try #require(html.firstRange(of: "<style>"))
    #expect(
      html[..<head.lowerBound].contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          + "style-src '\(PageStyle.hash)'; base-uri 'none'; form-action 'none'\">"))
    #expect(html.contains("<style>\(PageStyle.css)</style>"))
    #expect(html.components(separatedBy: "<style").count == 2)
    #expect(!PageStyle.css.contains("</") && !PageStyle.css.contains("\r"))
    #expect(!PageStyle.css.contains("@import") && !PageStyle.css.contains("http"))
  }

  @Test func hashIsTheStyleSheets() throws {
    let tool = "/usr/bin/openssl"
    let folder = try TemporaryFolder()
    let file = try folder.write(PageStyle.css, "page.css")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = ["dgst", "-sha256", "-binary", file]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let digest = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(digest.count == 32)
    #expect(
      PageStyle.hash == "sha256-" + digest.base64EncodedString(),
      "page.css changed: put this hash into PageStyle.swift")
  }

  @Test func hiddenCharactersAreShown() throws {
    let html = try page(SampleSummary.hostile, title: "\u{202E}<b>\u{1B}")
    PageMarkup.expectVisible(html)
    #expect(html.contains("<h1>\\u{202E}&lt;b&gt;\\x1B</h1>"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(html.contains("<bdi>{{css}}</bdi>"))
  }

  @Test func says() throws {
    let html = try page(SampleSummary.company)
    #expect(html.contains(UsageVerdict(SampleSummary.company).sentence))
    #expect(html.contains("<b>9 users</b> <span>on 7 clients from 2026-10-02 to 2026-10-31</span>"))
    #expect(html.contains("Clear <b>736</b> <span>21 %</span>"))
    #expect(html.contains("<title>2026-10-18: no session</title>"))
    #expect(html.contains("2026-10-01 to 2026-10-31 · 5 files, 94,795 lines"))
    for id in ["call-first", "refused", "advice", "everyone", "servers", "days", "files"] {
      #expect(html.contains("<section id=\"\(id)\">"), "\(id)")
    }
  }

  /// A zero stands only where it is known to be one.
  @Test func headlines() {
    func headlines(_ change: (inout UsageSummary) -> Void) -> [String] {
      var summary = SampleSummary.ready
      summary.totals = SampleSummary.counts(explicit: 120, implicit: 30)
      change(&summary)
      summary.days = [.init(day: SampleSummary.day0, counts: summary.totals)]
      return UsageHeadlines(summary).list.map { "\($0.value) | \($0.context)" }
    }
    #expect(
      headlines { _ in } == [
        "0 users | on 0 clients on 2026-10-01", "0 | of 1 who logged in", "0 | 0 % of 150",
        "150 | 120 explicit, 30 implicit", "0 | of 600 transfers",
      ])
    #expect(
      headlines {
        $0.totals = SampleSummary.counts(unknown: 72)
        $0.readiness.loginUsers = 0
      } == [
        "Not known | for 72 of 72 sessions on 2026-10-01", "Not known | for 72 of 72 sessions",
        "Not known | for 72 of 72 sessions", "Not known | for 72 of 72 sessions",
        "Not known | for 72 of 72 transfers",
      ])
    #expect(
      headlines { $0.totals = SampleSummary.counts(explicit: 3, unknown: 2) } == [
        "None seen | 2 of 5 sessions not known on 2026-10-01",
        "None seen | 2 of 5 sessions not known", "None seen | 2 of 5 sessions not known",
        "3 | 3 explicit, 0 implicit", "None seen | 2 of 14 transfers not known",
      ])
    #expect(
      headlines {
        $0.totals = SampleSummary.counts(clear: 3, unknown: 2)
        ($0.readiness.lockedOutSessions, $0.readiness.lockedOutClients) = (3, 1)
        ($0.readiness.loginUsers, $0.readiness.clearUsers) = (0, 0)
      } == [
        "3 sessions | on 1 client on 2026-10-01", "Not known | for 3 of 5 sessions",
        "3 | 60 % of 5, 2 not known", "None seen | 2 of 5 sessions not known",
        "9 | of 11 transfers, 2 not known",
      ])
    #expect(
      headlines { $0.isStopped = true } == [
        "None seen | as far as the logs were read on 2026-10-01",
        "None seen | as far as the logs were read", "None seen | as far as the logs were read",
        "150 | 120 explicit, 30 implicit", "None seen | as far as the logs were read",
      ])
  }

  @Test func largeTablesAreCut() throws {
    let html = try page(SampleSummary.large)
    #expect(html.contains("1,074 more rows in the JSON"))
    #expect(html.components(separatedBy: "<tr>").count < 800)
    #expect(html.utf8.count < 2_000_000)
  }

  @Test func emptyPage() throws {
    let html = try page(UsageSummary())
    #expect(html.contains("No log was read."))
    #expect(!html.contains("<table>") && !html.contains("class=\"chart\""))
  }

  @Test func chartAddsUp() throws {
    for summary in [SampleSummary.company, SampleSummary.large] {
      for maximum in [1, 10, 52, 100, 5000] {
        let bins = DayBins(summary, maximum: maximum)
        #expect(bins.bins.count <= maximum)
        var sum = UsageCounts()
        for bin in bins.bins { sum.add(bin.counts) }
        #expect(sum == summary.totals)
      }
      let chart = try #require(PageChart(summary))
      for bar in chart.bars {
        let tall = bar.segments.compactMap { Double($0.tall) }.reduce(0, +)
        #expect(tall <= 221)
      }
    }
    #expect(DayBins(SampleSummary.large, maximum: 100).unit == "28 days")
  }
}
