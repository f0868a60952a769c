import Bytes
import CByteScan

/// The tallies of all clients, or of all users. A party's place is its number and one: the first is
/// of those without a name.
///
/// They lie on shelves that are never moved: a list that grows would copy a million parties, each
/// time into memory that has not been touched.
final class PartyTallies: @unchecked Sendable {
  // Sendable: once a summary looks at them, nobody counts any more.

  /// A day of a party that is over, and the one of its party that was put here before it.
  private struct PastDay: Sendable, Codable {
    var day: Int32
    var before: Int32
    var part: PartyTally.Day
  }

  /// What readiness needs of a party: of the days from one on, and of those before.
  struct Sums {
    var within = PartyTally.Day()
    var before = PartyTally.Day()
  }

  private static let shelfCount = 256
  /// So many of a party's days are looked at for one that is to be put away again.
  private static let lookedBack = 32
  /// The day of sessions without a date, which may have been on any: it counts as the last.
  private static let undated = Int32.max

  /// How many places there are.
  private(set) var count = 0
  private var shelves: ContiguousArray<UnsafeMutablePointer<PartyTally>> = []
  private var past: ContiguousArray<PastDay> = []

  init() {}

  deinit {
    for shelf in shelves { shelf.deallocate() }
  }

  /// The tally at a place.
  subscript(place: Int) -> PartyTally {
    @inline(__always) unsafeAddress {
      UnsafePointer(shelves[place / Self.shelfCount] + place % Self.shelfCount)
    }
    @inline(__always) unsafeMutableAddress {
      shelves[place / Self.shelfCount] + place % Self.shelfCount
    }
  }

  /// The same tallies, to be kept while these go on.
  func copy() -> PartyTallies {
    let copy = PartyTallies()
    for place in 0..<count { copy.append(self[place]) }
    copy.past = past
    return copy
  }

  /// Asks memory for the tally of the party that has a number.
  @inline(__always)
  func prefetch(_ number: UInt32) {
    let place = Int(number &+ 1)
    if place >= count { return }
    ftpscope_prefetch(shelves[place / Self.shelfCount] + place % Self.shelfCount)
  }

  /// Counts a session for the party that has a number.
  func add(_ session: borrowing Counted, number: UInt32) {
    let place = place(number)
    self[place].add(session.counts)
    if session.day != nil { self[place].add(from: session.from, to: session.to) }
    if session.part.counts { add(session.part, session.day ?? Self.undated, place) }
  }

  /// Adds other tallies, whose numbers are others here.
  func add(_ other: PartyTallies, _ number: (UInt32) -> UInt32) {
    for index in 0..<other.count where !other[index].counts.isEmpty {
      let place = place(index == 0 ? NamePool.none : number(UInt32(index - 1)))
      self[place].add(other[index].counts)
      self[place].add(from: other[index].from, to: other[index].to)
      other.forEachDay(ofPlace: index) { add($1, $0, place) }
    }
  }

  /// The sums of a party's days from a number on, and of those before.
  func sums(ofPlace place: Int, from day: Int32) -> Sums {
    var sums = Sums()
    forEachDay(ofPlace: place) {
      if $0 >= day { sums.within.add($1) } else { sums.before.add($1) }
    }
    return sums
  }

  @inline(__always)
  private func forEachDay(ofPlace place: Int, _ body: (Int32, PartyTally.Day) -> Void) {
    if self[place].todayNumber != .min { body(self[place].todayNumber, self[place].today) }
    var next = Int(self[place].past)
    while past.indices.contains(next) {
      body(past[next].day, past[next].part)
      next = min(Int(past[next].before), next - 1)
    }
  }

  @inline(__always)
  private func place(_ number: UInt32) -> Int {
    let place = Int(number &+ 1)
    while count <= place { append(PartyTally()) }
    return place
  }

  private func append(_ party: PartyTally) {
    if count == shelves.count * Self.shelfCount {
      shelves.append(.allocate(capacity: Self.shelfCount))
    }
    (shelves[count / Self.shelfCount] + count % Self.shelfCount).initialize(to: party)
    count += 1
  }

  private func add(_ part: PartyTally.Day, _ day: Int32, _ place: Int) {
    if day != self[place].todayNumber { turn(place, to: day) }
    self[place].today.add(part)
  }

  /// Puts a party's day away. Sessions come day by day, so that it is there already at most where
  /// later ones are; where it is further back than is looked, it is there twice, and both count.
  private func turn(_ place: Int, to day: Int32) {
    let (number, part) = (self[place].todayNumber, self[place].today)
    self[place].todayNumber = day
    self[place].today = PartyTally.Day()
    if number == .min { return }
    var next = Int(self[place].past)
    for _ in 0..<Self.lookedBack {
      guard past.indices.contains(next), past[next].day >= number else { break }
      if past[next].day == number { return past[next].part.add(part) }
      next = min(Int(past[next].before), next - 1)
    }
    past.append(PastDay(day: number, before: self[place].past, part: part))
    self[place].past = Int32(past.count - 1)
  }
}

extension PartyTallies: Codable {
  private enum CodingKeys: CodingKey {
    case parties, past
  }

  convenience init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    for party in try values.decode([PartyTally].self, forKey: .parties) { append(party) }
    past = try values.decode(ContiguousArray<PastDay>.self, forKey: .past)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode((0..<count).map { self[$0] }, forKey: .parties)
    try values.encode(past, forKey: .past)
  }
}
