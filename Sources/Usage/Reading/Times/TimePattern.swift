import Bytes

/// How a log that a user describes writes its times: one of the names below, or a pattern in the
/// words of strptime(3).
enum TimePattern: Sendable {
  case iso, syslog, asctime, commonLog, epoch
  case fields([Field])

  /// One part of a pattern.
  enum Field: Sendable, Equatable {
    case literal(UInt8)
    /// Any number of spaces.
    case space
    case year, shortYear, month, monthName, day, hour, minute, second, fraction, half, zone
    case weekday, epoch
  }

  /// The names that stand for whole shapes.
  static let names = "iso, syslog, asctime, clf, epoch"

  /// The words of a pattern that mean something here.
  static let words = "%Y %y %m %b %d %e %H %I %M %S %f %p %z %a %s %F %T %D"

  /// The first word of a pattern that means nothing here; nil where there is none.
  static func strangeWord(in text: String) -> String? {
    var rest = text[...]
    while let mark = rest.firstIndex(of: "%") {
      let letter = rest[mark...].dropFirst().first
      let known = letter?.asciiValue.flatMap(directive)
      if known == nil { return "%" + (letter.map { String($0) } ?? "") }
      rest = rest[mark...].dropFirst(2)
    }
    return nil
  }

  /// A shape by its name or by a pattern with `%`; nil where the text is neither.
  init?(_ text: String) {
    switch text {
    case "iso": self = .iso
    case "syslog": self = .syslog
    case "asctime": self = .asctime
    case "clf": self = .commonLog
    case "epoch": self = .epoch
    default:
      guard text.utf8.contains(0x25), let fields = Self.fields(Array(text.utf8)) else {
        return nil
      }
      self = .fields(fields)
    }
  }

  /// Reads a moment from the front of a text; nil where it has another shape.
  func read(_ text: ByteSlice, _ context: ReaderContext) -> Timestamp? {
    var cursor = ByteCursor(text.trimmed)
    let zone = context.zone
    switch self {
    case .iso: return LogTime.iso(&cursor, zone: zone)
    case .syslog: return LogTime.syslog(&cursor, written: context.written, zone: zone)
    case .asctime: return LogTime.asctime(&cursor, zone: zone)
    case .commonLog:
      _ = cursor.skip("[")
      return LogTime.commonLog(&cursor, zone: zone)
    case .epoch: return LogTime.epoch(&cursor)
    case .fields(let fields):
      var parts = TimeParts(zone: zone, written: context.written)
      for field in fields where !parts.take(field, &cursor) { return nil }
      return parts.moment
    }
  }

  /// Whether what it reads has a day, and not a time of any day.
  var tellsDay: Bool {
    guard case .fields(let fields) = self else { return true }
    let hasMonth = fields.contains(.month) || fields.contains(.monthName)
    return fields.contains(.epoch) || fields.contains(.day) && hasMonth
  }

  private static func fields(_ pattern: [UInt8]) -> [Field]? {
    var fields: [Field] = []
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      guard byte == 0x25 else {
        fields.append(byte == 0x20 ? .space : .literal(byte))
        continue
      }
      guard index < pattern.count, let directive = directive(pattern[index]) else { return nil }
      fields += directive
      index += 1
    }
    return fields
  }

  private static func directive(_ letter: UInt8) -> [Field]? {
    switch Character(UnicodeScalar(letter)) {
    case "Y": [.year]
    case "y": [.shortYear]
    case "m": [.month]
    case "b", "B", "h": [.monthName]
    case "d", "e": [.day]
    case "H", "I", "k", "l": [.hour]
    case "M": [.minute]
    case "S": [.second]
    case "f": [.fraction]
    case "p", "P": [.half]
    case "z": [.zone]
    case "a", "A": [.weekday]
    case "s": [.epoch]
    case "F": [.year, .literal(0x2D), .month, .literal(0x2D), .day]
    case "T": [.hour, .literal(0x3A), .minute, .literal(0x3A), .second]
    case "D": [.month, .literal(0x2F), .day, .literal(0x2F), .shortYear]
    case "%": [.literal(0x25)]
    default: nil
    }
  }
}

/// What a time pattern has read so far.
struct TimeParts {
  private var zone: LogZone
  private let written: Timestamp
  /// Nil where the pattern has none.
  private var year: Int?
  private var month = 1
  private var day = 1
  private var clock = LogTime.Clock(hour: 0, minute: 0, second: 0)
  private var isAfternoon: Bool?
  private var whole: Timestamp?

  init(zone: LogZone, written: Timestamp) {
    self.zone = zone
    self.written = written
  }

  /// The moment of the parts; nil where there is none such.
  var moment: Timestamp? {
    if let whole { return whole }
    var clock = clock
    if let isAfternoon { clock.hour = clock.hour % 12 + (isAfternoon ? 12 : 0) }
    guard let year else { return LogTime.moment(month, day, clock, written: written, zone) }
    return LogTime.moment(year, month, day, clock, zone)
  }

  /// Reads one part; false where something else stands there.
  mutating func take(_ field: TimePattern.Field, _ cursor: inout ByteCursor) -> Bool {
    switch field {
    case .literal(let byte):
      guard cursor.rest.first == byte else { return false }
      _ = cursor.take(1)
    case .space:
      cursor.skipSpaces()
    case .fraction: return fraction(&cursor)
    case .half: return half(&cursor)
    case .zone: return zone(&cursor)
    case .weekday:
      while let byte = cursor.rest.first, byte.isLetter { _ = cursor.take(1) }
    case .monthName:
      guard let number = LogTime.month(&cursor) else { return false }
      month = number
      while let byte = cursor.rest.first, byte.isLetter { _ = cursor.take(1) }
    case .epoch:
      whole = LogTime.epoch(&cursor)
      return whole != nil
    default: return number(field, &cursor)
    }
    return true
  }

  private mutating func number(_ field: TimePattern.Field, _ cursor: inout ByteCursor) -> Bool {
    cursor.skipSpaces()
    let length = field == .year ? 4 : 2
    var end = 0
    while end < min(length, cursor.rest.count), cursor.rest[end].isDigit { end += 1 }
    guard let value = cursor.take(end)?.integer else { return false }
    switch field {
    case .year: year = value
    case .shortYear: year = value < 69 ? 2000 + value : 1900 + value
    case .month: month = value
    case .day: day = value
    case .hour: clock.hour = value
    case .minute: clock.minute = value
    default: clock.second = value
    }
    return true
  }

  private mutating func fraction(_ cursor: inout ByteCursor) -> Bool {
    guard cursor.rest.first?.isDigit == true else { return false }
    clock.millisecond = LogTime.fraction(&cursor)
    return true
  }

  private mutating func half(_ cursor: inout ByteCursor) -> Bool {
    guard let letter = cursor.rest.first?.lowercasedASCII, letter == 0x61 || letter == 0x70,
      cursor.rest.dropFirst(1).first?.lowercasedASCII == 0x6D
    else { return false }
    isAfternoon = letter == 0x70
    _ = cursor.take(2)
    return true
  }

  private mutating func zone(_ cursor: inout ByteCursor) -> Bool {
    guard let own = LogTime.zone(&cursor) else { return false }
    zone = own
    return true
  }
}
