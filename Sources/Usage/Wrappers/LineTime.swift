import Bytes

/// Whether a line has a time of its own.
enum LineTime {
  /// How many brackets of a line are looked into.
  private static let bracketsMaximum = 4

  /// Whether the line begins with a time, with JSON, which has one inside (AWS's has none), or with
  /// what stands before the time in a web server's form.
  static func leads(_ line: ByteSlice) -> Bool { begins(line) || hasCommonLogTime(line) }

  /// Whether the line begins with a time, or with JSON.
  static func begins(_ line: ByteSlice) -> Bool {
    if line.first == 0x7B { return !AWSTransfer.isRecord(line) }
    var cursor = ByteCursor(line)
    if line.first == 0x5B, line.count > 3, line[2] == 0x20 { _ = cursor.take(3) }
    if LogTime.asctime(&cursor, zone: .utc) != nil { return true }
    if LogTime.syslog(&cursor, ReaderContext()) != nil { return true }
    // Seconds since 1970.
    var number = ByteCursor(line)
    guard let seconds = number.integer() else { return false }
    return seconds > 800_000_000 && number.rest.first == 0x20
  }

  private static func hasCommonLogTime(_ line: ByteSlice) -> Bool {
    var from = 0
    for _ in 0..<bracketsMaximum {
      guard let open = line.firstIndex(of: 0x5B, from: from) else { return false }
      var cursor = ByteCursor(line.dropFirst(open + 1))
      if LogTime.commonLog(&cursor, zone: .utc) != nil { return true }
      from = open + 1
    }
    return false
  }
}
