/// A client and a user who were seen together, by their places: a place is a number and one, 0 is
/// that of no name.
struct PartyPair: Equatable {
  /// The client's place in the upper half; then the user's; the last bit is whether they are
  /// locked out together.
  fileprivate(set) var bits: UInt64

  /// - Parameter isLockedOut: whether a session of theirs was one that TLS as a requirement would
  ///   have refused something.
  @inline(__always)
  init(client: UInt32, user: UInt32, isLockedOut: Bool) {
    bits =
      UInt64(client &+ 1) << 32 | UInt64(user &+ 1) &<< 1 & 0xFFFF_FFFE | (isLockedOut ? 1 : 0)
  }

  init(bits: UInt64) { self.bits = bits }

  var clientPlace: Int { Int(truncatingIfNeeded: bits &>> 32) }
  var userPlace: Int { Int(truncatingIfNeeded: bits &>> 1) & 0x7FFF_FFFF }
  var isLockedOut: Bool { bits & 1 != 0 }

  /// Who they are, whatever became of them.
  fileprivate var names: UInt64 { bits & ~1 }
}

/// Which clients and users were seen together: each pair once. A hash table of eight bytes a pair,
/// at most half full, since each session looks for one.
struct PairList: ~Copyable {
  private static var free: UInt64 { .max }

  private var slots: UnsafeMutablePointer<UInt64>
  private var mask = 255
  private var count = 0

  init() {
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: Self.free, count: 256)
  }

  init(_ pairs: [UInt64]) {
    self.init()
    for bits in pairs { insert(PartyPair(bits: bits)) }
  }

  deinit { slots.deallocate() }

  /// The pairs, in no order that matters.
  var pairs: ContiguousArray<PartyPair> {
    var pairs: ContiguousArray<PartyPair> = []
    pairs.reserveCapacity(count)
    for index in 0...mask where slots[index] != Self.free {
      pairs.append(PartyPair(bits: slots[index]))
    }
    return pairs
  }

  /// Where a pair is, or will be.
  @inline(__always)
  func address(of pair: PartyPair) -> UnsafePointer<UInt64> {
    UnsafePointer(slots + first(pair.names))
  }

  /// Notes a pair; once it is locked out it stays so. That of no client and no user tells nothing,
  /// and is not noted.
  @inline(__always)
  mutating func insert(_ pair: PartyPair) {
    var index = first(pair.names)
    while slots[index] != Self.free {
      if slots[index] & ~1 == pair.names {
        if slots[index] < pair.bits { slots[index] = pair.bits }
        return
      }
      index = (index &+ 1) & mask
    }
    if pair.names == 0 { return }
    slots[index] = pair.bits
    count &+= 1
    if count &* 2 > mask { grow() }
  }

  @inline(__always)
  private func first(_ names: UInt64) -> Int {
    Int(truncatingIfNeeded: (names &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask
  }

  @inline(never)
  private mutating func grow() {
    let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
    mask = (mask + 1) * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Self.free, count: mask + 1)
    count = 0
    for bits in old where bits != Self.free { insert(PartyPair(bits: bits)) }
    old.deallocate()
  }
}
