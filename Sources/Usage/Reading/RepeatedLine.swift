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

/// A line in which syslogd says how often the one before it came again: BSD's, sysklogd and
/// Solaris' by itself, FreeBSD's under its own name, rsyslog's before 7 under the program's:
///
///     Oct  5 08:12:02 host last message repeated 2 times
///     Oct  5 08:12:02 host syslogd: last message repeated 2 times
///     Oct  5 08:12:02 host vsftpd[812]: last message repeated 2 times
///
/// The line before is the last of the same host, since a log may be of several, and of the same
/// process where that is named.
struct RepeatedMessage {
  private static let words: StaticString = "last message repeated "
  /// The words, a number and what ends the line are no longer.
  private static let tailBytesMaximum = 60

  let times: Int
  /// Empty where the line names none.
  private let host: ByteSlice
  /// What names the process; empty where it is syslogd, or nobody.
  private let tag: ByteSlice
  /// What stands before all of that: the time of the last repeat, and the host.
  private let head: ByteSlice

  /// Whether a line ends as those of this kind do.
  private static func mayBe(_ line: ByteSlice) -> Bool {
    guard let end = line.last, end == 0x73 || end == 0x65 || end == 0x2D else { return false }
    return line.dropFirst(max(0, line.count - tailBytesMaximum)).contains(words)
  }

  /// Reads a line; nil where it is not of this kind.
  init?(_ line: ByteSlice, _ context: ReaderContext) {
    guard Self.mayBe(line), let mark = line.lastRange(of: Self.words),
      let head = SyslogLine.head(of: line, context)
    else { return nil }
    var cursor = ByteCursor(line.dropFirst(mark.upperBound))
    guard let times = cursor.integer(), times > 0, cursor.skip(" time"),
      let tag = Self.tag(line[head.end..<mark.lowerBound])
    else { return nil }
    self.times = times
    self.tag = tag
    host = head.host
    self.head = line[0..<head.end]
  }

  /// What names the process in what stands between the host and the words; empty where nothing
  /// does, and nil where that is more than a tag. RFC 5424's has four words.
  private static func tag(_ text: ByteSlice) -> ByteSlice? {
    if text.isEmpty || text == "--- " { return .empty }
    var cursor = ByteCursor(text)
    guard text.last == 0x20, let word = cursor.word() else { return nil }
    if word.last != 0x3A {
      for _ in 0..<3 where cursor.word() == nil { return nil }
    }
    guard cursor.isAtEnd else { return nil }
    let end = word.firstIndex(of: 0x5B) ?? word.firstIndex(of: 0x3A) ?? word.count
    let name = word[0..<end]
    return name == "syslogd" || name == "rsyslogd" || name == "-" ? .empty : text
  }

  /// The line before as it would stand there each time; nil where it is another's, or one of this
  /// kind.
  func repeating(_ before: ByteSlice, _ context: ReaderContext) -> [UInt8]? {
    guard let found = SyslogLine.head(of: before, context), host.isEmpty || found.host == host,
      before[found.end..<(found.end + tag.count)] == tag, RepeatedMessage(before, context) == nil
    else { return nil }
    return head.copied + before.dropFirst(host.isEmpty ? found.begin : found.end).copied
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

  /// What is said of a line that has more.
  static func lack(of times: Int, counted: Int) -> String {
    "repeated \(times) times, of which \(counted) are counted"
  }

  private mutating func pass(to number: UInt64) {
    let lines = Int(clamping: min(number &- line, UInt64(Self.countMaximum)))
    count = min(Self.countMaximum, count + lines * Self.countOfLine)
    line = number
  }
}
