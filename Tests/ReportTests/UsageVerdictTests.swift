import Bytes
import Records
import Testing

@testable import Report
@testable import Usage

@Suite struct UsageVerdictTests {
  @Test func exposed() {
    let verdict = UsageVerdict(SampleSummary.company)
    #expect(verdict.outcome == .notReady)
    #expect(
      verdict.sentence
        == "9 of 37 users still log in in clear; if TLS had been required from 2026-10-02 to "
        + "2026-10-31, 9 users on 7 clients would have been locked out.")
    #expect(verdict.notes.count == 4)
  }

  /// Users whose sessions can't be judged are users too.
  @Test(arguments: [
    (1, 0, "The one user seen still logs in in clear;"),
    (1, 3, "The one user who can be judged still logs in in clear;"),
    (9, 0, "All 9 users still log in in clear;"),
    (9, 3, "All 9 users who can be judged still log in in clear;"),
  ])
  func everybody(_ users: Int, _ unjudged: Int, _ words: String) {
    var summary = SampleSummary.company
    summary.readiness.loginUsers = users
    summary.readiness.clearUsers = users
    summary.readiness.unjudgedSessions = unjudged
    #expect(UsageVerdict(summary).sentence.hasPrefix(words), "\(UsageVerdict(summary).sentence)")
  }

  @Test func readyByWhatWasSeen() {
    var summary = SampleSummary.ready
    #expect(UsageVerdict(summary).outcome == .ready)
    #expect(
      UsageVerdict(summary).sentence
        == "Nobody logs in or transfers in clear: TLS can be required today.")
    #expect(
      UsageVerdict(summary).notes == ["Seen: 150 logins with TLS by 1 user on 2026-10-01."])
    summary.days[0].counts.clear = 2
    #expect(
      UsageVerdict(summary).notes.last
        == "2 sessions were in clear, and none is seen to log in.")
    // Logged in by certificates.
    summary.days[0].counts.protectedLogins = 0
    #expect(
      UsageVerdict(summary).notes.first == "Seen: use with TLS by 1 user on 2026-10-01.")
  }

  @Test func notReadyWithoutALogin() {
    var summary = SampleSummary.ready
    summary.readiness.loginUsers = 0
    summary.days[0].counts.protectedLogins = 0
    #expect(UsageVerdict(summary).outcome == .nothing)
    #expect(
      UsageVerdict(summary).sentence
        == "No login is seen to succeed on 2026-10-01, in 150 sessions: nothing tells whether TLS "
        + "can be required.")
  }

  @Test func silentLogs() {
    let verdict = UsageVerdict(SampleSummary.silent)
    #expect(verdict.outcome == .cannotTell)
    #expect(
      verdict.sentence
        == "The logs can’t tell who uses TLS: for 900 of 930 sessions they don’t say; "
        + "9 users surely log in in clear.")
  }

  @Test(arguments: [
    (1, "of the one session they don’t say."), (5, "for none of 5 sessions do they say."),
  ])
  func wholeSilence(_ sessions: Int, _ words: String) {
    var summary = SampleSummary.ready
    summary.days[0].counts = SampleSummary.counts(unknown: sessions)
    #expect(UsageVerdict(summary).sentence == "The logs can’t tell who uses TLS: \(words)")
  }

  @Test(arguments: [(2, 152, "2 sessions of 152 can’t"), (1, 151, "1 session of 151 can’t")])
  func someSilence(_ unknown: Int, _ sessions: Int, _ words: String) {
    var summary = SampleSummary.ready
    summary.days[0].counts.unknown = unknown
    summary.days[0].counts.sessions += unknown
    let verdict = UsageVerdict(summary)
    #expect(verdict.outcome == .cannotTell)
    #expect(verdict.sentence.contains("\(words) be judged"))
  }

  /// What is over is a note, with whom to ask, and no verdict.
  @Test func clearOnlyBeforeTheWindow() {
    var summary = SampleSummary.ready
    summary.days.append(
      .init(
        day: .init(number: SampleSummary.day0.number - 99),
        counts: SampleSummary.counts(clear: 5)))
    let names = ["oldjob", "\u{1B}[31mred", String(repeating: "x", count: 300), "four"]
    for name in names {
      summary.readiness.earlierUsers.append(
        SampleSummary.lockedOut(name, logins: 1, last: -99, peers: []))
    }
    summary.readiness.windowDaysForEarlier = 100
    let verdict = UsageVerdict(summary)
    #expect(verdict.outcome == .ready)
    let note = verdict.notes.first { $0.hasPrefix("In clear before") } ?? ""
    let start = "In clear before 2026-10-01 only: oldjob, last 2026-06-24; \\x1B[31mred"
    #expect(note.hasPrefix(start))
    #expect(note.hasSuffix("; 1 more. --window 100 takes them in."))
    #expect(note.count < 200)
  }

  @Test func clearTransfersOnly() {
    var summary = SampleSummary.ready
    summary.days[0].counts.transfers.clear = 1
    summary.readiness.lockedOutSessions = 1
    #expect(
      UsageVerdict(summary).sentence
        == "Nobody logs in in clear, but 1 file transfer was; if TLS had been required "
        + "on 2026-10-01, 1 session would have been locked out.")
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
