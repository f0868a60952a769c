import Bytes

/// The ways logs write a moment. Each takes its shape from the front of a cursor; nil where
/// something else stands there.
enum LogTime {
  /// `Tue Nov 13 16:55:47 2018` (asctime), the day of the month padded with a space or not.
  static func asctime(_ cursor: inout ByteCursor, zone: LogZone) -> Timestamp? {
    var ahead = cursor
    guard let weekday = ahead.word(), weekday.count == 3, let month = month(&ahead),
      let day = ahead.integer()
    else { return nil }
    ahead.skipSpaces()
    guard let clock = clock(&ahead), ahead.skip(" "), let year = ahead.integer(),
      let moment = moment(year, month, day, clock, zone)
    else { return nil }
    cursor = ahead
    return moment
  }

  /// `Jan  7 14:19:31` (RFC 3164): the year is the latest that puts the moment no more than a day
  /// after `written`.
  static func syslog(_ cursor: inout ByteCursor, written: Timestamp, zone: LogZone) -> Timestamp? {
    var ahead = cursor
    guard let month = syslogMonth(&ahead), let day = ahead.integer() else { return nil }
    ahead.skipSpaces()
    guard var clock = clock(&ahead) else { return nil }
    if ahead.skip(".") { clock.millisecond = fraction(&ahead) }
    guard let moment = moment(month, day, clock, written: written, zone) else { return nil }
    cursor = ahead
    return moment
  }

  /// The moment of a date without a year: the last one that no line is much later than.
  static func moment(
    _ month: Int, _ day: Int, _ clock: Clock, written: Timestamp, _ zone: LogZone
  ) -> Timestamp? {
    let latest = written.adding(milliseconds: Timestamp.dayMilliseconds)
    let year = latest.day.fields.year
    // The 29th of February may be of a year some way back, eight at most.
    for years in 0...8 {
      let moment = moment(year - years, month, day, clock, zone)
      if let moment, moment <= latest { return moment }
    }
    return nil
  }

  /// The time at the front of a line of syslog: RFC 3164's, the same with a year behind the day
  /// (`Jan  7 2026 14:19:31`), an ISO one, or one of journalctl's: `short-precise` has a fraction,
  /// `short-unix` seconds since 1970, `short-full` is `Wed 2026-01-07 14:19:31 CET`.
  static func syslog(_ cursor: inout ByteCursor, _ context: ReaderContext) -> Timestamp? {
    if let time = syslog(&cursor, written: context.written, zone: context.zone) { return time }
    var ahead = cursor
    if let month = syslogMonth(&ahead), let day = ahead.integer(), ahead.skip(" "),
      let year = ahead.digits(4), ahead.skip(" "), let clock = clock(&ahead)
    {
      guard let moment = moment(year, month, day, clock, context.zone) else { return nil }
      cursor = ahead
      return moment
    }
    if let time = iso(&cursor, zone: context.zone) { return time }
    return full(&cursor, zone: context.zone) ?? unix(&cursor)
  }

  /// The name of a month in front of its day, in English or another language.
  private static func syslogMonth(_ cursor: inout ByteCursor) -> Int? {
    var ahead = cursor
    if let month = month(&ahead), ahead.rest.first?.isDigit == true {
      cursor = ahead
      return month
    }
    return MonthNames.take(&cursor)
  }

  /// `Wed 2026-01-07 14:19:31 CET`, the day of the week in any language; the machine's local time:
  /// the names of zones are not known here, but for UTC's.
  private static func full(_ cursor: inout ByteCursor, zone: LogZone) -> Timestamp? {
    var ahead = cursor
    guard let day = ahead.word(), day.count <= 16, day.first.map({ $0 > 0x40 }) == true else {
      return nil
    }
    let date = ahead
    guard let local = iso(&ahead, zone: zone), ahead.skip(" "),
      let end = ahead.rest.firstIndex(of: 0x20), let name = ahead.take(end)
    else { return nil }
    cursor = ahead
    var again = date
    return name == "UTC" ? iso(&again, zone: .utc) : local
  }

  /// `1767795571.123456`, of any number of decimals.
  private static func unix(_ cursor: inout ByteCursor) -> Timestamp? {
    guard cursor.rest.first?.isDigit == true, cursor.rest.count > 12, cursor.rest[10] == 0x2E,
      cursor.rest[11].isDigit
    else { return nil }
    var ahead = cursor
    guard let time = epoch(&ahead), ahead.rest.first == 0x20 else { return nil }
    cursor = ahead
    return time
  }

  /// `2025-01-20T14:25:32.946Z`, `2023-03-16 17:36:33,880`, `2025-03-04T01:06:36+01:00`: the date
  /// and the time apart by `T` or a space, a fraction after `.` or `,`, and an offset or `Z`.
  /// `zone` holds where the text has none.
  static func iso(_ cursor: inout ByteCursor, zone: LogZone) -> Timestamp? {
    let text = cursor.rest
    guard text.count >= 17, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54 || text[10] == 0x20,
      let year = text.number(at: 0, digits: 4), let month = text.number(at: 5, digits: 2),
      let day = text.number(at: 8, digits: 2)
    else { return nil }
    var ahead = ByteCursor(text.dropFirst(11))
    guard var clock = clock(&ahead) else { return nil }
    if ahead.rest.first == 0x2E || ahead.rest.first == 0x2C,
      ahead.rest.dropFirst(1).first?.isDigit == true
    {
      _ = ahead.take(1)
      clock.millisecond = fraction(&ahead)
    }
    let own = Self.zone(&ahead)
    guard let moment = moment(year, month, day, clock, own ?? zone) else { return nil }
    cursor = ahead
    return moment
  }

  /// `26-01-07 14:19:31`, of this century.
  static func shortISO(_ cursor: inout ByteCursor, zone: LogZone) -> Timestamp? {
    var ahead = cursor
    guard let year = ahead.digits(2), ahead.skip("-"), let month = ahead.digits(2),
      ahead.skip("-"), let day = ahead.digits(2), ahead.skip(" "), let clock = clock(&ahead),
      let moment = moment(2000 + year, month, day, clock, zone)
    else { return nil }
    cursor = ahead
    return moment
  }

  /// `10/Oct/2026:13:55:36 +0200` (the Common Log Format, without its brackets).
  static func commonLog(_ cursor: inout ByteCursor, zone: LogZone) -> Timestamp? {
    let text = cursor.rest
    guard text.count >= 18, text[2] == 0x2F, text[6] == 0x2F, text[11] == 0x3A,
      let day = text.number(at: 0, digits: 2), let month = month(named: text[3..<6]),
      let year = text.number(at: 7, digits: 4)
    else { return nil }
    var ahead = ByteCursor(text.dropFirst(12))
    guard let clock = clock(&ahead) else { return nil }
    ahead.skipSpaces()
    let own = Self.zone(&ahead)
    guard let moment = moment(year, month, day, clock, own ?? zone) else { return nil }
    cursor = ahead
    return moment
  }

  /// `1700000000.123456` (seconds since 1970, UTC).
  static func epoch(_ cursor: inout ByteCursor) -> Timestamp? {
    var ahead = cursor
    guard let seconds = ahead.integer(), seconds <= Timestamp.lastMilliseconds / 1000 else {
      return nil
    }
    var milliseconds = Int64(seconds) * 1000
    if ahead.skip(".") { milliseconds += Int64(fraction(&ahead)) }
    cursor = ahead
    return Timestamp(milliseconds: milliseconds)
  }

  struct Clock {
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond = 0
  }

  /// `16:55:47`, the hour of one digit or two.
  static func clock(_ cursor: inout ByteCursor) -> Clock? {
    let rest = cursor.rest
    let mark = rest.dropFirst(1).first?.isDigit == true ? 2 : 1
    guard rest.count >= mark + 6, rest[mark] == 0x3A, rest[mark + 3] == 0x3A,
      let hour = rest.number(at: 0, digits: mark), hour < 24,
      let minute = rest.number(at: mark + 1, digits: 2),
      let second = rest.number(at: mark + 4, digits: 2)
    else { return nil }
    _ = cursor.take(mark + 6)
    return Clock(hour: hour, minute: minute, second: second)
  }

  /// The English name of a month, three letters, and the spaces after it.
  static func month(_ cursor: inout ByteCursor) -> Int? {
    var ahead = cursor
    guard let name = ahead.take(3), let number = month(named: name) else { return nil }
    ahead.skipSpaces()
    cursor = ahead
    return number
  }

  /// The month of an English name of three letters.
  private static func month(named name: ByteSlice) -> Int? {
    switch name.buffer.reduce(0 as UInt32, { $0 << 8 | UInt32($1) }) {
    case 0x4A_616E: 1
    case 0x46_6562: 2
    case 0x4D_6172: 3
    case 0x41_7072: 4
    case 0x4D_6179: 5
    case 0x4A_756E: 6
    case 0x4A_756C: 7
    case 0x41_7567: 8
    case 0x53_6570: 9
    case 0x4F_6374: 10
    case 0x4E_6F76: 11
    case 0x44_6563: 12
    default: nil
    }
  }

  /// The moment of a date and a clock in a zone.
  static func moment(
    _ year: Int, _ month: Int, _ day: Int, _ clock: Clock, _ zone: LogZone
  ) -> Timestamp? {
    Timestamp(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second, millisecond: clock.millisecond
    ).map(zone.utc)
  }

  /// Milliseconds of the digits after a decimal mark.
  static func fraction(_ cursor: inout ByteCursor) -> Int {
    var milliseconds = 0
    var scale = 100
    while let byte = cursor.rest.first, byte.isDigit {
      milliseconds += Int(byte - 0x30) * scale
      scale /= 10
      _ = cursor.take(1)
    }
    return milliseconds
  }

  /// The zone of `Z`, `+02:00` or `-0500`.
  static func zone(_ cursor: inout ByteCursor) -> LogZone? {
    let rest = cursor.rest
    guard let mark = rest.first else { return nil }
    if mark == 0x5A {
      _ = cursor.take(1)
      return .utc
    }
    guard mark == 0x2B || mark == 0x2D else { return nil }
    let end = rest[3..<4].first == 0x3A ? 6 : 5
    guard rest.count >= end, let hours = rest.number(at: 1, digits: 2), hours < 24,
      let minutes = rest.number(at: end - 2, digits: 2), minutes < 60
    else { return nil }
    _ = cursor.take(end)
    let sign = mark == 0x2B ? 1 : -1
    return LogZone(offsetSeconds: sign * (hours * 3600 + minutes * 60))
  }
}

extension ByteSlice {
  /// The number that so many digits at a place make; nil where another byte is among them, or the
  /// end.
  @inline(__always)
  fileprivate func number(at place: Int, digits: Int) -> Int? {
    guard place &+ digits <= count else { return nil }
    var value = 0
    for index in place..<(place &+ digits) {
      let digit = start[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }
}

extension ByteCursor {
  /// Takes exactly `count` digits.
  mutating func digits(_ count: Int) -> Int? {
    guard let value = rest.number(at: 0, digits: count) else { return nil }
    _ = take(count)
    return value
  }
}

extension Timestamp {
  /// Before every line of a log, and so far from the least that differences do not overflow.
  static var beforeAll: Timestamp { Timestamp(milliseconds: .min / 2) }
}
