/// Who was seen with whom: the users of a client, or the clients of a user.
struct Peers {
  /// More peers of a party than this are counted and not named.
  private static let namesMaximum = 10

  /// Where the peers of a place begin; a place is a party's number and one, 0 is that of no name.
  private let starts: [Int]
  /// Each party's in the order of their names.
  private let numbers: [UInt32]

  /// The peers of as many parties as there are names of: those of the pairs' upper halves, or of
  /// the lower.
  init(_ pairs: ContiguousArray<UInt64>, byUpper: Bool, names: Int, peerNames: SortedNames) {
    func place(_ pair: UInt64) -> Int {
      Int(byUpper ? UInt32(pair >> 32) &+ 1 : UInt32(truncatingIfNeeded: pair) &+ 1)
    }
    func peer(_ pair: UInt64) -> UInt32 {
      byUpper ? UInt32(truncatingIfNeeded: pair) : UInt32(pair >> 32)
    }
    let named = ContiguousArray(pairs.filter { peer($0) != NamePool.none })
    // The first by the peers' names, the second by the parties, which leaves each party's in order.
    let byName = Self.dealt(named, peerNames.count + 1) {
      Int(peerNames.position(ofPlace: Int(peer($0)) + 1))
    }
    let byParty = Self.dealt(byName.all, names + 1, place)
    starts = byParty.starts
    numbers = byParty.all.map(peer)
  }

  /// Pairs in the order of a number below a limit, those with the same number in their own; and
  /// where each number's begin.
  private static func dealt(
    _ pairs: ContiguousArray<UInt64>, _ limit: Int, _ number: (UInt64) -> Int
  ) -> (all: ContiguousArray<UInt64>, starts: [Int]) {
    var starts = [Int](repeating: 0, count: limit + 1)
    for pair in pairs { starts[number(pair) + 1] += 1 }
    for index in 1...limit { starts[index] += starts[index - 1] }
    var all = pairs
    var next = starts
    for pair in pairs {
      let here = number(pair)
      all[next[here]] = pair
      next[here] += 1
    }
    return (all, starts)
  }

  func count(ofPlace place: Int) -> Int { starts[place + 1] - starts[place] }

  /// The first peers by name.
  func firstNames(ofPlace place: Int, in names: SortedNames) -> [String] {
    numbers[starts[place]..<starts[place + 1]].prefix(Self.namesMaximum).compactMap(names.text)
  }
}
