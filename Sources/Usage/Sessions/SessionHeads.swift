import Bytes
import CByteScan

/// Which session is open under a key, or the newest of several: open addressing, linear probing,
/// at most half full. A slot has half of the key; the session itself has all of it.
struct SessionHeads: ~Copyable {
  private struct Slot {
    var low: UInt64 = 0
    /// -1 where the slot is free.
    var place: Int32 = -1
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask = 63
  private var count = 0

  init() {
    slots = .allocate(capacity: 64)
    slots.initialize(repeating: Slot(), count: 64)
  }

  deinit { slots.deallocate() }

  /// The place of the key's session; -1 where there is none.
  @inline(__always)
  func place(of key: Digest128, in sessions: borrowing SessionStore) -> Int {
    Int(slots[slot(of: key, in: sessions)].place)
  }

  /// Asks memory for what `likelyPlace` will look at.
  @inline(__always)
  func prefetch(_ key: Digest128) {
    ftpscope_prefetch(slots + Int(truncatingIfNeeded: key.low) & mask)
  }

  /// The place that the key's session most likely has; -1 where it has none.
  @inline(__always)
  func likelyPlace(of key: Digest128) -> Int {
    Int(slots[Int(truncatingIfNeeded: key.low) & mask].place)
  }

  /// Names the key's session, in place of another or none.
  mutating func set(_ place: Int32, for key: Digest128, in sessions: borrowing SessionStore) {
    if (count &+ 1) &* 2 > mask { grow() }
    let index = slot(of: key, in: sessions)
    if slots[index].place < 0 { count &+= 1 }
    slots[index] = Slot(low: key.low, place: place)
  }

  /// Forgets a key. What lies behind it and has been put off moves up.
  mutating func remove(_ key: Digest128, in sessions: borrowing SessionStore) {
    var free = slot(of: key, in: sessions)
    if slots[free].place < 0 { return }
    count &-= 1
    var index = free
    while true {
      index = (index &+ 1) & mask
      if slots[index].place < 0 { break }
      let distance = (index &- Int(truncatingIfNeeded: slots[index].low)) & mask
      if distance >= (index &- free) & mask {
        slots[free] = slots[index]
        free = index
      }
    }
    slots[free] = Slot()
  }

  /// The slot of a key, or the free one that it would get.
  @inline(__always)
  private func slot(of key: Digest128, in sessions: borrowing SessionStore) -> Int {
    var index = Int(truncatingIfNeeded: key.low) & mask
    while slots[index].place >= 0 {
      if slots[index].low == key.low,
        sessions[Int(slots[index].place)].key.high == key.high
      {
        return index
      }
      index = (index &+ 1) & mask
    }
    return index
  }

  private mutating func grow() {
    let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
    mask = (mask + 1) * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    // No two of them have one key.
    for slot in old where slot.place >= 0 {
      var index = Int(truncatingIfNeeded: slot.low) & mask
      while slots[index].place >= 0 { index = (index &+ 1) & mask }
      slots[index] = slot
    }
    old.deallocate()
  }
}
