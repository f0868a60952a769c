/// Short timers of a loop: a ring of slots, of a tick each. What lies further ahead than the ring
/// is long stays in its slot for another round.
struct TimerWheel<Item> {
  /// Milliseconds.
  static var tick: Int64 { 10 }
  private static var slots: Int { 512 }

  private struct Entry {
    var at: Int64
    var item: Item
  }

  private var ring: [[Entry]] = Array(repeating: [], count: Self.slots)
  private var position: Int64
  private(set) var count = 0

  /// `now`: milliseconds of any clock that only goes forward.
  init(now: Int64) { position = now / Self.tick }

  mutating func set(_ item: Item, in milliseconds: Int, now: Int64) {
    let at = max(position + 1, (now + Int64(max(0, milliseconds)) + Self.tick - 1) / Self.tick)
    ring[Int(at % Int64(Self.slots))].append(Entry(at: at, item: item))
    count += 1
  }

  /// The items whose time has come, in the order of their ticks.
  mutating func ended(now: Int64) -> [Item] {
    let target = now / Self.tick
    guard count > 0 else {
      position = max(position, target)
      return []
    }
    var items: [Item] = []
    // After a long pause, every slot is looked at once.
    position = max(position, target - Int64(Self.slots))
    while position < target {
      position += 1
      let slot = Int(position % Int64(Self.slots))
      guard !ring[slot].isEmpty else { continue }
      let due = ring[slot]
      ring[slot].removeAll { $0.at <= target }
      items += due.lazy.filter { $0.at <= target }.map(\.item)
    }
    count -= items.count
    return items
  }
}
