import Bytes

/// A hash table from digests, which are hashes already: open addressing, linear probing, at most
/// half full. The standard dictionary hashes the key again; here that is a third of the time a
/// log line may take.
struct KeyTable<Value: BitwiseCopyable>: ~Copyable {
  private struct Slot {
    var key: Digest128
    var value: Value
    var state: UInt8
  }

  private static var free: UInt8 { 0 }
  private static var used: UInt8 { 1 }
  private static var deleted: UInt8 { 2 }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// The number of keys.
  private(set) var count = 0
  private var occupied = 0

  init() {
    mask = 63
    slots = Self.vacant(64)
  }

  deinit { slots.deallocate() }

  private static func vacant(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
    for index in 0..<capacity { slots[index].state = free }
    return slots
  }

  /// The value of a key.
  subscript(key: Digest128) -> Value? {
    var index = Int(truncatingIfNeeded: key.low) & mask
    while slots[index].state != Self.free {
      if slots[index].state == Self.used, slots[index].key == key { return slots[index].value }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// Sets the value of a key, which may be there already.
  mutating func insert(_ value: Value, for key: Digest128) {
    if (occupied &+ 1) &* 2 > mask { grow() }
    var index = Int(truncatingIfNeeded: key.low) & mask
    while slots[index].state != Self.free {
      if slots[index].state == Self.used, slots[index].key == key {
        slots[index].value = value
        return
      }
      index = (index &+ 1) & mask
    }
    slots[index] = Slot(key: key, value: value, state: Self.used)
    count &+= 1
    occupied &+= 1
  }

  /// Sets the value of a key; false, and no change, where the key is there already.
  mutating func insertIfNew(_ value: Value, for key: Digest128) -> Bool {
    if self[key] != nil { return false }
    insert(value, for: key)
    return true
  }

  /// Forgets a key.
  mutating func remove(_ key: Digest128) {
    var index = Int(truncatingIfNeeded: key.low) & mask
    while slots[index].state != Self.free {
      if slots[index].state == Self.used, slots[index].key == key {
        slots[index].state = Self.deleted
        count &-= 1
        return
      }
      index = (index &+ 1) & mask
    }
  }

  private mutating func grow() {
    let oldSlots = slots
    let oldMask = mask
    // Room for half as many again, so that the next time is not soon.
    let capacity = max(64, (count + count / 2 + 1).nextPowerOfTwo * 2)
    mask = capacity - 1
    slots = Self.vacant(capacity)
    count = 0
    occupied = 0
    for index in 0...oldMask where oldSlots[index].state == Self.used {
      insert(oldSlots[index].value, for: oldSlots[index].key)
    }
    oldSlots.deallocate()
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
