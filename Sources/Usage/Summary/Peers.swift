/// Who was seen with whom: the users of a client, or the clients of a user.
struct Peers {
  /// More peers of a party than this are counted and not named.
  private static let namesMaximum = 10

  /// One peer of a party: its place, and in the last bit whether they were locked out together.
  private struct Peer {
    private let bits: UInt32

    init(place: Int, isLockedOut: Bool) {
      bits = UInt32(truncatingIfNeeded: place) &<< 1 | (isLockedOut ? 1 : 0)
    }

    var place: Int { Int(bits &>> 1) }
    var isLockedOut: Bool { bits & 1 != 0 }
  }

  /// Where the peers of a place end.
  private let ends: [Int32]
  /// Each party's, in no order.
  private let peers: [Peer]

  /// The users of as many clients as there are names of.
  init(usersOf pairs: ContiguousArray<PartyPair>, clients: Int) {
    (ends, peers) = Self.dealt(pairs, clients + 1, party: \.clientPlace, peer: \.userPlace)
  }

  /// The clients of as many users as there are names of.
  init(clientsOf pairs: ContiguousArray<PartyPair>, users: Int) {
    (ends, peers) = Self.dealt(pairs, users + 1, party: \.userPlace, peer: \.clientPlace)
  }

  /// The peers that have a name, party by party, and where each party's end.
  @inline(__always)
  private static func dealt(
    _ pairs: ContiguousArray<PartyPair>, _ places: Int, party: (PartyPair) -> Int,
    peer: (PartyPair) -> Int
  ) -> (ends: [Int32], peers: [Peer]) {
    var next = [Int32](repeating: 0, count: places)
    let peers = next.withUnsafeMutableBufferPointer { next in
      pairs.withUnsafeBufferPointer { pairs in
        for pair in pairs where peer(pair) > 0 { next[party(pair)] &+= 1 }
        var total: Int32 = 0
        for place in next.indices { (next[place], total) = (total, total &+ next[place]) }
        return [Peer](unsafeUninitializedCapacity: Int(total)) { peers, count in
          for pair in pairs where peer(pair) > 0 {
            peers[Int(next[party(pair)])] = Peer(
              place: peer(pair), isLockedOut: pair.isLockedOut)
            next[party(pair)] &+= 1
          }
          count = Int(total)
        }
      }
    }
    return (next, peers)
  }

  func count(ofPlace place: Int) -> Int { range(ofPlace: place).count }

  private func range(ofPlace place: Int) -> Range<Int> {
    (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
  }

  /// The first peers by name.
  func firstNames(ofPlace place: Int, in names: SortedNames) -> [String] {
    first(peers[range(ofPlace: place)].map(\.place), names)
  }

  /// The first by name of the peers together with whom TLS as a requirement would have refused
  /// something, as far as a closure takes their places.
  func firstLockedOut(
    ofPlace place: Int, in names: SortedNames, where isWanted: (Int) -> Bool
  ) -> [String] {
    first(
      peers[range(ofPlace: place)].filter { $0.isLockedOut && isWanted($0.place) }.map(\.place),
      names)
  }

  private func first(_ places: [Int], _ names: SortedNames) -> [String] {
    places.map { names.position(ofPlace: $0) }.sorted().prefix(Self.namesMaximum).compactMap {
      names.text(ofPlace: names.place(at: Int($0)))
    }
  }
}
