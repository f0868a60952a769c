import Bytes

/// A line in which rsyslog says how often a message came again, where it reduces repeated ones:
///
///     Oct  5 08:12:02 host vsftpd[812]: message repeated 2 times: [ [eve] FAIL LOGIN: …]
///
/// (https://www.rsyslog.com/doc/configuration/action/rsconf1_repeatedmsgreduction.html)
struct RepeatedLine {
  /// A line that says more is not believed: each is read.
  private static let timesMaximum = 10_000

  let times: Int
  /// The line as it would stand there each time.
  let line: [UInt8]

  /// Reads a line; nil where it is not of this kind.
  init?(_ line: ByteSlice) {
    guard line.last == 0x5D, let mark = line.firstRange(of: ": message repeated ") else {
      return nil
    }
    var cursor = ByteCursor(line.dropFirst(mark.upperBound).dropLast(1))
    guard let times = cursor.integer(), (1...Self.timesMaximum).contains(times),
      cursor.skip(" times: [")
    else { return nil }
    cursor.skipSpaces()
    self.times = times
    self.line = line[0..<(mark.lowerBound + 2)].copied + cursor.rest.copied
  }
}
