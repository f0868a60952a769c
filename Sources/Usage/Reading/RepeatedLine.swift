import Bytes

/// A line in which rsyslog says how often a message came again, where it reduces repeated ones:
///
///     Oct  5 08:12:02 host vsftpd[812]: message repeated 2 times: [ [eve] FAIL LOGIN: …]
///
/// (https://www.rsyslog.com/doc/configuration/action/rsconf1_repeatedmsgreduction.html)
struct RepeatedLine {
  let times: Int
  /// The line as it would stand there each time.
  let line: [UInt8]

  /// Reads a line; nil where it is not of this kind.
  init?(_ line: ByteSlice) {
    guard line.last == 0x5D, let mark = line.firstRange(of: ": message repeated ") else {
      return nil
    }
    var cursor = ByteCursor(line.dropFirst(mark.upperBound).dropLast(1))
    guard let times = cursor.integer(), times > 0, cursor.skip(" times: [") else { return nil }
    cursor.skipSpaces()
    self.times = times
    self.line = line[0..<(mark.lowerBound + 2)].copied + cursor.rest.copied
  }
}

/// How often lines may be repeated that say that they were: each time is read, and a log's few
/// bytes must not come to a day's work. So many come back with each line of the log; the rest of
/// a line is told of and not read.
struct RepeatBudget {
  static let countMaximum = 10_000
  static let countOfLine = 100

  private var count = countMaximum
  /// The line of the chunk up to which it has been counted.
  private var line: UInt64 = 0

  /// Takes as many of a line's repeats as there are.
  mutating func take(_ times: Int, atLine number: UInt64) -> Int {
    pass(to: number)
    let taken = min(times, count)
    count -= taken
    return taken
  }

  /// Goes on in the next chunk, after one of so many lines.
  mutating func endChunk(lines: UInt64) {
    pass(to: lines)
    line = 0
  }

  private mutating func pass(to number: UInt64) {
    let lines = Int(clamping: min(number &- line, UInt64(Self.countMaximum)))
    count = min(Self.countMaximum, count + lines * Self.countOfLine)
    line = number
  }
}
