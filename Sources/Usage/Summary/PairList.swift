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
    for pair in pairs { insert(pair) }
  }

  deinit { slots.deallocate() }

  /// A pair of numbers: the client's in the upper half, the user's in the lower.
  @inline(__always)
  static func pair(client: UInt32, user: UInt32) -> UInt64 { UInt64(client) << 32 | UInt64(user) }

  /// The pairs, in no order that matters.
  var pairs: ContiguousArray<UInt64> {
    var pairs: ContiguousArray<UInt64> = []
    pairs.reserveCapacity(count)
    for index in 0...mask where slots[index] != Self.free { pairs.append(slots[index]) }
    return pairs
  }

  /// Where a pair is, or will be.
  @inline(__always)
  func address(of pair: UInt64) -> UnsafePointer<UInt64> { UnsafePointer(slots + first(pair)) }

  /// Notes a pair. That of no client and no user tells nothing, and is not noted.
  @inline(__always)
  mutating func insert(_ pair: UInt64) {
    var index = first(pair)
    while slots[index] != Self.free {
      if slots[index] == pair { return }
      index = (index &+ 1) & mask
    }
    if pair == Self.free { return }
    slots[index] = pair
    count &+= 1
    if count &* 2 > mask { grow() }
  }

  @inline(__always)
  private func first(_ pair: UInt64) -> Int {
    Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask
  }

  @inline(never)
  private mutating func grow() {
    let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
    mask = (mask + 1) * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Self.free, count: mask + 1)
    count = 0
    for pair in old where pair != Self.free { insert(pair) }
    old.deallocate()
  }
}
