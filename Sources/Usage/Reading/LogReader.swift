import Bytes
import FTPProtocol

/// Reads one format of log, line by line. A value: whatever a later line depends on (a date that
/// stands in a header, columns) is its state, and a copy of the value is a place to go on from.
protocol LogReader: Sendable {
  static var format: LogFormat { get }

  init(_ context: ReaderContext)

  /// Whether a line, without its line end, can only be one of this format's.
  func recognises(_ line: ByteSlice) -> Bool

  /// Reads one line, without its line end, and adds to the batch what it tells. Never traps,
  /// whatever the bytes.
  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome

  /// Reads lines until one is neither read nor skipped, which stays the cursor's line and is told
  /// of; nil at the end. A format overrides it to go faster than line by line.
  mutating func readLines(
    _ cursor: inout LineCursor, into batch: inout EventBatch, report: inout ReadReport
  ) -> LineOutcome?

  /// Comes to the state that reading a chunk would lead to, without reading it, where that can be
  /// done: then several chunks are read at once. False, and no change, where it can't.
  mutating func skim(_ chunk: ByteSlice) -> Bool

  /// A line's own time as it stands there, where it has its offset from UTC with it as the last
  /// word: `01/Oct/2026:10:05:59 +0200`. What else a line holds is not looked at: clients type it.
  mutating func timeText(_ line: ByteSlice) -> ByteSlice?

  /// This reader, for the next file of a stream, in the state in which the one before ended.
  func going(onFrom before: any LogReader) -> any LogReader

  /// Whether reading on from the other reader's state is the same as from this one's.
  func continues(like other: any LogReader) -> Bool
}

extension LogReader {
  mutating func readLines(
    _ cursor: inout LineCursor, into batch: inout EventBatch, report: inout ReadReport
  ) -> LineOutcome? {
    while let line = cursor.line {
      let trouble = readLine(line, &cursor, into: &batch, report: &report)
      if let trouble { return trouble }
    }
    return nil
  }

  /// Reads the cursor's line and goes to the next; where it is neither read nor skipped, stays
  /// and tells of it.
  mutating func readLine(
    _ line: ByteSlice, _ cursor: inout LineCursor, into batch: inout EventBatch,
    report: inout ReadReport
  ) -> LineOutcome? {
    if line.count > LineCursor.lineBytesMaximum { return .malformed(LineCursor.isTooLong) }
    if !line.isEmpty {
      batch.begin(line: cursor.number, line, isWhole: cursor.isWhole)
      var outcome = read(line, into: &batch)
      if outcome != .read, let repeated = RepeatedLine(line) {
        outcome = read(repeated, cursor.number, into: &batch, report: &report)
      }
      // The router knows the line before.
      if outcome != .read, RepeatedMessage(line, ReaderContext()) != nil { outcome = .foreign }
      switch outcome {
      case .read: break
      case .skipped: report.skipped += 1
      case .malformed, .unknownServer, .foreign: return outcome
      }
    }
    cursor.advance()
    return nil
  }

  /// Reads a line as often as it was repeated, up to what is no line of this reader's.
  private mutating func read(
    _ repeated: RepeatedLine, _ number: UInt64, into batch: inout EventBatch,
    report: inout ReadReport
  ) -> LineOutcome {
    let line = batch.arena.keep(repeated.line)
    let times = batch.repeats.take(repeated.times, atLine: number)
    for _ in 0..<times {
      let outcome = read(line, into: &batch)
      if outcome != .read { return outcome }
    }
    if times < repeated.times {
      report.addMalformed(number, RepeatBudget.lack(of: repeated.times, counted: times))
    }
    return .read
  }

  mutating func skim(_ chunk: ByteSlice) -> Bool { false }

  func timeText(_ line: ByteSlice) -> ByteSlice? { nil }

  func continues(like other: any LogReader) -> Bool { false }

  func going(onFrom before: any LogReader) -> any LogReader { before }
}

/// A reader of logs whose times may have no year: which it is depends on the place in the file.
protocol YearlessLogReader: LogReader {
  var context: ReaderContext { get set }
}
