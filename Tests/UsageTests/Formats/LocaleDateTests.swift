import Bytes
import Testing

@testable import Usage

@Suite struct LocaleDateTests {
  /// Texts of one log in their order, the moments they are, and what is known of the file.
  static let cases: [([String], [String?], ReaderContext)] = [
    (
      ["1/2/2019 1:39:01 AM", "1/2/2019 12:00:00 PM", "1/2/2019 12:00:00 AM"],
      ["2019-01-02T01:39:01Z", "2019-01-02T12:00:00Z", "2019-01-02T00:00:00Z"], ReaderContext()
    ),
    (
      ["5/24/2011 16:02:50 PM", "5/6/2011 16:02:50"],
      ["2011-05-24T16:02:50Z", "2011-05-06T16:02:50Z"], ReaderContext()
    ),
    (
      ["21/01/2019 13:39:01", "1/2/2019 1:39:01 PM"],
      ["2019-01-21T13:39:01Z", "2019-02-01T13:39:01Z"], ReaderContext()
    ),
    (["01/02/2019 13:39:01"], ["2019-02-01T13:39:01Z"], ReaderContext()),
    (
      ["15.05.2017 15:32:13", "1.5.17 5:32:13"],
      ["2017-05-15T15:32:13Z", "2017-05-01T05:32:13Z"], ReaderContext()
    ),
    (
      ["2019-01-21 13:39:01", "2019/1/21 13:39:01", "2019. 1. 21. 13:39:01"],
      [String?](repeating: "2019-01-21T13:39:01Z", count: 3), ReaderContext()
    ),
    (
      ["2019/1/21 下午 01:39:01", "2019-01-21 오후 1:39:01", "2019/01/21 上午 01:39:01"],
      ["2019-01-21T13:39:01Z", "2019-01-21T13:39:01Z", "2019-01-21T01:39:01Z"], ReaderContext()
    ),
    (  // Thailand.
      ["15/5/2560 10:20:00", "2560-05-15 10:20:00", "15/5/2540 10:20:00"],
      ["2017-05-15T10:20:00Z", "2017-05-15T10:20:00Z", "1997-05-15T10:20:00Z"], ReaderContext()
    ),
    (["21-1-2019 13.39.01"], ["2019-01-21T13:39:01Z"], ReaderContext()),
    (  // With the month's name there is no question.
      [
        "02-Jan-2019 13:39:01", "02/Jan/19 1:39:01 PM", "2 January 2019 13:39:01",
        "2019-Jan-02 13:39:01",
      ],
      [String?](repeating: "2019-01-02T13:39:01Z", count: 4), ReaderContext(dateOrder: .monthFirst)
    ),
    (["02-Jab-2019 13:39:01", "2 1 2019 13:39:01"], [nil, nil], ReaderContext()),
    (
      ["03/04/2019 10:00:00"], ["2019-03-04T10:00:00Z"],
      ReaderContext(dayInName: CalendarDay(year: 2019, month: 3, day: 4))
    ),
    (
      ["03/04/2019 10:00:00"], ["2019-03-04T10:00:00Z"],
      ReaderContext(written: Timestamp(year: 2019, month: 3, day: 10)!)
    ),
    (  // Australia: the day with one digit, the month with two.
      ["9/01/2026 1:39:01 PM"], ["2026-01-09T13:39:01Z"], ReaderContext()
    ),
    (
      ["03/01/2026 10:00:00 a. m.", "3/1/2026 1:00:00 p.\u{A0}m."],
      ["2026-01-03T10:00:00Z", "2026-01-03T13:00:00Z"], ReaderContext()
    ),
    (
      ["3/1/2026 10:00:00 πμ", "3/1/2026 1:00:00 μμ"],
      ["2026-01-03T10:00:00Z", "2026-01-03T13:00:00Z"], ReaderContext()
    ),
    (
      [
        "25/9/2026 12:10:00 SA", "25/9/2026 12:10:00 CH", "25/09/2026 12:10:00 ص",
        "25/09/2026 10:10:00 م", "25.9.2026 12:10:00 PD", "25.9.2026 1:10:00 MD",
        "25/09/2026 12:10:00 PG", "25/09/2026 1:10:00 PTG", "25/09/2026 12:10:00 vm.",
        "25/9/2026 1:10:00\u{202F}PM",
      ],
      [
        "2026-09-25T00:10:00Z", "2026-09-25T12:10:00Z", "2026-09-25T00:10:00Z",
        "2026-09-25T22:10:00Z", "2026-09-25T00:10:00Z", "2026-09-25T13:10:00Z",
        "2026-09-25T00:10:00Z", "2026-09-25T13:10:00Z", "2026-09-25T00:10:00Z",
        "2026-09-25T13:10:00Z",
      ], ReaderContext()
    ),
    (  // A word that may be either; but not beside 24 hours, nor Bulgaria's.
      ["25/9/2026 9:10:00 Asubuhi", "25/9/2026 19:10:00 Asubuhi", "25.9.2026 г. 9:10:00 ч."],
      [nil, "2026-09-25T19:10:00Z", "2026-09-25T09:10:00Z"], ReaderContext()
    ),
    (
      ["03/04/2019 10:00:00 AM"], ["2019-04-03T10:00:00Z"], ReaderContext(dateOrder: .dayFirst)
    ),
    (  // No month has the number 24.
      ["5/24/2011 16:02:50"], ["2011-05-24T16:02:50Z"], ReaderContext(dateOrder: .dayFirst)
    ),
    (
      ["15.05.2017 15:32:13"], ["2017-05-15T13:32:13Z"],
      ReaderContext(zone: LogZone(offsetSeconds: 7200))
    ),
    (
      [
        "", "1/2", "1/2/3", "32/13/2019 10:00:00", "1/2-2019 10:00:00", "1/2/2019 10:00", "x",
        "999999999999999999999/1/1 1:11:11",
      ], [String?](repeating: nil, count: 8), ReaderContext()
    ),
  ]

  @Test(arguments: cases.indices)
  func moments(_ index: Int) {
    let (texts, expected, context) = Self.cases[index]
    var dates = LocaleDate(context)
    let moments = texts.map { text in
      var text = text
      return text.withUTF8 { dates.read(ByteSlice($0))?.rfc3339 }
    }
    #expect(moments == expected)
  }
}
