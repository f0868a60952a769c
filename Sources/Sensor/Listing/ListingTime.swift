import Bytes

/// A moment as FTP servers write it, in UTC.
struct ListingTime {
  let year: Int, month: Int, day: Int
  let hour: Int, minute: Int, second: Int

  init(_ time: Timestamp) {
    let fields = time.day.fields
    (year, month, day) = (min(max(fields.year, 0), 9999), fields.month, fields.day)
    let seconds = Int(time.millisecondsOfDay / 1000)
    let inDay = min(max(seconds, 0), 86_399)
    (hour, minute, second) = (inDay / 3600, inDay / 60 % 60, inDay % 60)
  }

  /// `YYYYMMDDHHMMSS` (RFC 3659 §2.3), perhaps with a fraction, which is dropped.
  static func read(_ text: some Collection<UInt8>) -> Timestamp? {
    var digits = Array(text)
    if let point = digits.firstIndex(of: 0x2E) {
      guard digits[(point + 1)...].allSatisfy(\.isDigit) else { return nil }
      digits.removeSubrange(point...)
    }
    guard digits.count == 14, digits.allSatisfy(\.isDigit) else { return nil }
    func number(_ range: Range<Int>) -> Int {
      digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    return Timestamp(
      year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
      minute: number(10..<12), second: number(12..<14))
  }

  /// `20261126141330`.
  var compact: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(year, digits: 4)
    for part in [month, day, hour, minute, second] { bytes.append(part, digits: 2) }
    return bytes
  }

  /// `14:13`, and `2026-11-26`.
  var clock: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(hour, digits: 2)
    bytes.append(0x3A)
    bytes.append(minute, digits: 2)
    return bytes
  }

  var date: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(year, digits: 4)
    bytes.append(0x2D)
    bytes.append(month, digits: 2)
    bytes.append(0x2D)
    bytes.append(day, digits: 2)
    return bytes
  }

  private static let months = "JanFebMarAprMayJunJulAugSepOctNovDec".utf8.map(\.self)

  /// `Nov`.
  var monthName: ArraySlice<UInt8> { Self.months[(3 * month - 3)..<(3 * month)] }
}

extension [UInt8] {
  /// Appends a number with zeros before it; of a longer one the last digits.
  mutating func append(_ number: Int, digits: Int) {
    var place = 1
    for _ in 1..<digits { place *= 10 }
    while place > 0 {
      append(0x30 + UInt8(number / place % 10))
      place /= 10
    }
  }

  /// Appends a number with spaces before it.
  mutating func append(_ number: Int, width: Int) {
    let text = String(number).utf8
    if text.count < width { self += repeatElement(0x20, count: width - text.count) }
    self += text
  }

  /// Appends a text with spaces behind it.
  mutating func append(_ text: String, width: Int) {
    self += text.utf8
    let count = text.utf8.count
    if count < width { self += repeatElement(0x20, count: width - count) }
  }
}
