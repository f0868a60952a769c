import Records
import Report
import Testing

@testable import Usage

@Suite struct UsageVerdictTests {
  @Test func exposed() {
    let verdict = UsageVerdict(SampleSummary.company)
    #expect(verdict.outcome == .notReady)
    #expect(
      verdict.sentence
        == "12 of 40 users still log in in clear; if TLS had been required in the last 30 days, "
        + "9 users on 7 clients would have been locked out.")
    #expect(verdict.notes.count == 4)
  }

  @Test func ready() {
    let verdict = UsageVerdict(SampleSummary.ready)
    #expect(verdict.outcome == .ready)
    #expect(
      verdict.sentence == "Nobody logs in or transfers in clear: TLS can be required today.")
    #expect(verdict.notes.isEmpty)
  }

  @Test func silentLogs() {
    let verdict = UsageVerdict(SampleSummary.silent)
    #expect(verdict.outcome == .cannotTell)
    #expect(
      verdict.sentence
        == "The logs can’t tell who uses TLS: for 900 of 930 sessions they don’t say; "
        + "12 users surely log in in clear.")
  }

  @Test func someSilence() {
    var summary = SampleSummary.ready
    summary.totals.unknown = 2
    summary.totals.sessions += 2
    let verdict = UsageVerdict(summary)
    #expect(verdict.outcome == .cannotTell)
    #expect(verdict.sentence.contains("2 sessions of 152 can’t be judged"))
  }

  @Test func clearOnlyBeforeTheWindow() {
    var summary = SampleSummary.company
    summary.readiness = Readiness()
    summary.readiness.from = SampleSummary.day0
    #expect(UsageVerdict(summary).sentence.hasSuffix("nobody would have been locked out."))
  }

  @Test func clearTransfersOnly() {
    var summary = SampleSummary.ready
    summary.totals.transfers.clear = 1
    summary.readiness.lockedOutSessions = 1
    #expect(
      UsageVerdict(summary).sentence
        == "No password crosses in clear, but 1 file transfer did; if TLS had been required "
        + "in the last 30 days, 1 session would have been locked out.")
  }

  @Test func nothing() {
    var summary = UsageSummary()
    #expect(UsageVerdict(summary).outcome == .nothing)
    #expect(UsageVerdict(summary).sentence == "No log was read.")
    summary.sources = [SampleSummary.source("a", nil, lines: 3)]
    #expect(UsageVerdict(summary).sentence == "The file read is no FTP log that is known here.")
    summary.sources = [SampleSummary.source("a", "iis", lines: 3)]
    #expect(UsageVerdict(summary).sentence == "The logs hold no FTP session.")
    summary.totals = SampleSummary.counts(none: 1)
    #expect(UsageVerdict(summary).sentence == "1 connection, and none of them used FTP.")
  }
}
