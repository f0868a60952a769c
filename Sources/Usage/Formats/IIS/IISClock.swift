import Bytes

/// The date of lines that have only a time of day: `#Date` gives it, and a time far below the one
/// before means that midnight has passed.
struct IISClock: Equatable, Sendable {
  private static let halfDay = 43_200_000

  /// The day that lines without a date belong to; nil where nothing tells it.
  private(set) var day: CalendarDay?
  /// Days passed since nothing told the day.
  private var passed: Int32 = 0
  private var lastTime = 0

  init(day: CalendarDay?) { self.day = day }

  /// Takes the day of a `#Date: 2006-09-23 17:49:32` line.
  mutating func header(_ text: ByteSlice) {
    var cursor = ByteCursor(text)
    guard let date = cursor.word(), let day = Self.day(date) else { return }
    self.day = day
    lastTime = cursor.word().flatMap(Self.timeOfDay) ?? 0
  }

  /// The moment of a line with a date.
  func moment(day: CalendarDay, timeOfDay: Int) -> Timestamp {
    day.midnight.adding(milliseconds: Int64(timeOfDay))
  }

  /// The moment of a line without one. Lines may step back a little, over midnight too.
  mutating func moment(timeOfDay: Int) -> Timestamp {
    if timeOfDay < lastTime - Self.halfDay {
      advance(by: 1)
      lastTime = timeOfDay
    } else if timeOfDay > lastTime + Self.halfDay, lastTime < Self.halfDay / 2, passed > 0 {
      // Written late: it belongs to the evening before.
      return base.adding(milliseconds: Int64(timeOfDay) - Timestamp.dayMilliseconds)
    } else {
      lastTime = max(lastTime, timeOfDay)
    }
    return base.adding(milliseconds: Int64(timeOfDay))
  }

  private var base: Timestamp {
    (day ?? CalendarDay(number: passed)).midnight
  }

  private mutating func advance(by days: Int32) {
    passed += days
    if let current = day { day = CalendarDay(number: current.number + days) }
  }

  /// Milliseconds since midnight of `17:49:32`.
  static func timeOfDay(_ word: ByteSlice) -> Int? {
    guard word.count >= 8, word[2] == 0x3A, word[5] == 0x3A, let hour = word[0..<2].integer,
      let minute = word[3..<5].integer, let second = word[6..<8].integer, hour < 24, minute < 60,
      second < 61
    else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1000
  }

  /// Seconds since midnight of `17:49:32`, eight bytes at once: each digit and colon without what
  /// makes it one, then tens and ones together.
  @inline(__always)
  static func seconds(_ text: UnsafeRawPointer) -> Int64? {
    let word = UInt64(littleEndian: text.loadUnaligned(as: UInt64.self))
    let digits = word ^ 0x3030_3A30_303A_3030
    // A digit over 9 and a colon over 0 reach the highest bit, or have it.
    guard (digits | (digits &+ 0x7676_7F76_767F_7676)) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    let pairs = digits &* 10 &+ digits &>> 8
    let (hour, minute, second) = (pairs & 0xFF, pairs &>> 24 & 0xFF, pairs &>> 48 & 0xFF)
    guard hour < 24, minute < 60, second < 61 else { return nil }
    return Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second)
  }

  /// The day of `2006-09-23`.
  static func day(_ word: ByteSlice) -> CalendarDay? {
    guard word.count == 10, word[4] == 0x2D, word[7] == 0x2D, let year = word[0..<4].integer,
      let month = word[5..<7].integer, let day = word[8..<10].integer
    else { return nil }
    return Timestamp(year: year, month: month, day: day)?.day
  }
}
