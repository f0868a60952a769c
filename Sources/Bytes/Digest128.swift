/// A 128-bit digest for tables and identifiers: fast, well mixed, the same on every machine.
///
/// It is no cryptographic hash: two different inputs can be made to collide on purpose. Where an
/// adversary would gain from that, the compared value must be kept beside it.
@frozen
public struct Digest128: Hashable, Sendable, Codable {
  /// The first eight bytes.
  public var high: UInt64
  /// The last eight bytes.
  public var low: UInt64

  /// A digest of two halves.
  @inlinable @inline(__always)
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The starting value of a digest; `seed` sets apart kinds of input.
  @inlinable @inline(__always)
  public init(seed: UInt64 = 0) {
    high = 0x9E37_79B9_7F4A_7C15 ^ seed
    low = 0xC2B2_AE3D_27D4_EB4F &+ seed
  }

  /// Mixes a number in.
  @inlinable @inline(__always)
  public mutating func add(_ value: UInt64) {
    let product = (low ^ value).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    let other = (high ^ value ^ 0xE703_7ED1_A0B4_28DB).multipliedFullWidth(
      by: 0x8EBC_6AF0_9C88_C6E3)
    low = product.high ^ product.low ^ high
    high = other.high ^ other.low
  }

  /// Mixes bytes in, their number included.
  @inlinable @inline(__always)
  public mutating func add(_ bytes: ByteSlice) {
    let raw = UnsafeRawPointer(bytes.start)
    let count = bytes.count
    add(UInt64(truncatingIfNeeded: count))
    var index = 0
    while index &+ 8 <= count {
      add(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index &+= 8
    }
    guard index < count else { return }
    if count >= 8 {
      // The last eight bytes, those that are mixed in already shifted out.
      let last = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      return add(UInt64(littleEndian: last) &>> UInt64((8 &- (count &- index)) &* 8))
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while index < count {
      tail |= UInt64(bytes.start[index]) &<< shift
      shift &+= 8
      index &+= 1
    }
    add(tail)
  }

  /// Mixes a text's bytes in, their number included.
  @inlinable
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(ByteSlice($0)) }
  }

  /// The digest set apart by another; doing it again takes that back.
  @inlinable @inline(__always)
  public func within(_ other: Digest128) -> Digest128 {
    Digest128(high: high ^ other.high, low: low ^ other.low)
  }

  /// Both halves: whoever chooses the input can make one of them the same for all.
  @inlinable @inline(__always)
  public func hash(into hasher: inout Hasher) {
    hasher.combine(high)
    hasher.combine(low)
  }

  /// 32 hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: Self.hexBytes) { digits in
      digits.baseAddress.map { writeHex(to: $0) } ?? 0
    }
  }

  /// How long `hex` is.
  public static let hexBytes = 32

  /// Writes `hex` to memory that has room for it; how many digits they are.
  @discardableResult
  public func writeHex(to digits: UnsafeMutablePointer<UInt8>) -> Int {
    let count = high.writeHexadecimal(to: digits)
    return count + low.writeHexadecimal(to: digits + count)
  }
}
