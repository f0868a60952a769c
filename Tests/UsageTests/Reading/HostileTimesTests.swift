import Bytes
import Testing

@testable import Usage

/// Times that fuzzing made.
@Suite struct HostileTimesTests {
  /// What names no moment stays where it is, for another shape to be tried.
  @Test(arguments: [
    "Tue Nov 13 16:55:47 201831", "Tue Nov 31 16:55:47 2018", "Nov 31 16:55:47",
    "2026-02-31 10:00:00", "2026-10-01 10:00:61Z", "31/Feb/2026:13:55:36 +0200",
  ])
  func noSuchMoment(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var cursor = ByteCursor(ByteSlice(bytes))
      let written = Timestamp(milliseconds: 1_793_491_200_000)
      #expect(LogTime.asctime(&cursor, zone: .utc) == nil)
      #expect(LogTime.syslog(&cursor, written: written, zone: .utc) == nil)
      #expect(LogTime.iso(&cursor, zone: .utc) == nil)
      #expect(LogTime.commonLog(&cursor, zone: .utc) == nil)
      #expect(cursor.rest.count == bytes.count)
    }
  }

  /// A line of the 29th of February, read in a year that has none.
  @Test func leapDayWithoutYear() {
    var text = "Feb 29 10:00:00"
    text.withUTF8 { bytes in
      var cursor = ByteCursor(ByteSlice(bytes))
      let written = Timestamp(milliseconds: 1_793_491_200_000)
      let time = LogTime.syslog(&cursor, written: written, zone: .utc)
      #expect(time?.rfc3339 == "2024-02-29T10:00:00Z")
    }
  }

  /// What a distance from UTC is written like, and what only looks so.
  @Test(arguments: [
    ("+02:00", 7200), ("-0530", -19_800), ("Z", 0), ("+1759", 64_740), ("+1800", nil),
    ("+0160", nil), ("+-999", nil), ("++100", nil), ("+ 100", nil),
    ("+100", nil),
  ])
  func zones(_ text: String, _ seconds: Int?) {
    #expect(LogZone(text) == seconds.map { LogZone(offsetSeconds: $0) })
  }
}
