/// The header of a gzip member (RFC 1952, 2.3), read byte by byte as it comes; nothing of it is
/// kept.
///
///     start → extra length, extra → name → comment → checksum
///
/// Which of the parts after the start there are is in the flags.
struct GzipHeader {
  /// What a byte made of it.
  enum Outcome {
    case incomplete, whole, damaged
  }

  private enum Part {
    case start, extraLength, extra, name, comment, checksum
  }

  private enum Flag {
    static let checksum: UInt8 = 0x02
    static let extra: UInt8 = 0x04
    static let name: UInt8 = 0x08
    static let comment: UInt8 = 0x10
    static let reserved: UInt8 = 0xE0
  }

  /// Bytes of a header: names and comments have no length, only an end.
  static let bytesMaximum = 1 << 20
  /// The identification, and deflate.
  private static let head: [UInt8] = [0x1F, 0x8B, 0x08]

  private var part = Part.start
  /// How many bytes of the part have been read.
  private var position = 0
  private var flags: UInt8 = 0
  /// The number that a part of two bytes is, as far as it has been read.
  private var number = 0
  private var crc = UInt32.max
  private var length = 0

  /// Takes the next byte. After the last one, and after damage, there is none.
  mutating func read(_ byte: UInt8) -> Outcome {
    length += 1
    let index = position
    position += 1
    if part != .checksum { addToChecksum(byte) }
    let isPartWhole: Bool
    switch part {
    case .start:
      if index < Self.head.count, byte != Self.head[index] { return .damaged }
      if index == 3 { flags = byte }
      isPartWhole = index == 9
    case .extraLength, .checksum:
      number |= Int(byte) << (8 * index)
      isPartWhole = index == 1
    case .extra: isPartWhole = position == number
    case .name, .comment: isPartWhole = byte == 0
    }
    if flags & Flag.reserved != 0 || length > Self.bytesMaximum { return .damaged }
    guard isPartWhole else { return .incomplete }
    guard let next = nextPart else {
      return part != .checksum || number == Int(~crc & 0xFFFF) ? .whole : .damaged
    }
    if next != .extra { number = 0 }
    (part, position) = (next, 0)
    return .incomplete
  }

  /// The part after this one; nil after the last.
  private var nextPart: Part? {
    switch part {
    case .start:
      if flags & Flag.extra != 0 { return .extraLength }
      fallthrough
    case .extraLength:
      if number > 0 { return .extra }
      fallthrough
    case .extra:
      if flags & Flag.name != 0 { return .name }
      fallthrough
    case .name:
      if flags & Flag.comment != 0 { return .comment }
      fallthrough
    case .comment:
      if flags & Flag.checksum != 0 { return .checksum }
      fallthrough
    case .checksum: return nil
    }
  }

  /// The CRC-32 of RFC 1952, 8, bit by bit: headers are short.
  private mutating func addToChecksum(_ byte: UInt8) {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
}
