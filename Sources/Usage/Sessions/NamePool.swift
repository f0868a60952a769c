import Bytes
import CByteScan

/// Names kept once each and numbered from 0 in the order they came: addresses, users, servers.
///
/// Found by 96 bits of their digests, in a table of sixteen bytes a name so that a look takes one
/// cache line; bytes are not compared. Whoever knows where a digest begins makes two names alike in
/// 65,536 tries: of two words, the second can be chosen so that the digest's upper half is 0. So
/// each pool begins its digests elsewhere, at random: then ten million names meet by chance once in
/// 10^15 runs, and nobody can choose those that do, or that want the same slot.
struct NamePool: ~Copyable {
  /// The number of no name.
  static var none: UInt32 { .max }

  private struct Slot {
    var high: UInt64 = 0
    var low: UInt32 = 0
    /// `none` where the slot is free.
    var number = NamePool.none

    @inline(__always)
    func holds(_ digest: Digest128) -> Bool {
      high == digest.high && low == UInt32(truncatingIfNeeded: digest.low &>> 32)
    }
  }

  private var bytes: [UInt8] = []
  private var ends: ContiguousArray<Int> = []
  private var slots: UnsafeMutablePointer<Slot>
  private var mask = 255
  private let seed = Digest128(
    high: .random(in: .min ... .max), low: .random(in: .min ... .max))

  init() {
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: Slot(), count: 256)
  }

  deinit { slots.deallocate() }

  var count: Int { ends.count }

  /// Asks memory for what `number(of:)` will look at.
  @inline(__always)
  func prefetch(_ name: ByteSlice) {
    ftpscope_prefetch(slots + Int(truncatingIfNeeded: digest(name).low) & mask)
  }

  /// The number of a name; `none` for no bytes.
  mutating func number(of name: ByteSlice) -> UInt32 {
    if name.isEmpty { return Self.none }
    let digest = digest(name)
    let index = slot(of: digest)
    if slots[index].number != Self.none { return slots[index].number }
    let number = UInt32(ends.count)
    bytes.append(contentsOf: name.buffer)
    ends.append(bytes.count)
    slots[index] = Slot(
      high: digest.high, low: UInt32(truncatingIfNeeded: digest.low &>> 32), number: number)
    if ends.count &* 8 > mask &* 5 { grow() }
    return number
  }

  /// The number of a name that is here already; nil for another, and for no bytes.
  func known(_ name: ByteSlice) -> UInt32? {
    if name.isEmpty { return nil }
    let number = slots[slot(of: digest(name))].number
    return number == Self.none ? nil : number
  }

  /// Of most names two words, overlapping where they are shorter.
  @inline(__always)
  private func digest(_ name: ByteSlice) -> Digest128 {
    let (raw, count) = (UnsafeRawPointer(name.start), name.count)
    var digest = Digest128(seed: UInt64(truncatingIfNeeded: count)).within(seed)
    if count >= 8, count <= 16 {
      digest.add(raw.loadUnaligned(as: UInt64.self))
      digest.add(raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
    } else {
      digest.add(name)
    }
    return digest
  }

  /// The slot of a digest, or the free one that it would get.
  @inline(__always)
  private func slot(of digest: Digest128) -> Int {
    var index = Int(truncatingIfNeeded: digest.low) & mask
    while slots[index].number != Self.none, !slots[index].holds(digest) {
      index = (index &+ 1) & mask
    }
    return index
  }

  @inline(never)
  private mutating func grow() {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    for number in 0..<UInt32(ends.count) {
      let digest = withName(number) { self.digest($0) }
      slots[slot(of: digest)] = Slot(
        high: digest.high, low: UInt32(truncatingIfNeeded: digest.low &>> 32), number: number)
    }
  }

  /// Takes another pool's names in; gives the numbers they have here.
  mutating func merge(_ other: borrowing NamePool) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(other.count)
    other.bytes.withSlice { all in
      var start = 0
      for end in other.ends {
        numbers.append(number(of: all[start..<end]))
        start = end
      }
    }
    return numbers
  }

  /// A name's bytes, for as long as the closure runs.
  func withName<Result>(_ number: UInt32, _ body: (ByteSlice) -> Result) -> Result {
    let start = number == 0 ? 0 : ends[Int(number) - 1]
    let end = ends[Int(number)]
    return bytes.withUnsafeBufferPointer {
      body(ByteSlice(UnsafeBufferPointer(rebasing: $0[start..<end])))
    }
  }

  /// All names for showing, and their order by their bytes.
  func sorted() -> SortedNames {
    // Addresses and most names are told apart by their first 16 bytes.
    let heads = (0..<UInt32(count)).map { number in
      withName(number) { SortKey($0.bigEndian(at: 0), $0.bigEndian(at: 8)) }
    }
    var order = SortKey.order(heads)
    SortKey.forEachTie(heads, order) { tie in
      order[tie].sort { one, two in
        withName(one) { name in
          withName(two) { name.buffer.lexicographicallyPrecedes($0.buffer) }
        }
      }
    }
    return SortedNames(bytes: bytes, ends: ends, order: order)
  }

  /// A name for showing; nil for `none`.
  func text(_ number: UInt32) -> String? {
    number == Self.none ? nil : withName(number) { $0.escapedText }
  }
}

extension ByteSlice {
  /// Eight bytes as a number that is ordered as they are; zeros where there are none.
  fileprivate func bigEndian(at offset: Int) -> UInt64 {
    if offset + 8 <= count {
      let raw = UnsafeRawPointer(start + offset)
      return UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self))
    }
    var value: UInt64 = 0
    for index in offset..<(offset + 8) {
      value = value << 8 | UInt64(index < count ? start[index] : 0)
    }
    return value
  }
}
