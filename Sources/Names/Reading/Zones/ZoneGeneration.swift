import Bytes

/// BIND's `$GENERATE`: records that differ by a number. `$GENERATE 1-20/2 ftp$ A 192.0.2.$`;
/// `${offset,width,base}` shows the number in another way (BIND 9 Administrator Reference Manual,
/// "BIND Primary File Extension: the $GENERATE Directive").
struct ZoneGeneration {
  /// Names that the directives of one file may make.
  static let totalMaximum = 1_000_000

  let numbers: StrideThrough<Int>
  let count: Int
  let record: ResourceRecord
  private let name: ByteSlice

  /// Reads what follows the directive.
  init(_ text: ByteSlice) throws(MalformedName) {
    var rest = text
    let range = ResourceRecord.word(&rest)
    name = ResourceRecord.word(&rest)
    guard let record = ResourceRecord(rest) else {
      throw MalformedName("$GENERATE has no type of a resource record")
    }
    self.record = record
    let slash = range.firstIndex(of: 0x2F)
    let ends = range[0..<(slash ?? range.count)]
    let step = slash.map { range.dropFirst($0 + 1).integer } ?? 1
    guard let dash = ends.firstIndex(of: 0x2D), let first = ends[0..<dash].integer,
      let last = ends.dropFirst(dash + 1).integer, let step, step > 0, first <= last
    else { throw MalformedName("$GENERATE has no range such as 1-20 or 1-20/2") }
    numbers = stride(from: first, through: last, by: step)
    count = (last - first) / step + 1
  }

  /// The owner of a record.
  func owner(_ number: Int) throws(MalformedName) -> [UInt8] { try Self.text(name, number) }

  /// The data of a record.
  func data(_ number: Int) throws(MalformedName) -> [UInt8] { try Self.text(record.data, number) }

  private static func text(_ pattern: ByteSlice, _ number: Int) throws(MalformedName) -> [UInt8] {
    var text: [UInt8] = []
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      let next = index + 1 < pattern.count ? pattern[index + 1] : 0
      index += 1
      if byte == 0x5C || byte == 0x24 && next == 0x24 {
        // `\$` and `$$` stand for a dollar; another escape is the zone file's own.
        if byte == 0x5C, next != 0x24 { text.append(byte) }
        if next != 0 { text.append(next) }
        index += 1
      } else if byte == 0x24, next == 0x7B {
        guard let end = pattern.firstIndex(of: 0x7D, from: index),
          let shown = shown(pattern[(index + 1)..<end], number)
        else { throw MalformedName("$GENERATE has no ${offset,width,base} there") }
        text += shown
        index = end + 1
      } else if byte == 0x24 {
        text += Array(String(number).utf8)
      } else {
        text.append(byte)
      }
    }
    return text
  }

  /// The number as `offset,width,base` says; nil where they say nothing.
  private static func shown(_ modifiers: ByteSlice, _ number: Int) -> [UInt8]? {
    let parts = modifiers.text.split(separator: ",", omittingEmptySubsequences: false)
    let base = parts.count > 2 ? parts[2] : "d"
    guard (1...3).contains(parts.count), let offset = Int(parts[0]), offset.magnitude <= 1 << 31,
      let width = parts.count > 1 ? Int(parts[1]) : 0, (0...255).contains(width),
      number + offset >= 0
    else { return nil }
    let value = number + offset
    if base.lowercased() == "n" {
      // Nibbles from the last to the first, dots between them; the width counts both.
      let digits = String(value, radix: 16, uppercase: base == "N").utf8.reversed()
      let zeros = Array(repeating: 0x30 as UInt8, count: max(0, (width + 1) / 2 - digits.count))
      return Array((digits + zeros).map { [$0] }.joined(separator: [0x2E]))
    }
    let radices = ["d": 10, "o": 8, "x": 16, "X": 16]
    guard let radix = radices[String(base)] else { return nil }
    let digits = Array(String(value, radix: radix, uppercase: base == "X").utf8)
    return Array(repeating: 0x30, count: max(0, width - digits.count)) + digits
  }
}
