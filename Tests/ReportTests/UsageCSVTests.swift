import Report
import Testing

@testable import Usage

@Suite struct UsageCSVTests {
  @Test func days() {
    var summary = SampleSummary.ready
    summary.days.append(.init(day: nil, counts: SampleSummary.counts(clear: 1)))
    #expect(
      UsageCSV(summary: summary, by: .day).text()
        == "day,sessions,clear,explicit,implicit,none,unknown,uncertain,clear_logins,"
        + "protected_logins,clear_transfers,private_transfers,unknown_transfers\r\n"
        + "2026-10-01,152,0,120,30,2,0,0,0,150,0,600,0\r\n"
        + ",1,1,0,0,0,0,0,1,0,3,0,0\r\n")
  }

  @Test func clientsUnlessToldOtherwise() {
    let summary = SampleSummary.company
    let text = UsageCSV(summary: summary, by: nil).text()
    #expect(text == UsageCSV(summary: summary, by: .client).text())
    #expect(text.hasPrefix("client,sessions,"))
    #expect(
      text.contains(
        "\r\n10.20.4.17,312,312,0,0,0,0,0,312,0,936,0,0,1,backup-nas,"
          + "2026-10-01T09:03:00Z,2026-10-31T09:03:00Z\r\n"))
  }

  @Test(arguments: UsageTable.allCases)
  func everyRecordIsOneLineOfEqualCells(_ table: UsageTable) {
    for summary in UsageTerminalTests.samples {
      let text = UsageCSV(summary: summary, by: table).text()
      CSVRecords.expectSafe(text)
    }
  }
}
