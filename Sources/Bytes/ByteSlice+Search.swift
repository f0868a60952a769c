import Glibc

extension ByteSlice {
  /// The position of the first such byte at or after `from`.
  @inlinable
  public func firstIndex(of byte: UInt8, from: Int = 0) -> Int? {
    guard from >= 0, from < count else { return nil }
    guard let found = memchr(start + from, Int32(byte), count - from) else { return nil }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - start
  }

  /// Takes the first line off, with its LF, which is not in what it gives; all where none is there.
  public mutating func takeLine() -> ByteSlice {
    let end = firstIndex(of: 0x0A) ?? count
    defer { self = dropFirst(end + 1) }
    return self[0..<end]
  }

  /// The position of the last such byte.
  @inlinable
  public func lastIndex(of byte: UInt8) -> Int? {
    var index = count - 1
    while index >= 0 {
      if start[index] == byte { return index }
      index -= 1
    }
    return nil
  }

  /// Where a literal begins, at or after `from`.
  public func firstRange(of literal: StaticString, from: Int = 0) -> Range<Int>? {
    let needle = literal.bytes
    guard from >= 0, from <= count, needle.count > 0, count - from >= needle.count else {
      return nil
    }
    // Looked for by what is rarest in a line: neither letter nor space, else a letter.
    var rare = 0
    for index in 0..<needle.count {
      let byte = needle.start[index]
      if byte.isBlank { continue }
      rare = index
      if !byte.isLetter { break }
    }
    let last = count - needle.count
    var position = from
    while position <= last,
      let found = firstIndex(of: needle.start[rare], from: position + rare)
    {
      let index = found - rare
      if index > last { return nil }
      if self[index..<(index + needle.count)] == needle { return index..<(index + needle.count) }
      position = index + 1
    }
    return nil
  }

  /// Where a literal stands for the last time.
  public func lastRange(of literal: StaticString) -> Range<Int>? {
    let needle = literal.bytes
    guard needle.count > 0, count >= needle.count else { return nil }
    var index = count - needle.count
    while index >= 0 {
      if start[index] == needle.start[0], self[index..<(index + needle.count)] == needle {
        return index..<(index + needle.count)
      }
      index -= 1
    }
    return nil
  }

  /// Whether a literal stands somewhere in the bytes.
  public func contains(_ literal: StaticString) -> Bool { firstRange(of: literal) != nil }

  /// Whether a literal stands somewhere in the bytes, letters of either case being the same.
  public func containsIgnoringCase(_ literal: StaticString) -> Bool {
    containsIgnoringCase(literal.bytes)
  }

  /// Whether other bytes stand somewhere in these, letters of either case being the same (ASCII).
  public func containsIgnoringCase(_ needle: ByteSlice) -> Bool {
    guard needle.count > 0, count >= needle.count else { return false }
    let head = needle.start[0].lowercasedASCII
    for index in 0...(count - needle.count) where start[index].lowercasedASCII == head {
      if self[index..<(index + needle.count)].equalsIgnoringCase(needle) { return true }
    }
    return false
  }

  /// Whether the bytes begin with a literal.
  @inlinable
  public func starts(with literal: StaticString) -> Bool {
    let needle = literal.bytes
    return count >= needle.count && self[0..<needle.count] == needle
  }

  /// Whether the bytes end with a literal.
  @inlinable
  public func ends(with literal: StaticString) -> Bool {
    let needle = literal.bytes
    return count >= needle.count && dropFirst(count - needle.count) == needle
  }

  /// Whether the bytes are a literal, letters of either case being the same (ASCII).
  public func equalsIgnoringCase(_ literal: StaticString) -> Bool {
    equalsIgnoringCase(literal.bytes)
  }

  /// Whether the bytes are others, letters of either case being the same (ASCII).
  public func equalsIgnoringCase(_ other: ByteSlice) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count
    where start[index].lowercasedASCII != other.start[index].lowercasedASCII {
      return false
    }
    return true
  }

  /// The bytes without a byte order mark in UTF-8 before them.
  public var withoutByteOrderMark: ByteSlice { starts(with: "\u{FEFF}") ? dropFirst(3) : self }

  /// The bytes without spaces, tabs and line ends at either end.
  public var trimmed: ByteSlice {
    var lower = 0
    var upper = count
    while lower < upper, start[lower].isBlank { lower += 1 }
    while upper > lower, start[upper - 1].isBlank { upper -= 1 }
    return self[lower..<upper]
  }

  /// A non-negative decimal number made of all the bytes; nil where there is another byte, none,
  /// or more than 18 digits.
  @inlinable
  public var integer: Int? {
    guard count > 0, count <= 18 else { return nil }
    var value = 0
    for index in 0..<count {
      let digit = start[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  /// A number made of all the bytes as hexadecimal digits, letters of either case; nil where there
  /// is another byte, none, or more than 16 digits.
  public var hexadecimalInteger: UInt64? {
    guard count > 0, count <= 16 else { return nil }
    var value: UInt64 = 0
    for byte in buffer {
      let letter = byte.lowercasedASCII &- 0x61
      guard byte.isDigit || letter < 6 else { return nil }
      value = value << 4 | UInt64(byte.isDigit ? byte &- 0x30 : letter &+ 10)
    }
    return value
  }
}

extension UInt8 {
  /// The lower-case letter of an ASCII capital; any other byte as it is.
  @inlinable @inline(__always)
  public var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The capital of a small letter of ASCII's; any other byte as it is.
  @inlinable @inline(__always)
  public var uppercasedASCII: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }

  /// Whether the byte is a decimal digit.
  @inlinable @inline(__always)
  public var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether the byte is a letter of ASCII's.
  @inlinable @inline(__always)
  public var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Whether the byte is a letter of ASCII's or a decimal digit.
  @inlinable @inline(__always)
  public var isLetterOrDigit: Bool { isLetter || isDigit }

  /// Whether the byte is a space, a tab, a carriage return or a newline.
  @inlinable @inline(__always)
  public var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }
}
