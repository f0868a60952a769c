import Bytes
import Glibc
import Testing

/// Times that fuzzing made.
@Suite struct HostileTimesTests {
  @Test(arguments: ["2026-02-31", "2026-02-29", "2026-04-31T00:00:00Z", "1900-02-29"])
  func noSuchDay(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func leapDays() {
    #expect(Timestamp(rfc3339: "2024-02-29")?.day.text == "2024-02-29")
    #expect(Timestamp(rfc3339: "2000-02-29")?.day.text == "2000-02-29")
  }

  /// Moments outside the years that RFC 3339 can write.
  @Test(arguments: [
    ("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.999Z"),
    ("9999-12-31T23:59:60Z", "9999-12-31T23:59:59.999Z"),
    ("0000-01-01T00:00:00+00:01", "0000-01-01T00:00:00Z"),
  ])
  func outside(_ text: String, _ written: String) {
    #expect(Timestamp(rfc3339: text)?.rfc3339 == written)
  }

  @Test(arguments: [Int64.min, .min / 2, .max])
  func farOutside(_ milliseconds: Int64) {
    let time = Timestamp(milliseconds: milliseconds)
    #expect(time.day.text == (milliseconds < 0 ? "0000-01-01" : "9999-12-31"))
    #expect(time.rfc3339.hasPrefix(time.day.text))
  }

  /// File systems keep whatever a file's time is set to.
  @Test(arguments: [
    (Int.min, "0000-01-01T00:00:00.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (1 << 40, "9999-12-31T23:59:59.999Z"), (10_000_000_000_000_000, "9999-12-31T23:59:59.999Z"),
    (.max, "9999-12-31T23:59:59.999Z"),
  ])
  func ofFiles(_ seconds: Int, _ text: String) {
    #expect(Timestamp(timespec(tv_sec: seconds, tv_nsec: 999_999_999)).rfc3339 == text)
  }
}
