/// What came last, at least half as many entries as it holds at most: in two generations, the older
/// of which goes when the younger is full. Nothing is moved or sorted for that.
public struct LatestTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let half: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  /// An empty table. `countMaximum` is 2 or more.
  public init(countMaximum: Int) { half = max(1, countMaximum / 2) }

  /// What is remembered of a key; nil where nothing is, or no longer.
  public subscript(key: Key) -> Value? { young[key] ?? old[key] }

  /// Whether a key is remembered.
  public func contains(_ key: Key) -> Bool { young[key] != nil || old[key] != nil }

  /// Remembers a key, as one that came just now.
  public mutating func remember(_ key: Key, _ value: Value) {
    guard young.count >= half, young[key] == nil else {
      young[key] = value
      return
    }
    old = young
    young = [key: value]
  }

  /// Forgets all.
  public mutating func removeAll() {
    young = [:]
    old = [:]
  }
}

extension LatestTable where Value == Void {
  /// Remembers a key of which there is nothing else to know.
  public mutating func remember(_ key: Key) { remember(key, ()) }
}
