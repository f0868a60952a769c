import Bytes

/// Dates and times as Windows writes them for its user's country: `1/21/2019 1:39:01 AM`,
/// `21/01/2019 13:39:01`, `15.05.2017 15:32:13`, `2019-01-21 13:39:01`.
///
/// Whether the day or the month comes first is known (`ReaderContext.dateOrder`), or learnt on the
/// way. Until then AM or PM suggests the month.
struct LocaleDate {
  private var context: ReaderContext
  private var order: DateOrder?

  init(_ context: ReaderContext) { self.context = context }

  /// The same, with the order it has learnt, for another file.
  func `in`(_ context: ReaderContext) -> LocaleDate {
    var next = self
    next.context = context
    return next
  }

  /// Reads all of a text; nil where it is no date and time in any of these shapes, or whether it is
  /// of the morning does not show.
  mutating func read(_ text: ByteSlice) -> Timestamp? {
    guard let parts = Parts(text), !parts.isHalfUnknown else { return nil }
    if parts.first >= 1000 {
      return LogTime.moment(
        Parts.year(parts.first), parts.second, parts.third, parts.clock, context.zone)
    }
    if parts.namesMonth { return parts.moment(.dayFirst, context.zone) }
    if let told = context.dateOrder {
      // A date that can't be read so is read otherwise, and says nothing of the next.
      let own = parts.first > 12 || parts.second > 12 ? parts.order(context) : nil
      return parts.moment(own ?? told, context.zone)
    }
    if parts.first > 12 || parts.second > 12 || order == nil {
      order = parts.order(context) ?? parts.orderByEnd(context) ?? order
    }
    return parts.moment(order ?? (parts.half == nil ? .dayFirst : .monthFirst), context.zone)
  }
}

extension LocaleDate {
  enum Half { case morning, afternoon }

  /// A date and time as it stands there.
  struct Parts {
    /// The date's numbers in their order.
    private(set) var first: Int
    private(set) var second: Int
    private(set) var third: Int
    /// On 24 hours.
    private(set) var clock: LogTime.Clock
    /// Where the text has AM or PM.
    private(set) var half: Half?
    /// Whether a word beside the clock may be AM or PM.
    private(set) var isHalfUnknown = false
    /// Whether the month has its name.
    private(set) var namesMonth = false
    /// What is between the numbers.
    private var mark: UInt8
    /// Whether the form is one that only dates with the day in front have.
    private var isDayFirst: Bool

    /// Takes all of a text apart; nil where it is no date and time.
    init?(_ text: ByteSlice) {
      var cursor = ByteCursor(text.trimmed)
      let start = cursor.rest
      guard let first = cursor.integer(), let mark = Self.mark(&cursor) else { return nil }
      let middle = cursor.rest
      let month = Self.month(&cursor)
      namesMonth = month != nil
      guard let second = month ?? cursor.integer(), Self.mark(&cursor) == mark,
        mark != 0x20 || namesMonth, let third = cursor.integer(), first <= 9999, second <= 31,
        third <= 9999
      else { return nil }
      (self.first, self.second, self.third) = (first, second, third)
      self.mark = mark
      // `9/01/2026` (Australia, New Zealand): nobody writes the month with one digit and the day
      // with two.
      isDayFirst = start.dropFirst(1).first?.isDigit == false && middle.first == 0x30
      _ = cursor.skip(".")
      cursor.skipSpaces()
      let before = HalfWord(&cursor)
      guard let clock = Self.clock(&cursor) else { return nil }
      self.clock = clock
      cursor.skipSpaces()
      let word = before?.half == nil ? HalfWord(&cursor) ?? before : before
      half = word?.half
      isDayFirst = isDayFirst || word?.isDayFirst == true
      isHalfUnknown = word?.isUnknown == true && (1...12).contains(clock.hour)
      switch half {
      case .afternoon where clock.hour < 12: self.clock.hour += 12
      case .morning where clock.hour == 12: self.clock.hour = 0
      default: break
      }
    }

    /// The order that the date shows by itself or by the file's name; nil where it does not.
    func order(_ context: ReaderContext) -> DateOrder? {
      if namesMonth { return .dayFirst }
      if first > 12 || mark == 0x2E { return .dayFirst }
      if second > 12 { return .monthFirst }
      if first != second, let named = context.dayInName?.fields, named.year == year {
        if named.month == first && named.day == second { return .monthFirst }
        if named.month == second && named.day == first { return .dayFirst }
      }
      return isDayFirst ? .dayFirst : nil
    }

    /// The order in which the moment is not after the file's last change, where only one is so.
    func orderByEnd(_ context: ReaderContext) -> DateOrder? {
      let latest = context.written.adding(milliseconds: Timestamp.dayMilliseconds)
      guard context.written.milliseconds > 0, first != second,
        let dayFirst = moment(.dayFirst, context.zone),
        let monthFirst = moment(.monthFirst, context.zone)
      else { return nil }
      if dayFirst > latest, monthFirst <= latest { return .monthFirst }
      if monthFirst > latest, dayFirst <= latest { return .dayFirst }
      return nil
    }

    /// The moment in one of the orders; nil where there is no such day.
    func moment(_ order: DateOrder, _ zone: LogZone) -> Timestamp? {
      let (day, month) = order == .dayFirst ? (first, second) : (second, first)
      return LogTime.moment(year, month, day, clock, zone)
    }

    private var year: Int { third < 100 ? 2000 + third : Self.year(third) }

    /// A year in our calendar: Thailand's is 543 years ahead, and no log is of then.
    static func year(_ year: Int) -> Int { (2540...2600).contains(year) ? year - 543 : year }

    /// The English name of a month, whole or three letters of it.
    private static func month(_ cursor: inout ByteCursor) -> Int? {
      var name = ByteCursor(cursor.rest[0..<3])
      guard let month = LogTime.month(&name) else { return nil }
      while let byte = cursor.rest.first, byte.isLetter { _ = cursor.take(1) }
      return month
    }

    private static func mark(_ cursor: inout ByteCursor) -> UInt8? {
      guard let byte = cursor.rest.first,
        byte == 0x2F || byte == 0x2E || byte == 0x2D || byte == 0x20
      else { return nil }
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
  }
}
