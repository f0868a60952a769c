import Bytes

/// Gives each line to the reader of its format. The reader at work keeps the lines until one is
/// not its own; then the first that recognises the line takes over. So a file may hold several
/// formats, and syslog's lines may be several servers'.
struct LineRouter: Sendable {
  private var readers: [any LogReader]
  /// The numbers in the list of formats of the readers.
  private let numbers: [UInt8]
  /// The positions of readers whose times are local.
  private let local: Set<Int>
  /// The positions of readers whose lines are never syslog's.
  private let outsideSyslog: Set<Int>
  /// The positions of readers that never keep the lines.
  private let fillers: Set<Int>
  /// The position of the reader at work; nil until a line was recognised.
  private(set) var current: Int?
  /// How often lines may still be repeated.
  private var repeats = RepeatBudget()
  /// What a line may say came again.
  private var linesBefore: LinesBefore
  private var hour: RepeatedHour

  /// A router among formats.
  init(formats: LogFormats, context: ReaderContext) {
    let chosen = formats.tried
    let isOne = formats.only != nil
    linesBefore = LinesBefore(context)
    hour = RepeatedHour(context.zone)
    readers = chosen.map { formats[$0].makeReader(context) }
    numbers = chosen.map { UInt8($0) }
    local = Set(chosen.indices.filter { formats[chosen[$0]].hasLocalTimes })
    outsideSyslog = Set(chosen.indices.filter { !formats[chosen[$0]].comesThroughSyslog })
    fillers = Set(chosen.indices.filter { formats[chosen[$0]].isFiller && !isOne })
    current = isOne ? 0 : nil
  }

  /// Takes over the state of the file before, so that a file whose header stands in that one can be
  /// read.
  mutating func goOn(from before: LineRouter) {
    current = before.current
    linesBefore = before.linesBefore
    hour = before.hour
    readers = zip(readers, before.readers).map { reader, before in
      let next = reader.going(onFrom: before)
      guard let own = reader as? any YearlessLogReader else { return next }
      return Self.reader(next, before: own.context.written)
    }
  }

  /// From here on no line is much later than a moment.
  mutating func date(before written: Timestamp) {
    readers = readers.map { Self.reader($0, before: written) }
  }

  private static func reader(_ reader: any LogReader, before written: Timestamp) -> any LogReader {
    guard var dated = reader as? any YearlessLogReader else { return reader }
    dated.context.written = written
    return dated
  }

  /// The number of the format at work.
  var format: Int? { current.map { Int(numbers[$0]) } }

  /// Reads all lines of a chunk.
  mutating func read(
    _ chunk: ByteSlice, into batch: inout EventBatch, report: inout ReadReport
  ) {
    batch.repeats = repeats
    var cursor = LineCursor(chunk)
    while let line = cursor.line {
      if current == nil, let filler = claim(line), fillers.contains(filler) {
        current = filler
        if !take(&cursor, into: &batch, report: &report) { cursor.advance() }
        current = nil
        continue
      }
      guard let current = current ?? claim(line) else {
        if !line.isEmpty { Self.addUnknown(line, cursor.number, to: &report) }
        cursor.advance()
        continue
      }
      self.current = current
      let before = cursor.number
      begin(current, &batch)
      let outcome = readers[current].readLines(&cursor, into: &batch, report: &report)
      hour = batch.hour ?? hour
      report.linesByFormat[Int(numbers[current]), default: 0] += cursor.number - before
      guard let outcome, let line = cursor.line else { break }
      if outcome.mayBeOfAnother, let message = RepeatedMessage(line, linesBefore.context) {
        if !read(message, line, cursor, into: &batch, report: &report) { report.skipped += 1 }
        cursor.advance()
        continue
      }
      if outcome.mayBeOfAnother, let other = claim(line), other != current {
        self.current = other
        let isTaken = take(&cursor, into: &batch, report: &report)
        if !isTaken || fillers.contains(other) { self.current = current }
        report.changedFormat = report.changedFormat || self.current != current
        if isTaken { continue }
      }
      switch outcome {
      case .malformed(let reason):
        report.addMalformed(cursor.number, reason)
        report.broken += 1
      case .unknownServer(let name): report.addUnknownServer(cursor.number, name)
      default: Self.addUnknown(line, cursor.number, to: &report)
      }
      cursor.advance()
    }
    report.lines += cursor.number
    repeats = batch.repeats
    repeats.endChunk(lines: cursor.number)
    endChunk(chunk)
  }

  /// Lets the reader that recognised a line read it; false where it does not after all.
  private mutating func take(
    _ cursor: inout LineCursor, into batch: inout EventBatch, report: inout ReadReport
  ) -> Bool {
    guard let current, let line = cursor.line else { return false }
    begin(current, &batch)
    batch.begin(line: cursor.number, line, isWhole: cursor.isWhole)
    defer { hour = batch.hour ?? hour }
    switch readers[current].read(line, into: &batch) {
    case .read: break
    case .skipped: report.skipped += 1
    case .unknownServer(let name): report.addUnknownServer(cursor.number, name)
    case .malformed, .foreign: return false
    }
    report.linesByFormat[Int(numbers[current]), default: 0] += 1
    cursor.advance()
    return true
  }

  /// Reads the line before as often as the cursor's line says that it came again; false where it is
  /// not there, or tells nothing.
  private mutating func read(
    _ message: RepeatedMessage, _ line: ByteSlice, _ cursor: LineCursor,
    into batch: inout EventBatch, report: inout ReadReport
  ) -> Bool {
    guard let before = linesBefore.repeated(by: message, at: cursor.position, of: cursor.chunk),
      let current
    else { return false }
    let text = batch.arena.keep(before)
    let other = readers[current].recognises(text) ? current : claim(text)
    guard let other, !fillers.contains(other) else { return false }
    begin(other, &batch)
    batch.begin(line: cursor.number, line)
    defer { hour = batch.hour ?? hour }
    let times = batch.repeats.take(message.times, atLine: cursor.number)
    for count in 0..<times where readers[other].read(text, into: &batch) != .read {
      if count == 0 { return false }
    }
    if times < message.times {
      report.addMalformed(cursor.number, RepeatBudget.lack(of: message.times, counted: times))
    }
    report.linesByFormat[Int(numbers[other]), default: 0] += 1
    report.changedFormat = report.changedFormat || other != current
    return true
  }

  private mutating func endChunk(_ chunk: ByteSlice) {
    if let current, outsideSyslog.contains(current) {
      linesBefore.removeAll()
    } else {
      linesBefore.endChunk(chunk)
    }
  }

  /// Tells a batch whose lines are read next.
  private func begin(_ reader: Int, _ batch: inout EventBatch) {
    batch.format = numbers[reader]
    batch.hour = local.contains(reader) ? hour : nil
  }

  private func claim(_ line: ByteSlice) -> Int? {
    guard line.count <= LineCursor.lineBytesMaximum else { return nil }
    return readers.firstIndex { $0.recognises(line) }
  }

  private static let isUnknown = "in no log format that ftpscope knows"

  /// Adds a line that no reader recognises.
  private static func addUnknown(
    _ line: ByteSlice, _ number: UInt64, to report: inout ReadReport
  ) {
    if let name = UnknownServer.name(in: line) {
      report.addUnknownServer(number, name)
    } else {
      report.addMalformed(number, isUnknown)
    }
  }

  /// Comes to the state after a chunk without reading it; false where that can't be done.
  mutating func skim(_ chunk: ByteSlice) -> Bool {
    guard let current, readers[current].skim(chunk) else { return false }
    endChunk(chunk)
    return true
  }

  /// Whether reading on from here is the same as from the other's state.
  func continues(like other: LineRouter) -> Bool {
    guard let current, current == other.current else { return false }
    return readers[current].continues(like: other.readers[current])
  }
}

extension LineOutcome {
  /// Whether another format's reader may know the line: a header says what columns follow, not for
  /// how long.
  fileprivate var mayBeOfAnother: Bool {
    switch self {
    case .foreign, .malformed: true
    default: false
    }
  }
}
