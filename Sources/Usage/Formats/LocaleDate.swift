import Bytes

/// Dates and times as Windows writes them for its user's country: `1/21/2019 1:39:01 AM`,
/// `21/01/2019 13:39:01`, `15.05.2017 15:32:13`, `2019-01-21 13:39:01`.
///
/// Whether the day or the month comes first is learnt: from a number above 12, from the day in the
/// file's name, and from a moment that would lie in the future. Until then AM or PM suggests the
/// month.
struct LocaleDate {
  private enum Order { case dayFirst, monthFirst }
  private enum Half { case morning, afternoon }

  private var context: ReaderContext
  private var order: Order?

  init(_ context: ReaderContext) { self.context = context }

  /// The same, with the order it has learnt, for another file.
  func `in`(_ context: ReaderContext) -> LocaleDate {
    var next = self
    next.context = context
    return next
  }

  /// Reads all of a text; nil where it is no date and time in any of these shapes.
  mutating func read(_ text: ByteSlice) -> Timestamp? {
    var cursor = ByteCursor(text.trimmed)
    guard let (numbers, mark) = Self.date(&cursor) else { return nil }
    var half = Self.half(&cursor)
    guard var clock = Self.clock(&cursor) else { return nil }
    cursor.skipSpaces()
    if half == nil { half = Self.half(&cursor) }
    switch half {
    case .afternoon where clock.hour < 12: clock.hour += 12
    case .morning where clock.hour == 12: clock.hour = 0
    default: break
    }
    let (first, second, third) = numbers
    if first >= 1000 {
      return LogTime.moment(first, second, third, clock, context.zone)
    }
    let year = third < 100 ? 2000 + third : third
    learn(first, second, year, mark: mark)
    let order = order ?? guess(first, second, year, clock, hasHalf: half != nil)
    let (day, month) = order == .dayFirst ? (first, second) : (second, first)
    return LogTime.moment(year, month, day, clock, context.zone)
  }

  private mutating func learn(_ first: Int, _ second: Int, _ year: Int, mark: UInt8) {
    if first > 12 || mark == 0x2E {
      order = .dayFirst
    } else if second > 12 {
      order = .monthFirst
    } else if order == nil, let named = context.dayInName?.fields, named.year == year {
      if first == second { return }
      if named.month == first && named.day == second { order = .monthFirst }
      if named.month == second && named.day == first { order = .dayFirst }
    }
  }

  private mutating func guess(
    _ first: Int, _ second: Int, _ year: Int, _ clock: LogTime.Clock, hasHalf: Bool
  ) -> Order {
    let zone = context.zone
    let latest = context.written.adding(milliseconds: 86_400_000)
    if context.written.milliseconds > 0, first != second,
      let dayFirst = LogTime.moment(year, second, first, clock, zone),
      let monthFirst = LogTime.moment(year, first, second, clock, zone)
    {
      if dayFirst > latest, monthFirst <= latest { order = .monthFirst }
      if monthFirst > latest, dayFirst <= latest { order = .dayFirst }
    }
    return order ?? (hasHalf ? .monthFirst : .dayFirst)
  }

  private static func date(_ cursor: inout ByteCursor) -> ((Int, Int, Int), UInt8)? {
    guard let first = cursor.integer(), let mark = mark(&cursor), let second = cursor.integer(),
      Self.mark(&cursor) == mark, let third = cursor.integer(),
      first <= 9999, second <= 31, third <= 9999
    else { return nil }
    _ = cursor.skip(".")
    cursor.skipSpaces()
    return ((first, second, third), mark)
  }

  private static func mark(_ cursor: inout ByteCursor) -> UInt8? {
    guard let byte = cursor.rest.first, byte == 0x2F || byte == 0x2E || byte == 0x2D else {
      return nil
    }
    _ = cursor.take(1)
    cursor.skipSpaces()
    return byte
  }

  private static func clock(_ cursor: inout ByteCursor) -> LogTime.Clock? {
    guard let hour = cursor.integer(), hour < 24, cursor.skip(":") || cursor.skip("."),
      let minute = cursor.digits(2), cursor.skip(":") || cursor.skip("."),
      let second = cursor.digits(2)
    else { return nil }
    return LogTime.Clock(hour: hour, minute: minute, second: second)
  }

  /// AM or PM, as English, Spanish, Chinese, Korean and Japanese have them.
  private static func half(_ cursor: inout ByteCursor) -> Half? {
    guard let first = cursor.rest.first, !first.isDigit else { return nil }
    let rest = cursor.rest
    var length = 0
    while length < rest.count, !rest[length].isDigit { length += 1 }
    _ = cursor.take(length)
    if first.lowercasedASCII == 0x70 { return .afternoon }
    if first.lowercasedASCII == 0x61 { return .morning }
    let isAfternoon =
      rest.starts(with: "下午") || rest.starts(with: "午後") || rest.starts(with: "오후")
    if isAfternoon { return .afternoon }
    let isMorning =
      rest.starts(with: "上午") || rest.starts(with: "午前") || rest.starts(with: "오전")
    return isMorning ? .morning : nil
  }
}
