extension UInt8 {
  /// The hexadecimal digit of 0 to 15, in small letters.
  @inlinable @inline(__always)
  public var hexDigit: UInt8 { self < 10 ? 0x30 + self : 0x57 + self }

  /// The same in capitals.
  var capitalHexDigit: UInt8 { self < 10 ? 0x30 + self : 0x37 + self }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// Two hexadecimal digits for each byte, in small letters.
  @inlinable
  public var hexadecimal: String {
    String(unsafeUninitializedCapacity: Self.bitWidth / 4) { digits in
      digits.baseAddress.map { writeHexadecimal(to: $0) } ?? 0
    }
  }

  /// The same to memory that has room for it; how many digits they are.
  @inlinable @discardableResult
  public func writeHexadecimal(to digits: UnsafeMutablePointer<UInt8>) -> Int {
    let count = Self.bitWidth / 4
    for index in 0..<count {
      digits[index] = UInt8(truncatingIfNeeded: self >> (4 * (count - 1 - index)) & 15).hexDigit
    }
    return count
  }
}

extension Collection<UInt8> {
  /// Two hexadecimal digits for each byte, in small letters.
  @inlinable
  public var hexadecimal: String {
    let count = count
    return String(unsafeUninitializedCapacity: 2 * count) { digits in
      var index = 0
      for byte in self {
        digits[index] = (byte >> 4).hexDigit
        digits[index + 1] = (byte & 15).hexDigit
        index += 2
      }
      return index
    }
  }
}
