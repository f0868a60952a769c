import Bytes

/// Looks through a log whose dates have no year for where a year begins. By itself each date is
/// the latest that is not after the file's last change; but a log goes forward in time, so that one
/// which steps back by more than half a year has come to the next year, and the 29th of February
/// makes the dates around it a leap year's. Where the lines are not in the order of time, nothing
/// is concluded.
struct YearSearch {
  /// The file from a byte on, and a moment that no line of it is much later than.
  struct Part: Equatable {
    var begin: Int
    var written: Timestamp
  }

  /// A step back into the next year.
  private struct Turn {
    var begin: Int
    /// The times of the lines before and behind.
    var before: Timestamp
    var behind: Timestamp
  }

  private static let day = Timestamp.dayMilliseconds
  /// More than delays and the changes of clocks come to.
  private static let disorder = 2 * day
  private static let halfYear = 183 * day
  /// No log has more years.
  private static let turnsMaximum = 50
  /// Between two leap years there are eight at most.
  private static let yearsMaximum = 8

  /// Whether there is a date without a year.
  private(set) var found = false
  /// Whether lines are in the order of time, as far as that can be seen.
  private(set) var isOrdered = true

  private let written: Timestamp
  private let zone: LogZone
  /// Whether the year is the user's word.
  private let isSaid: Bool
  private var turns: [Turn] = []
  private var last: Timestamp?
  /// Where a 29th of February is.
  private var leapDays: [Int] = []
  private var before: ByteSlice?

  init(_ context: ReaderContext, isSaid: Bool) {
    written = context.written
    zone = context.zone
    self.isSaid = isSaid
  }

  /// Looks through lines, the first of which begins at a byte of the file.
  mutating func look(through lines: ByteSlice, at begin: Int) {
    var cursor = LineCursor(lines)
    before = nil
    while isOrdered, let line = cursor.line {
      if line.count <= LineCursor.lineBytesMaximum { note(line, at: begin + cursor.position) }
      cursor.advance()
    }
    before = nil
  }

  private mutating func note(_ line: ByteSlice, at place: Int) {
    // Most lines are of the same minute as the one before.
    let front = line[0..<13]
    if let before, front == before { return }
    var cursor = ByteCursor(line)
    if cursor.skip("<") { _ = cursor.take(until: 0x3E) }
    guard let time = LogTime.syslog(&cursor, written: written, zone: zone) else { return }
    before = front
    found = true
    let fields = time.day.fields
    if fields.month == 2, fields.day == 29 {
      if leapDays.last ?? -1 < turns.last?.begin ?? 0 { leapDays.append(place) }
      return
    }
    defer { last = time }
    guard let last else { return }
    let step = time.milliseconds - last.milliseconds
    if step < -Self.halfYear {
      turns.append(Turn(begin: place, before: last, behind: time))
      if turns.count > Self.turnsMaximum { isOrdered = false }
    } else if step < -Self.disorder {
      isOrdered = false
    } else if step > Self.disorder, let turn = turns.last, time >= turn.before,
      last.milliseconds - turn.behind.milliseconds < Self.disorder
    {
      // The clock was wrong for a while, as after a start without a battery.
      turns.removeLast()
    }
  }

  /// The parts, the first with the file's beginning; none where each date is right by itself.
  var parts: [Part] {
    guard isOrdered, let last else { return [] }
    let begins = [0] + turns.map(\.begin)
    // A file that was written to when its last line was is of that year.
    let isCertain = isSaid || written.milliseconds - last.milliseconds < Self.disorder
    let all = (0...(isCertain ? 0 : Self.yearsMaximum)).lazy.map { shift in
      begins.enumerated().map { index, begin in
        Part(begin: begin, written: years(before: turns.count - index + shift))
      }
    }
    let fitting = all.first { parts in leapDays.allSatisfy { Self.isLeap($0, parts) } }
    guard let parts = fitting ?? all.first, parts != [Part(begin: 0, written: written)] else {
      return []
    }
    return parts
  }

  /// Whether the part that has a 29th of February is of a year that has one.
  private static func isLeap(_ place: Int, _ parts: [Part]) -> Bool {
    guard let part = parts.last(where: { $0.begin <= place }) else { return false }
    let end = part.written.adding(milliseconds: day).day.fields
    let year = end.month > 2 || end.month == 2 && end.day == 29 ? end.year : end.year - 1
    return Timestamp(year: year, month: 2, day: 29) != nil
  }

  /// The file's last change, so many years before.
  private func years(before years: Int) -> Timestamp {
    let fields = written.day.fields
    let clock = written.milliseconds - Int64(written.day.number) * Self.day
    let isLeapDay = fields.month == 2 && fields.day == 29
    let moment = Timestamp(
      year: fields.year - years, month: fields.month,
      day: isLeapDay && years > 0 ? 28 : fields.day)
    return moment?.adding(milliseconds: clock) ?? written
  }
}
