/// The sessions that are open under one key, newest first, and sets of them: one bit each.
struct Chain {
  /// So many sessions of one address may be open at once; where more seem to be, the oldest ended
  /// and its end was not logged. Bounds what a line of an address that logs in and never leaves
  /// costs.
  static let countMaximum = 64

  typealias Set = UInt64

  private(set) var places: ContiguousArray<Int32> = []

  var isFull: Bool { places.count >= Self.countMaximum }

  mutating func removeAll() { places.removeAll(keepingCapacity: true) }

  /// Adds one that is older than those before.
  mutating func append(_ place: Int) { places.append(Int32(place)) }

  mutating func removeOldest() -> Int? { places.popLast().map { Int($0) } }

  /// All of them.
  var all: Set { places.isEmpty ? 0 : ~0 >> UInt64(Self.countMaximum - places.count) }

  /// Those of a set for which something holds.
  @inline(__always)
  func those(of set: Set, where holds: (Int) -> Bool) -> Set {
    var found: Set = 0
    var left = set
    while left != 0 {
      let index = left.trailingZeroBitCount
      left &= left &- 1
      if holds(Int(places[index])) { found |= 1 << UInt64(index) }
    }
    return found
  }

  /// Goes through a set, the newest first.
  @inline(__always)
  func forEach(of set: Set, _ body: (Int) -> Void) {
    var left = set
    while left != 0 {
      body(Int(places[left.trailingZeroBitCount]))
      left &= left &- 1
    }
  }

  func newest(of set: Set) -> Int? { set == 0 ? nil : Int(places[set.trailingZeroBitCount]) }

  func oldest(of set: Set) -> Int? { set == 0 ? nil : Int(places[63 - set.leadingZeroBitCount]) }
}
