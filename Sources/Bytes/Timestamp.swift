/// A moment as milliseconds since 1970-01-01 00:00:00 UTC (proleptic Gregorian calendar).
@frozen
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  /// Since 1970-01-01 00:00:00 UTC; negative before.
  public var milliseconds: Int64

  /// A moment by its distance from 1970.
  @inlinable @inline(__always)
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A moment of a calendar day in UTC; nil where the fields name no such moment. A leap second
  /// (60) is taken as the second after it.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    millisecond: Int = 0
  ) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let date = CalendarDay(year: year, month: month, day: day)
    // 30 February comes out as a day in March.
    guard day <= 28 || date.fields.day == day else { return nil }
    let seconds = Int64(date.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    milliseconds = seconds * 1000 + Int64(millisecond)
  }

  /// The day in UTC.
  public var day: CalendarDay {
    CalendarDay(number: Int32(clamping: milliseconds.quotientFloored(by: Self.dayMilliseconds)))
  }

  /// How far it is behind its day's midnight in UTC.
  public var millisecondsOfDay: Int64 { milliseconds &- day.midnight.milliseconds }

  /// How long a day is.
  @inlinable public static var dayMilliseconds: Int64 { 86_400_000 }

  @inlinable
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// A moment later, or earlier where the number is negative; beyond `Int64` it wraps.
  @inlinable
  public func adding(milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: self.milliseconds &+ milliseconds)
  }

  /// RFC 3339 in UTC with a `Z`; with milliseconds only where there are some. A moment outside the
  /// years 0 to 9999, which RFC 3339 has no form for, is written as the nearest inside.
  public var rfc3339: String {
    String(unsafeUninitializedCapacity: Self.rfc3339BytesMaximum) { text in
      text.baseAddress.map { writeRFC3339(to: $0) } ?? 0
    }
  }

  /// How long `rfc3339` is at most.
  public static let rfc3339BytesMaximum = 24

  /// Writes `rfc3339`, digit by digit since a summary of many clients holds many moments; gives how
  /// many bytes it is.
  public func writeRFC3339(to text: UnsafeMutablePointer<UInt8>) -> Int {
    if milliseconds < Self.firstMilliseconds {
      return Timestamp(milliseconds: Self.firstMilliseconds).writeRFC3339(to: text)
    }
    if milliseconds > Self.lastMilliseconds {
      return Timestamp(milliseconds: Self.lastMilliseconds).writeRFC3339(to: text)
    }
    let day = day
    let (year, month, date) = day.fields
    let rest = Int(millisecondsOfDay)
    let fraction = rest % 1000
    func put(_ value: Int, at place: Int, then mark: UInt8) {
      text[place] = 0x30 + UInt8(truncatingIfNeeded: value / 10)
      text[place + 1] = 0x30 + UInt8(truncatingIfNeeded: value % 10)
      text[place + 2] = mark
    }
    put(year / 100, at: 0, then: 0)
    put(year % 100, at: 2, then: 0x2D)
    put(month, at: 5, then: 0x2D)
    put(date, at: 8, then: 0x54)
    put(rest / 3_600_000, at: 11, then: 0x3A)
    put(rest / 60_000 % 60, at: 14, then: 0x3A)
    put(rest / 1000 % 60, at: 17, then: fraction == 0 ? 0x5A : 0x2E)
    if fraction == 0 { return 20 }
    put(fraction / 10, at: 20, then: 0x30 + UInt8(truncatingIfNeeded: fraction % 10))
    text[23] = 0x5A
    return 24
  }

  static let firstMilliseconds = CalendarDay.first.midnight.milliseconds
  /// Of the last moment that RFC 3339 has a form for: the end of the year 9999.
  public static let lastMilliseconds = CalendarDay.last.midnight.milliseconds + dayMilliseconds - 1
}

extension Int64 {
  /// The quotient by a positive number, rounded down.
  public func quotientFloored(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

/// A day of the calendar, numbered from 1970-01-01.
@frozen
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  public var number: Int32

  /// A day by its distance from 1970-01-01.
  @inlinable
  public init(number: Int32) { self.number = number }

  /// The day of a date. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Its beginning in UTC.
  @inlinable
  public var midnight: Timestamp {
    Timestamp(milliseconds: Int64(number) * Timestamp.dayMilliseconds)
  }

  /// The date.
  public var fields: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPart = (5 * dayOfYear + 2) / 153
    let month = monthPart < 10 ? monthPart + 3 : monthPart - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthPart + 2) / 5 + 1)
  }

  @inlinable
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.number < right.number
  }

  /// The days that `YYYY-MM-DD` can write.
  fileprivate static let first = CalendarDay(year: 0, month: 1, day: 1)
  fileprivate static let last = CalendarDay(year: 9999, month: 12, day: 31)

  /// `YYYY-MM-DD`; of a day outside the years 0 to 9999, the nearest inside.
  public var text: String {
    let (year, month, day) = min(max(self, .first), .last).fields
    return "\(fourDigits(year))-\(twoDigits(month))-\(twoDigits(day))"
  }
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

private func fourDigits(_ value: Int) -> String { String(String(10_000 + value).dropFirst()) }
