import Bytes
import Foundation
import Testing

@Suite struct TimestampTests {
  static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  /// Every day from 1900 to 2200, against Foundation's calendar.
  @Test func daysAgreeWithFoundation() {
    var date = CalendarDay(year: 1900, month: 1, day: 1)
    let last = CalendarDay(year: 2200, month: 12, day: 31)
    while date <= last {
      let moment = Date(timeIntervalSince1970: Double(date.number) * 86_400)
      let expected = Self.calendar.dateComponents([.year, .month, .day], from: moment)
      let (year, month, day) = date.fields
      if year != expected.year || month != expected.month || day != expected.day
        || CalendarDay(year: year, month: month, day: day) != date
      {
        Issue.record("\(date.number): \(year)-\(month)-\(day)")
        return
      }
      date.number += 1
    }
  }

  /// Days far from today, there and back.
  @Test func daysComeBack() {
    for number in stride(from: Int32(-719_528), through: 2_932_896, by: 97) {
      let (year, month, day) = CalendarDay(number: number).fields
      #expect((0...9999).contains(year) && (1...12).contains(month) && (1...31).contains(day))
      #expect(CalendarDay(year: year, month: month, day: day).number == number)
    }
    #expect(CalendarDay(number: 0).text == "1970-01-01")
    #expect(CalendarDay(year: 9999, month: 12, day: 31).text == "9999-12-31")
    #expect(CalendarDay(year: 0, month: 3, day: 1).text == "0000-03-01")
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1, "1970-01-01T00:00:00.001Z"),
      (951_782_400_000, "2000-02-29T00:00:00Z"), (1_790_769_600_050, "2026-09-30T12:00:00.050Z"),
      (-86_400_000, "1969-12-31T00:00:00Z"), (-86_400_001, "1969-12-30T23:59:59.999Z"),
    ] as [(Int64, String)])
  func written(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test func everyMillisecondComesBack() {
    for millisecond in 0..<1000 {
      let moment = Timestamp(milliseconds: 1_790_769_661_000 + Int64(millisecond))
      #expect(Timestamp(rfc3339: moment.rfc3339) == moment)
    }
  }

  @Test(arguments: [
    ("2026-10-01", "2026-10-01T00:00:00Z"), ("2026-10-01T12:30Z", "2026-10-01T12:30:00Z"),
    ("2026-10-01T12:30:00+02:00", "2026-10-01T10:30:00Z"),
    ("2026-10-01T00:30:00-05:30", "2026-10-01T06:00:00Z"),
    ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"), ("2028-02-29", "2028-02-29T00:00:00Z"),
    ("2026-10-01T12:30:00.123456Z", "2026-10-01T12:30:00.123Z"),
  ])
  func read(_ text: String, _ expected: String) {
    #expect(Timestamp(rfc3339: text)?.rfc3339 == expected)
  }

  @Test(arguments: [
    "", "T", "2026", "2026-10", "2026-13-01", "2026-00-01", "2026-10-00", "2026-10-32",
    "2026-02-29", "2026-02-30", "2026-04-31", "2026-1-1", "26-10-01", "2026-10-01T",
    "2026-10-01T12:30:00", "2026-10-01T24:00:00Z", "2026-10-01T12:60Z", "2026-10-01T12:30:61Z",
    "2026-10-01T12Z", "2026-10-01T12.5:00Z", "2026-10-01T1e1:00Z", "2026-10-01T12:30:00+2",
    "2026-10-01T12:30:00+24:00", "2026-10-01T12:30:00+02:60", "2026-10-01Tnan:00Z",
    "2026-10-01T12:30:nanZ", "-026-10-01", "2026-10-01T12:30:00:00Z", "yesterday",
    "2026-10-+1", "2026-10-01T+1:00Z", "2026-10-01T12:30:1e1Z",
  ])
  func refused(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func fields() {
    #expect(Timestamp(year: 2026, month: 2, day: 29) == nil)
    #expect(Timestamp(year: 2026, month: 4, day: 30) != nil)
    #expect(Timestamp(year: 2100, month: 2, day: 29) == nil)
    #expect(Timestamp(year: 2000, month: 2, day: 29) != nil)
    #expect(Timestamp(year: 10_000, month: 1, day: 1) == nil)
    #expect(Timestamp(year: 2026, month: 1, day: 1, hour: 24) == nil)
    #expect(Timestamp(year: 2026, month: 1, day: 1, second: 60)?.rfc3339 == "2026-01-01T00:01:00Z")
    let noon = Timestamp(year: 2026, month: 1, day: 1, hour: 12, millisecond: 7)
    #expect(noon?.rfc3339 == "2026-01-01T12:00:00.007Z")
    #expect(noon?.day.text == "2026-01-01")
    #expect(noon?.adding(milliseconds: -43_200_008).day.text == "2025-12-31")
  }

  @Test(arguments: [Int64.min, .max, .min + 1, .max / 2, .min / 2])
  func farAwayDoesNotTrap(_ milliseconds: Int64) {
    let moment = Timestamp(milliseconds: milliseconds)
    #expect(!moment.rfc3339.isEmpty)
    #expect(!moment.day.text.isEmpty)
  }
}
