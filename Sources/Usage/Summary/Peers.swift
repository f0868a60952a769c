/// Who was seen with whom: the users of a client, or the clients of a user.
struct Peers {
  /// More peers of a party than this are counted and not named.
  private static let namesMaximum = 10

  /// Where the peers of a place end; a place is a party's number and one, 0 is that of no name.
  private let ends: [Int32]
  /// Each party's, in no order.
  private let numbers: [UInt32]

  /// The peers of as many parties as there are names of: those of the pairs' upper halves, or of
  /// the lower.
  init(_ pairs: ContiguousArray<UInt64>, byUpper: Bool, names: Int) {
    let (upper, lower) = (UInt64(32), UInt64(0))
    (ends, numbers) = Self.dealt(
      pairs, names + 1, party: byUpper ? upper : lower, peer: byUpper ? lower : upper)
  }

  /// The peers that have a name, party by party, and where each party's end. Where a pair has its
  /// party and where its peer is told by how far they are shifted.
  private static func dealt(
    _ pairs: ContiguousArray<UInt64>, _ places: Int, party: UInt64, peer: UInt64
  ) -> (ends: [Int32], numbers: [UInt32]) {
    func place(_ pair: UInt64) -> Int {
      Int(UInt32(truncatingIfNeeded: pair &>> party) &+ 1)
    }
    func number(_ pair: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: pair &>> peer) }
    var next = [Int32](repeating: 0, count: places)
    let numbers = next.withUnsafeMutableBufferPointer { next in
      pairs.withUnsafeBufferPointer { pairs in
        for pair in pairs where number(pair) != NamePool.none { next[place(pair)] &+= 1 }
        var total: Int32 = 0
        for place in next.indices { (next[place], total) = (total, total &+ next[place]) }
        return [UInt32](unsafeUninitializedCapacity: Int(total)) { numbers, count in
          for pair in pairs where number(pair) != NamePool.none {
            numbers[Int(next[place(pair)])] = number(pair)
            next[place(pair)] &+= 1
          }
          count = Int(total)
        }
      }
    }
    return (next, numbers)
  }

  func count(ofPlace place: Int) -> Int { range(ofPlace: place).count }

  private func range(ofPlace place: Int) -> Range<Int> {
    (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
  }

  /// The first peers by name.
  func firstNames(ofPlace place: Int, in names: SortedNames) -> [String] {
    let positions = numbers[range(ofPlace: place)].map { names.position(ofPlace: Int($0) + 1) }
    return positions.sorted().prefix(Self.namesMaximum).compactMap {
      names.text(ofPlace: names.place(at: Int($0)))
    }
  }
}
