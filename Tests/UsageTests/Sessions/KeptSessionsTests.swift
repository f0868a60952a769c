import Bytes
import Records
import Testing

@testable import Usage

/// Sessions that a state keeps from run to run, beside many others.
@Suite struct KeptSessionsTests {
  /// What was known of a session stays, whatever was read before its log.
  @Test func besideOthers() async throws {
    let folder = try LogFolder()
    let names = (0..<40).map { number in
      "log-\(["a", "b", "c", "d"][number % 4])\(String(repeating: "x", count: number / 4)).log"
    }
    func log(_ count: Int, _ user: String) -> String {
      let lines = [
        "AUTH TLS 234 0", "PROT P 200 0", "USER \(user) 331 0", "PASS *** 230 0", "STOR /a 226 0",
        "QUIT - 221 0",
      ]
      return IISShorthand.log(
        "#F\n10:00:00 - 21 ControlChannelOpened - - 0 A\n"
          + lines.prefix(count).map { "10:00:01 - 21 \($0) A" }.joined(separator: "\n"))
    }
    var state = LogState()
    for count in [5, 6, 6] {
      try folder.hold(Dictionary(uniqueKeysWithValues: names.map { ($0, log(count, $0)) }))
      let summary: UsageSummary
      (summary, state) = try await folder.run(from: state)
      let totals = summary.totals
      #expect(totals.sessions == names.count)
      #expect(totals.explicit == names.count)
      #expect(totals.transfers.private == names.count)
    }
  }

  /// A session that is open at the end counts in the time that is asked for only.
  @Test(arguments: [(1, 1), (2, 0)]) func untilADay(_ day: Int, _ count: Int) async throws {
    let folder = try LogFolder()
    try folder.hold([
      "ftp.log": IISShorthand.log(
        "#F\n10:00:00 - 21 ControlChannelOpened - - 0 A\n10:00:01 - 21 USER amy 331 0 A\n"
          + "10:00:02 amy 21 PASS *** 230 0 A")
    ])
    let (summary, _) = try await folder.run(from: LogState()) {
      $0.since = Timestamp(year: 2026, month: 10, day: day)
    }
    #expect(summary.totals.sessions == count)
    #expect(summary.totals.clearLogins == count)
  }
}
