import Bytes
import Records
import Testing

@testable import Usage

/// Local times beside times that have their offset, over the day on which clocks are set.
@Suite struct ZoneSearchTests {
  private static func zone(_ times: [String]) -> LogZone? {
    var search = ZoneSearch()
    let text = times.map { "12 192.0.2.62 - bob [\($0)] \"PWD\" 257\n" }.joined() + "no time\n"
    var reader: any LogReader = ProFTPDExtendedLog(ReaderContext())
    Array(text.utf8).withUnsafeBufferPointer { search.look(through: ByteSlice($0), &reader) }
    return search.zone
  }

  @Test func offsets() {
    #expect(Self.zone([]) == nil)
    #expect(Self.zone(["24/Oct/2026:10:00:00 +0200"]) == LogZone("+02:00"))
    let autumn = Self.zone([
      "24/Oct/2026:10:00:00 +0200", "25/Oct/2026:02:40:00 +0200", "25/Oct/2026:04:10:00 +0100",
      "26/Oct/2026:10:00:00 +0100",
    ])
    let amsterdam = LogZone("Europe/Amsterdam")
    for local in [
      Timestamp(year: 2026, month: 10, day: 1), Timestamp(year: 2026, month: 10, day: 25),
      Timestamp(year: 2026, month: 10, day: 25, hour: 3, minute: 5, second: 0),
      Timestamp(year: 2026, month: 12, day: 1),
    ] {
      #expect(local.flatMap { autumn?.utc($0) } == local.flatMap { amsterdam?.utc($0) })
    }
  }

  /// Offsets that are another on every line are no zone, and cost no time.
  @Test func everyLineAnother() {
    let times = (0..<60_000).map { number in
      let (minute, second) = (number / 60 % 60, number % 60)
      let clock = [number / 3600 % 24, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return "24/Oct/2026:\(clock.joined(separator: ":")) +0\(number % 2)00"
    }
    #expect(Self.zone(times) == nil)
    #expect(Self.zone(Array(times.prefix(100))) != nil)
  }

  /// The time of a line is its own: not what somebody is called, nor what he sends.
  @Test(arguments: [
    "12 192.0.2.62 - [24/Oct/2026:10:00:00 -1200] [24/Oct/2026:10:00:00 +0200] \"USER x\" 331",
    "12 192.0.2.62 - x [24/Oct/2026:10:00:00 +0200] \"USER [24/Oct/2026:10:00:00 -1200]\" 331",
    "[12] 192.0.2.62 x [24/Oct/2026:10:00:00 +0200] \"USER [24/Oct/2026:10:00:00 -1200]\" 331",
  ])
  func namesLikeTimes(_ line: String) {
    let text = line + "\n12 192.0.2.62 - bob [24/Oct/2026:10:00:00 +0200] \"PWD\" 257\n"
    Array(text.utf8).withUnsafeBufferPointer {
      var reader: any LogReader = ProFTPDExtendedLog(ReaderContext())
      var search = ZoneSearch()
      search.look(through: ByteSlice($0), &reader)
      #expect(search.zone == LogZone("+02:00"))
      let head = FileHead(
        ByteSlice($0), formats: LogFormats(), context: ReaderContext())
      #expect(head.zone == LogZone("+02:00"))
    }
  }

  /// Nothing tells for two days when the clocks were set: on the Sunday between.
  @Test func untoldWeekend() {
    let autumn = Self.zone(["24/Oct/2026:17:45:00 +0200", "26/Oct/2026:08:15:00 +0100"])
    let spring = Self.zone(["27/Mar/2026:17:45:00 +0100", "30/Mar/2026:08:15:00 +0200"])
    let amsterdam = LogZone("Europe/Amsterdam")
    for (zone, month, day, hour) in [
      (autumn, 10, 24, 19), (autumn, 10, 25, 1), (autumn, 10, 25, 4), (spring, 3, 28, 23),
      (spring, 3, 29, 1), (spring, 3, 29, 4),
    ] {
      let local = Timestamp(year: 2026, month: month, day: day, hour: hour, minute: 7, second: 0)
      #expect(local.flatMap { zone?.utc($0) } == local.flatMap { amsterdam?.utc($0) })
    }
  }

  /// Each session is told of once, whether it was before the clocks were set or after it.
  @Test func joined() async throws {
    func day(_ day: Int, _ offset: String, _ process: Int) -> (system: String, commands: String) {
      (
        """
        2026-10-\(day) 10:00:01,100 web1 proftpd[\(process)] ftp (192.0.2.62[192.0.2.62]): FTP session opened.
        2026-10-\(day) 10:00:01,300 web1 proftpd[\(process)] ftp (192.0.2.62[192.0.2.62]): USER bob: Login successful.
        2026-10-\(day) 10:00:09,160 web1 proftpd[\(process)] ftp (192.0.2.62[192.0.2.62]): FTP session closed.

        """,
        """
        \(process) 192.0.2.62 - - [\(day)/Oct/2026:10:00:01 \(offset)] "USER bob" 331
        \(process) 192.0.2.62 - bob [\(day)/Oct/2026:10:00:01 \(offset)] "PASS (hidden)" 230
        \(process) 192.0.2.62 - bob [\(day)/Oct/2026:10:00:02 \(offset)] "RETR x" 226

        """
      )
    }
    let (before, after) = (day(24, "+0200", 12), day(26, "+0100", 13))
    let found = try await Analysed(files: [
      "system.log": before.system + after.system, "access.log": before.commands + after.commands,
    ])
    #expect(found.summary.totals.sessions == 2, "\(found.words)")
    #expect(
      Set(found.sessions.map(\.start)) == [
        Timestamp(rfc3339: "2026-10-24T08:00:01Z"),
        Timestamp(rfc3339: "2026-10-26T09:00:01Z"),
      ])
  }
}
