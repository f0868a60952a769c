import Bytes
import Records
import Testing

@testable import Usage

/// The hour that comes twice where summer time ends.
@Suite struct RepeatedHourTests {
  @Test(arguments: [
    ("Europe/Amsterdam", "2026-10-25T00:00:00Z 2026-10-25T01:00:00Z"),
    ("America/New_York", "2026-11-01T05:00:00Z 2026-11-01T06:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T14:30:00Z 2026-04-04T15:00:00Z"),
  ])
  func hour(_ name: String, _ expected: String) throws {
    let zone = try #require(LogZone(name))
    let ends = expected.split(separator: " ").map { time in
      Array(time.utf8).withSlice { bytes in
        var cursor = ByteCursor(bytes)
        return LogTime.iso(&cursor, zone: .utc)
      }
    }
    let (begin, end) = (try #require(ends[0]), try #require(ends[1]))
    for moment in [begin, begin.adding(milliseconds: 60_000), end.adding(milliseconds: -1)] {
      #expect(zone.repeatedHour(at: moment) == begin..<end)
    }
    #expect(zone.repeatedHour(at: begin.adding(milliseconds: -1)) == nil)
    #expect(zone.repeatedHour(at: end) == nil)
    #expect(LogZone("+02:00")?.repeatedHour(at: begin) == nil)
  }

  /// A session over the change of the clocks, and one in the second hour.
  private static let vsftpd = [
    "02:50:00 bob CONNECT", "02:50:01 bob OK LOGIN", "02:05:00 eve CONNECT",
    "02:05:01 eve OK LOGIN", "02:10:00 bob OK UPLOAD", "02:40:00 eve OK UPLOAD",
    "03:05:00 bob OK DOWNLOAD",
  ].map { line in
    let words = line.split(separator: " ", maxSplits: 2)
    let isConnect = words[2] == "CONNECT"
    let tail = line.contains("LOAD") ? ", \"/a\", 9 bytes, 1.00Kbyte/sec" : ""
    let client = words[1] == "bob" ? "192.0.2.7" : "192.0.2.8"
    return "Sun Oct 25 \(words[0]) 2026 [pid 2] \(isConnect ? "" : "[\(words[1])] ")\(words[2]): "
      + "Client \"\(client)\"\(tail)\n"
  }.joined()

  @Test(arguments: [
    (
      "Europe/Amsterdam",
      ["2026-10-25T00:50:00Z 2026-10-25T02:05:00Z", "2026-10-25T01:05:00Z 2026-10-25T01:40:00Z"]
    ),
    // Where no zone is said, nothing tells; no session is lost or split.
    (
      "UTC",
      ["2026-10-25T02:10:00Z 2026-10-25T03:05:00Z", "2026-10-25T02:05:00Z 2026-10-25T02:40:00Z"]
    ),
  ])
  func sessions(_ zone: String, _ expected: [String]) async throws {
    for bytes in [1, 131_072] {
      let found = try await Analysed(log: Self.vsftpd) {
        $0.zone = LogZone(zone)
        $0.chunkBytes = bytes
      }
      let times = found.sessions.sorted { ($0.user ?? "") < ($1.user ?? "") }.map {
        "\($0.start?.rfc3339 ?? "") \($0.end?.rfc3339 ?? "")"
      }
      #expect(times == expected)
      #expect(found.sessions.map(\.transfers.unknown).sorted() == [1, 2])
    }
  }

  /// Among many others, a client of a transfer log is not taken for silent in the second hour.
  @Test func silence() async throws {
    func line(_ time: String, _ client: Int) -> String {
      let address = "192.0.\(client / 250).\(client % 250 + 1)"
      return "Sun Oct 25 \(time) 2026 1 \(address) 9 /a b _ o r bob ftp 0 * c\n"
    }
    let first = (1...200).map { line("02:59:00", $0) }.joined()
    let others = (1...20_000).map { line("02:15:00", $0) }.joined()
    let log = first + line("02:10:00", 0) + others + line("02:20:00", 0)
    let found = try await Analysed(log: log)
    #expect(found.sessions.filter { $0.client == "192.0.0.1" }.map(\.transfers.unknown) == [2])
  }
}
