import Bytes

/// A hash table from digests, which are hashes already: open addressing, linear probing, at most
/// half full. The standard dictionary hashes the key again; here that is a third of the time a
/// log line may take.
struct KeyTable<Value: BitwiseCopyable>: ~Copyable {
  private struct Slot {
    var key: Digest128
    var value: Value
  }

  private static var free: UInt8 { 0 }
  private static var used: UInt8 { 1 }
  private static var deleted: UInt8 { 2 }

  private var slots: UnsafeMutablePointer<Slot>
  private var states: UnsafeMutablePointer<UInt8>
  private var mask: Int
  /// The number of keys.
  private(set) var count = 0
  private var occupied = 0

  init() {
    mask = 63
    slots = .allocate(capacity: 64)
    states = .allocate(capacity: 64)
    states.initialize(repeating: Self.free, count: 64)
  }

  deinit {
    slots.deallocate()
    states.deallocate()
  }

  /// The value of a key.
  subscript(key: Digest128) -> Value? {
    var index = Int(truncatingIfNeeded: key.low) & mask
    while states[index] != Self.free {
      if states[index] == Self.used, slots[index].key == key { return slots[index].value }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// Sets the value of a key, which may be there already.
  mutating func insert(_ value: Value, for key: Digest128) {
    if (occupied &+ 1) &* 2 > mask { grow() }
    var index = Int(truncatingIfNeeded: key.low) & mask
    while states[index] != Self.free {
      if states[index] == Self.used, slots[index].key == key {
        slots[index].value = value
        return
      }
      index = (index &+ 1) & mask
    }
    states[index] = Self.used
    slots[index] = Slot(key: key, value: value)
    count &+= 1
    occupied &+= 1
  }

  /// Forgets a key.
  mutating func remove(_ key: Digest128) {
    var index = Int(truncatingIfNeeded: key.low) & mask
    while states[index] != Self.free {
      if states[index] == Self.used, slots[index].key == key {
        states[index] = Self.deleted
        count &-= 1
        return
      }
      index = (index &+ 1) & mask
    }
  }

  private mutating func grow() {
    let oldSlots = slots
    let oldStates = states
    let oldMask = mask
    let capacity = max(64, (count + 1).nextPowerOfTwo * 4)
    mask = capacity - 1
    slots = .allocate(capacity: capacity)
    states = .allocate(capacity: capacity)
    states.initialize(repeating: Self.free, count: capacity)
    count = 0
    occupied = 0
    for index in 0...oldMask where oldStates[index] == Self.used {
      insert(oldSlots[index].value, for: oldSlots[index].key)
    }
    oldSlots.deallocate()
    oldStates.deallocate()
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
