import Bytes

/// A table that forgets its oldest entries, so that what a reader remembers of sessions stays
/// small however many there are.
struct RecentTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var value: Value
    var serial: Int
  }

  private let countMaximum: Int
  private var entries: [Digest128: Entry] = [:]
  /// The keys in the order of their coming, as a ring; an entry that was taken out leaves its
  /// place in it.
  private var order: ContiguousArray<(key: Digest128, serial: Int)> = []
  private var serial = 0

  /// A table of at most `countMaximum` entries.
  init(countMaximum: Int = 10_000) { self.countMaximum = max(1, countMaximum) }

  /// Whether nothing is remembered.
  var isEmpty: Bool { entries.isEmpty }

  /// What is remembered under a key; setting nil forgets it.
  subscript(key: Digest128) -> Value? {
    get { entries.isEmpty ? nil : entries[key]?.value }
    set {
      guard let newValue else {
        if !entries.isEmpty { entries.removeValue(forKey: key) }
        return
      }
      if let known = entries[key] {
        entries[key] = Entry(value: newValue, serial: known.serial)
      } else {
        add(key, newValue)
      }
    }
  }

  private mutating func add(_ key: Digest128, _ value: Value) {
    let place = serial % countMaximum
    if place < order.count {
      let oldest = order[place]
      if entries[oldest.key]?.serial == oldest.serial { entries.removeValue(forKey: oldest.key) }
      order[place] = (key, serial)
    } else {
      order.append((key, serial))
    }
    entries[key] = Entry(value: value, serial: serial)
    serial &+= 1
  }
}
