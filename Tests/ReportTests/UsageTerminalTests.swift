import Bytes
import Report
import Testing

@testable import Usage

@Suite struct UsageTerminalTests {
  static let samples = [
    SampleSummary.company, SampleSummary.hostile, SampleSummary.large, SampleSummary.silent,
    SampleSummary.ready, UsageSummary(),
  ]

  private func view(_ summary: UsageSummary, by table: UsageTable? = nil) -> String {
    UsageTerminal(summary: summary, width: 80, colour: false, by: table).text()
  }

  @Test(arguments: [10, 60, 80, 97, 120, 200, 500])
  func everyLineFits(_ width: Int) {
    for summary in Self.samples {
      for table in [nil] + UsageTable.allCases.map(Optional.some) {
        let view = UsageTerminal(summary: summary, width: width, colour: false, by: table)
        let text = view.text()
        for line in text.split(separator: "\n") {
          #expect(EscapedText(line).width <= min(max(width, 60), 200), "\(line)")
          #expect(!line.hasSuffix(" "), "\(line)")
        }
        // Nothing left that an escape would have been needed for.
        let bare = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(bare.allSatisfy { EscapedText($0).text == String($0) })
        #expect(text.hasSuffix("\n"))
      }
    }
  }

  @Test func peopleToCallComeFirst() throws {
    let text = view(SampleSummary.company)
    let order = [
      "NOT READY", "9 of 37 users", "CALL THESE FIRST", "backup-nas", "TRIED TLS AND WAS REFUSED",
      "edi-orders on 203.0.113.9 (14)", "TURNED AWAY", "SESSIONS", "736", "SESSIONS PER DAY",
      "SERVERS", "SETTINGS TO CHANGE", "FILES", "old.log.gz", "LINES NOT UNDERSTOOD",
      "u_ex2610.log:4711: a field is missing",
    ]
    var rest = text[...]
    for words in order {
      let place = try #require(rest.firstRange(of: words), "\(words)")
      rest = rest[place.upperBound...]
    }
  }

  @Test func silentLogsGetAdviceFirst() throws {
    let text = view(SampleSummary.silent)
    let advice = try #require(text.firstRange(of: "SETTINGS TO CHANGE"))
    let call = try #require(text.firstRange(of: "CALL THESE FIRST"))
    #expect(advice.lowerBound < call.lowerBound)
  }

  @Test func colourAddsNothingButColour() {
    for summary in Self.samples {
      let plain = UsageTerminal(summary: summary, width: 80, colour: false, by: nil).text()
      let colour = UsageTerminal(summary: summary, width: 80, colour: true, by: nil).text()
      #expect(!plain.unicodeScalars.contains("\u{1B}"))
      #expect(colour.unicodeScalars.contains("\u{1B}"))
      #expect(colour.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
    }
  }

  @Test func fullTablesHaveAllRows() {
    let text = view(SampleSummary.large, by: .user)
    #expect(text.split(separator: "\n").count { $0.contains("user-") } == 1234)
    let short = view(SampleSummary.hostile)
    #expect(short.contains("… and 27 more users: --by user"))
  }

  @Test func veryLongSpans() {
    var summary = SampleSummary.company
    summary.days.append(.init(day: .init(number: .max), counts: SampleSummary.counts(clear: 1)))
    summary.days.append(.init(day: .init(number: 0), counts: SampleSummary.counts(clear: 1)))
    let text = UsageTerminal(summary: summary, width: 80, colour: false, by: nil).text()
    #expect(text.contains("SESSIONS PER "))
  }
}
