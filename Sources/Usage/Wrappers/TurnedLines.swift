/// Lines from the last to the first.
struct TurnedLines {
  /// What is turned around has to be in memory at once.
  static let bytesMaximum = 1 << 29

  /// What is to be known of a file that is read so.
  static let note =
    "newest line first, so read from its end; lines of one moment are taken to be in that order too"

  private(set) var bytes: [UInt8] = []
  private(set) var count: UInt64 = 0

  /// Of lines each of which has its end.
  init(_ lines: [UInt8]) {
    bytes.reserveCapacity(lines.count)
    var end = lines.count
    while end > 0 {
      let start = lines[0..<(end - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      bytes.append(contentsOf: lines[start..<end])
      count += 1
      end = start
    }
  }
}
