extension Timestamp {
  /// The moment of `2026-10-01`, `2026-10-01T12:30:00Z` or `2026-10-01T12:30:00+02:00` (RFC 3339;
  /// a date alone is its midnight in UTC, seconds may be left out); nil for another text.
  public init?(rfc3339 text: String) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    // Numbers have no signs here.
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard parts[0].utf8.allSatisfy({ isDigit($0) || $0 == 0x2D }) else { return nil }
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    let days = date.map { Int($0) }
    guard date.map(\.utf8.count) == [4, 2, 2], let year = days[0], let month = days[1],
      let day = days[2], let midnight = Timestamp(year: year, month: month, day: day)
    else { return nil }
    self = midnight
    guard parts.count == 2 else { return }
    var clock = parts[1]
    var offset = 0
    if clock.hasSuffix("Z") {
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = clock[clock.index(after: sign)...].split(separator: ":").map { Int($0) ?? 99 }
      guard zone.count == 2, zone[0] < 24, zone[1] < 60 else { return nil }
      offset = (zone[0] * 60 + zone[1]) * (clock[sign] == "-" ? -60_000 : 60_000)
      clock = clock[..<sign]
    } else {
      return nil
    }
    let texts = clock.split(separator: ":", omittingEmptySubsequences: false)
    let fields = texts.map { Double($0) }
    guard (2...3).contains(fields.count),
      texts.prefix(2).allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
      texts.dropFirst(2).allSatisfy({ $0.utf8.allSatisfy { isDigit($0) || $0 == 0x2E } }),
      let hour = fields[0], let minute = fields[1],
      let second = fields.count == 3 ? fields[2] : 0,
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<61).contains(second)
    else { return nil }
    // 1.001 seconds are 1000.9999999999999 milliseconds.
    let clockMilliseconds = hour * 3_600_000 + minute * 60_000 + second * 1000 + 0.001
    milliseconds += Int64(clockMilliseconds) - Int64(offset)
  }
}
