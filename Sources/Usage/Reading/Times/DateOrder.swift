import Bytes

/// Which of a date's first two numbers is the day.
public enum DateOrder: String, Sendable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
}

/// Looks through a log's dates for what tells the day from the month: a number above 12, a form
/// that only one order has, the day in the file's name; else that the log's days go forward and
/// end before the file's last change in one order only.
struct DateOrderSearch {
  /// What is known; nil as long as both orders may be.
  private(set) var found: DateOrder?
  /// The first date that can be read either way, as the log has it.
  private(set) var open: String?

  /// The first date beside whose clock a word may be AM or PM.
  private(set) var unknownHalf: String?

  private let context: ReaderContext
  private let dateText: @Sendable (ByteSlice) -> ByteSlice?
  private var dayFirst = Reading()
  private var monthFirst = Reading()
  private var before: (Int, Int, Int) = (0, 0, 0)

  /// How the days go where one of the orders is taken.
  private struct Reading {
    var isPossible = true
    var latest = Timestamp.beforeAll
  }

  /// `dateText` gives the date that a line begins with.
  init(_ context: ReaderContext, dateText: @escaping @Sendable (ByteSlice) -> ByteSlice?) {
    self.context = context
    self.dateText = dateText
  }

  /// The same search, before it has looked through anything.
  var fromTheStart: DateOrderSearch { DateOrderSearch(context, dateText: dateText) }

  /// Looks through lines.
  mutating func look(through lines: ByteSlice) {
    var cursor = LineCursor(lines)
    while found == nil, let line = cursor.line {
      if let text = dateText(line), let parts = LocaleDate.Parts(text) { note(parts, text) }
      cursor.advance()
    }
  }

  private mutating func note(_ parts: LocaleDate.Parts, _ text: ByteSlice) {
    if parts.isHalfUnknown, unknownHalf == nil { unknownHalf = text.escapedText }
    guard parts.first < 1000 else { return }
    let numbers = (parts.first, parts.second, parts.third)
    if numbers == before { return }
    before = numbers
    found = parts.order(context)
    guard found == nil, parts.first != parts.second else { return }
    if open == nil { open = text.escapedText }
    let end = context.written.adding(milliseconds: Timestamp.dayMilliseconds)
    let latest = context.written.milliseconds > 0 ? end : nil
    Self.note(parts.moment(.dayFirst, context.zone), latest, &dayFirst)
    Self.note(parts.moment(.monthFirst, context.zone), latest, &monthFirst)
    if dayFirst.isPossible != monthFirst.isPossible {
      found = dayFirst.isPossible ? .dayFirst : .monthFirst
    }
  }

  private static func note(_ moment: Timestamp?, _ latest: Timestamp?, _ reading: inout Reading) {
    guard let moment else { return }
    // Sessions that end around midnight may be written in either order.
    let isBack = moment < reading.latest.adding(milliseconds: -Timestamp.dayMilliseconds)
    if isBack { reading.isPossible = false }
    if let latest, moment > latest { reading.isPossible = false }
    reading.latest = max(reading.latest, moment)
  }
}
