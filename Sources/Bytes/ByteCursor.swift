/// A reading position in a slice. Every method either takes what it names and moves on, or
/// returns nil (false) and stays where it was, so that a reader is a chain of guards.
public struct ByteCursor {
  @usableFromInline var left: ByteSlice

  /// What has not been taken yet.
  @inlinable
  public var rest: ByteSlice { left }

  /// At the beginning of `bytes`.
  @inlinable
  public init(_ bytes: ByteSlice) { left = bytes }

  /// Whether nothing is left.
  @inlinable
  public var isAtEnd: Bool { rest.isEmpty }

  /// Takes a literal.
  @inlinable
  public mutating func skip(_ literal: StaticString) -> Bool {
    guard left.starts(with: literal) else { return false }
    pass(literal.utf8CodeUnitCount)
    return true
  }

  /// Takes as many spaces as there are.
  @inlinable
  public mutating func skipSpaces() {
    var index = 0
    while index < left.count, left.start[index] == 0x20 { index &+= 1 }
    pass(index)
  }

  /// Moves on by no more bytes than are left.
  @inlinable @inline(__always)
  mutating func pass(_ length: Int) {
    left = ByteSlice(start: left.start + length, count: left.count &- length)
  }

  /// Takes what stands before a byte, and the byte; nil where the byte does not come.
  @inlinable
  public mutating func take(until byte: UInt8) -> ByteSlice? {
    guard let index = left.firstIndex(of: byte) else { return nil }
    defer { pass(index + 1) }
    return left[0..<index]
  }

  /// Takes what stands before a literal, and the literal; nil where it does not come.
  public mutating func take(until literal: StaticString) -> ByteSlice? {
    guard let range = left.firstRange(of: literal) else { return nil }
    defer { pass(range.upperBound) }
    return left[0..<range.lowerBound]
  }

  /// Takes one word: what stands before the next space (or the end), and the spaces after it;
  /// nil at the end.
  public mutating func word() -> ByteSlice? {
    if left.isEmpty { return nil }
    let end = left.firstIndex(of: 0x20) ?? left.count
    let word = left[0..<end]
    pass(end)
    skipSpaces()
    return word
  }

  /// Takes `count` bytes; nil where there are fewer.
  @inlinable
  public mutating func take(_ count: Int) -> ByteSlice? {
    guard left.count >= count else { return nil }
    defer { pass(count) }
    return left[0..<count]
  }

  /// Takes a decimal number of at most 18 digits; nil where no digit comes.
  @inlinable
  public mutating func integer() -> Int? {
    var end = 0
    var value = 0
    while end < left.count, left.start[end].isDigit {
      guard end < 18 else { return nil }
      value = value &* 10 &+ Int(left.start[end] &- 0x30)
      end &+= 1
    }
    guard end > 0 else { return nil }
    pass(end)
    return value
  }
}
