import Bytes

/// Which clients and users were seen together: each pair once.
struct PairList: ~Copyable {
  /// A client's number in the upper half, a user's in the lower; in no order that matters.
  private(set) var pairs: ContiguousArray<UInt64> = []
  private var known = KeyTable<UInt8>()
  private var last = UInt64.max

  init(_ pairs: [UInt64] = []) {
    for pair in pairs { insert(client: UInt32(pair >> 32), user: UInt32(pair & 0xFFFF_FFFF)) }
  }

  /// Notes a pair of numbers.
  mutating func insert(client: UInt32, user: UInt32) {
    let pair = UInt64(client) << 32 | UInt64(user)
    if pair == last { return }
    last = pair
    let mixed = pair.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let key = Digest128(high: pair, low: mixed.high ^ mixed.low)
    if known.insertIfNew(0, for: key) { pairs.append(pair) }
  }
}
