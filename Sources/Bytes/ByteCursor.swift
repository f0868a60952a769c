/// A reading position in a slice. Every method either takes what it names and moves on, or
/// returns nil (false) and stays where it was, so that a reader is a chain of guards.
public struct ByteCursor {
  /// What has not been taken yet.
  public private(set) var rest: ByteSlice

  /// At the beginning of `bytes`.
  public init(_ bytes: ByteSlice) { rest = bytes }

  /// Whether nothing is left.
  @inlinable
  public var isAtEnd: Bool { rest.isEmpty }

  /// Takes a literal.
  public mutating func skip(_ literal: StaticString) -> Bool {
    guard rest.starts(with: literal) else { return false }
    rest = rest.dropFirst(literal.utf8CodeUnitCount)
    return true
  }

  /// Takes as many spaces as there are.
  public mutating func skipSpaces() {
    var index = 0
    while index < rest.count, rest.start[index] == 0x20 { index += 1 }
    rest = rest.dropFirst(index)
  }

  /// Takes what stands before a byte, and the byte; nil where the byte does not come.
  public mutating func take(until byte: UInt8) -> ByteSlice? {
    guard let index = rest.firstIndex(of: byte) else { return nil }
    defer { rest = rest.dropFirst(index + 1) }
    return rest[0..<index]
  }

  /// Takes what stands before a literal, and the literal; nil where it does not come.
  public mutating func take(until literal: StaticString) -> ByteSlice? {
    guard let range = rest.firstRange(of: literal) else { return nil }
    defer { rest = rest.dropFirst(range.upperBound) }
    return rest[0..<range.lowerBound]
  }

  /// Takes one word: what stands before the next space (or the end), and the spaces after it;
  /// nil at the end.
  public mutating func word() -> ByteSlice? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: 0x20) ?? rest.count
    let word = rest[0..<end]
    rest = rest.dropFirst(end)
    skipSpaces()
    return word
  }

  /// Takes `count` bytes; nil where there are fewer.
  public mutating func take(_ count: Int) -> ByteSlice? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest[0..<count]
  }

  /// Takes a decimal number of at most 18 digits; nil where no digit comes.
  public mutating func integer() -> Int? {
    var end = 0
    while end < rest.count, end < 19, rest.start[end].isDigit { end += 1 }
    guard let value = rest[0..<end].integer else { return nil }
    rest = rest.dropFirst(end)
    return value
  }
}
