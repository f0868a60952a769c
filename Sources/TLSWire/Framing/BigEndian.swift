import Bytes

extension ByteCursor {
  /// Takes one byte; nil where there is none.
  mutating func uint8() -> UInt8? { take(1)?[0] }

  /// Takes a 16-bit number; nil where there are fewer bytes.
  mutating func uint16() -> UInt16? { take(2).map { UInt16($0[0]) << 8 | UInt16($0[1]) } }

  /// Takes a 24-bit number; nil where there are fewer bytes.
  mutating func uint24() -> Int? {
    take(3).map { Int($0[0]) << 16 | Int($0[1]) << 8 | Int($0[2]) }
  }

  /// Takes a vector with its length before it in one byte; nil where bytes are missing.
  mutating func vector8() -> ByteSlice? {
    var ahead = self
    guard let count = ahead.uint8(), let bytes = ahead.take(Int(count)) else { return nil }
    self = ahead
    return bytes
  }

  /// Takes a vector with its length before it in two bytes; nil where bytes are missing.
  mutating func vector16() -> ByteSlice? {
    var ahead = self
    guard let count = ahead.uint16(), let bytes = ahead.take(Int(count)) else { return nil }
    self = ahead
    return bytes
  }
}

extension ByteSlice {
  /// The bytes as 16-bit numbers; a single byte at the end is left out.
  var uint16s: [UInt16] {
    stride(from: 0, to: count - 1, by: 2).map { UInt16(self[$0]) << 8 | UInt16(self[$0 + 1]) }
  }
}

extension [UInt8] {
  /// Appends a 16-bit number.
  mutating func append(uint16 value: UInt16) {
    append(UInt8(value >> 8))
    append(UInt8(value & 0xFF))
  }

  /// Appends bytes with their number before them; at most 255.
  mutating func append(vector8 bytes: [UInt8]) {
    append(UInt8(bytes.count))
    append(contentsOf: bytes)
  }

  /// Appends bytes with their number before them in two bytes; at most 65,535.
  mutating func append(vector16 bytes: [UInt8]) {
    append(uint16: UInt16(bytes.count))
    append(contentsOf: bytes)
  }

  /// 16-bit numbers as bytes.
  init(uint16s values: some Sequence<UInt16>) {
    self = values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }
}

extension UInt16 {
  /// Whether the number is one of those that mean nothing and keep implementations tolerant
  /// (GREASE, RFC 8701 §2).
  var isGREASE: Bool { self & 0x0F0F == 0x0A0A && self >> 8 == self & 0xFF }
}
