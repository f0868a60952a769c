import Records
import Testing

@testable import Report

@Suite struct ServicesVerdictTests {
  @Test(arguments: [
    (
      "network", ServicesVerdict.Outcome.exposed,
      "12 services: 4 take passwords in clear, 2 offer no TLS, 1 offers TLS that fails, "
        + "1 can’t protect files, and more is to be mended.", 3
    ),
    (
      "large", .exposed,
      "2,700 services: 300 take passwords in clear, 300 offer no TLS, "
        + "300 show expired certificates.", 1
    ),
    (
      "one", .exposed, "The one service found takes passwords in clear and offers no TLS.", 0
    ),
    ("vulnerable", .exposed, "The one service found has a confirmed vulnerability.", 0),
    ("sound", .inOrder, "The one service found: nothing to mend was seen.", 0),
    (
      "unknown", .cannotTell,
      "2 services: nothing to mend was seen, but they did not tell enough to be sure.", 2
    ),
    (
      "foreign", .nothing, "2 addresses and ports, and none of them has an FTP service.", 1
    ),
    ("empty", .nothing, "No FTP service was found.", 0),
  ])
  func says(_ name: String, _ outcome: ServicesVerdict.Outcome, _ sentence: String, _ notes: Int) {
    let verdict = ServicesVerdict(SampleServices.tally(SampleServices.all[name] ?? []))
    #expect(verdict.outcome == outcome)
    #expect(verdict.sentence == sentence)
    #expect(verdict.notes.count == notes, "\(verdict.notes)")
  }

  @Test func stopped() {
    var tally = SampleServices.tally(SampleServices.all["one"] ?? [])
    tally.isStopped = true
    #expect(
      ServicesVerdict(tally).notes == ["The scan was stopped: not every target was asked."])
  }

  @Test func certificatesAlone() {
    let record = SampleServices.record(
      "192.0.2.1", mode: .implicit, tls: SampleServices.expired, login: .refused, files: .required)
    let verdict = ServicesVerdict(SampleServices.tally([record]))
    #expect(verdict.outcome == .flawed)
    #expect(verdict.sentence == "The one service found shows an expired certificate.")
  }

  /// The sentence is ours, whatever the services say.
  @Test func holdsNothingOfOthers() {
    let verdict = ServicesVerdict(SampleServices.tally(SampleServices.hostile))
    for text in [verdict.sentence] + verdict.notes {
      #expect(EscapedText(text).text == text)
      #expect(!text.contains("<") && !text.contains("script"))
    }
  }
}
