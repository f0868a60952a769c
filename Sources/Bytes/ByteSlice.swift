import Glibc

/// A stretch of bytes that somebody else owns.
///
/// What crosses a wire or stands in a log is bytes, not text: user names in ANSI code pages and
/// hostile sequences survive as they are, and whoever shows them escapes them. A slice is valid as
/// long as the buffer it looks into; readers hand slices down, and whoever keeps one copies it.
@frozen
public struct ByteSlice: @unchecked Sendable {
  // Sendable: the bytes are never written through a slice, and a buffer outlives the tasks that
  // were handed slices of it (see Usage's `ChunkQueue`).

  /// Where the first byte is.
  public let start: UnsafePointer<UInt8>
  /// The number of bytes.
  public let count: Int

  /// A slice over memory that the caller keeps alive.
  @inlinable @inline(__always)
  public init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// A slice over a whole buffer; empty where the buffer has no memory.
  @inlinable
  public init(_ buffer: UnsafeBufferPointer<UInt8>) {
    self = buffer.baseAddress.map { ByteSlice(start: $0, count: buffer.count) } ?? .empty
  }

  /// No bytes.
  @inlinable @inline(__always)
  public static var empty: ByteSlice { ("" as StaticString).bytes }

  /// Whether it has no byte.
  @inlinable @inline(__always)
  public var isEmpty: Bool { count == 0 }

  /// The byte at a position; traps where there is none.
  @inlinable @inline(__always)
  public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "no such byte")
    return start[index]
  }

  /// The first byte, where there is one.
  @inlinable
  public var first: UInt8? { count > 0 ? start[0] : nil }

  /// The last byte, where there is one.
  @inlinable
  public var last: UInt8? { count > 0 ? start[count - 1] : nil }

  /// The bytes of a range, cut to what is there.
  @inlinable @inline(__always)
  public subscript(range: Range<Int>) -> ByteSlice {
    let lower = max(0, min(range.lowerBound, count))
    let upper = max(lower, min(range.upperBound, count))
    return ByteSlice(start: start + lower, count: upper - lower)
  }

  /// All but the first `length` bytes; empty where there are no more.
  @inlinable @inline(__always)
  public func dropFirst(_ length: Int) -> ByteSlice { self[min(length, count)..<count] }

  /// All but the last `length` bytes; empty where there are no more.
  @inlinable @inline(__always)
  public func dropLast(_ length: Int) -> ByteSlice { self[0..<max(0, count - length)] }

  /// The bytes, copied.
  @inlinable
  public var copied: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: count)) }

  /// The bytes as a collection, valid as long as the slice is.
  @inlinable
  public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: buffer, as: UTF8.self) }
}

extension StaticString {
  /// The literal's bytes, which live as long as the program.
  @inlinable @inline(__always)
  public var bytes: ByteSlice { ByteSlice(start: utf8Start, count: utf8CodeUnitCount) }
}

extension ByteSlice: Equatable {
  /// Whether the bytes are the same, wherever they lie.
  @inlinable @inline(__always)
  public static func == (left: ByteSlice, right: ByteSlice) -> Bool {
    guard left.count == right.count else { return false }
    // Names have 8 to 16 bytes, most of them: first and last eight are all.
    guard left.count >= 8, left.count <= 16 else {
      return memcmp(left.start, right.start, left.count) == 0
    }
    let (one, other) = (UnsafeRawPointer(left.start), UnsafeRawPointer(right.start))
    let last = left.count &- 8
    let head = one.loadUnaligned(as: UInt64.self) ^ other.loadUnaligned(as: UInt64.self)
    let tail =
      one.loadUnaligned(fromByteOffset: last, as: UInt64.self)
      ^ other.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    return head | tail == 0
  }

  /// Whether the bytes are those of a literal. Its length is known when this is compiled, so that
  /// it takes a compare or two.
  @inlinable @inline(__always)
  public static func == (left: ByteSlice, right: StaticString) -> Bool {
    left.count == right.utf8CodeUnitCount
      && memcmp(left.start, right.utf8Start, right.utf8CodeUnitCount) == 0
  }

  /// Whether the bytes are not those of a literal.
  @inlinable @inline(__always)
  public static func != (left: ByteSlice, right: StaticString) -> Bool { !(left == right.bytes) }
}
