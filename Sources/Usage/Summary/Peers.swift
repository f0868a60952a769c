/// Who was seen with whom: the users of a client, or the clients of a user.
struct Peers {
  /// More peers of a party than this are counted and not named.
  private static let namesMaximum = 10

  /// Where the peers of a place begin; a place is a party's number and one, 0 is that of no name.
  private var starts: [Int]
  private var numbers: [UInt32]

  /// The peers of as many parties as there are names of: those of the pairs' upper halves, or of
  /// the lower.
  init(_ pairs: ContiguousArray<UInt64>, byUpper: Bool, names: Int) {
    func split(_ pair: UInt64) -> (place: Int, peer: UInt32) {
      let upper = UInt32(pair >> 32)
      let lower = UInt32(truncatingIfNeeded: pair)
      return byUpper ? (Int(upper &+ 1), lower) : (Int(lower &+ 1), upper)
    }
    starts = [Int](repeating: 0, count: names + 2)
    for pair in pairs {
      let (place, peer) = split(pair)
      if peer != NamePool.none { starts[place + 1] += 1 }
    }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    numbers = [UInt32](repeating: 0, count: starts[names + 1])
    var next = starts
    for pair in pairs {
      let (place, peer) = split(pair)
      guard peer != NamePool.none else { continue }
      numbers[next[place]] = peer
      next[place] += 1
    }
  }

  func count(ofPlace place: Int) -> Int { starts[place + 1] - starts[place] }

  /// The first peers by name.
  func firstNames(ofPlace place: Int, in names: SortedNames) -> [String] {
    let peers = numbers[starts[place]..<starts[place + 1]]
    if peers.count < 2 { return peers.compactMap(names.text) }
    return
      peers
      .sorted { names.position(ofPlace: Int($0) + 1) < names.position(ofPlace: Int($1) + 1) }
      .prefix(Self.namesMaximum).compactMap(names.text)
  }
}
