import Bytes
import CByteScan

/// The tallies of all clients, or of all users. A party's place is its number and one: the first is
/// of those without a name.
struct PartyTallies: Sendable, Codable {
  /// A day of a party that is over, and the one of its party that was put here before it.
  private struct PastDay: Sendable, Codable {
    var day: Int32
    var before: Int32
    var part: PartyTally.Day
  }

  private(set) var parties: ContiguousArray<PartyTally> = []
  private var past: ContiguousArray<PastDay> = []

  /// Asks memory for the tally of the party that has a number.
  @inline(__always)
  func prefetch(_ number: UInt32) {
    let place = Int(number &+ 1)
    if place >= parties.count { return }
    parties.withUnsafeBufferPointer { ftpscope_prefetch($0.baseAddress.map { $0 + place }) }
  }

  /// Counts a session for the party that has a number.
  mutating func add(_ session: Counted, number: UInt32) {
    let place = place(number)
    parties[place].add(session.counts)
    guard let day = session.day else { return }
    parties[place].add(from: session.from, to: session.part.last)
    if session.part.counts { add(session.part, day, place) }
  }

  /// Adds other tallies, whose numbers are others here.
  mutating func add(_ other: PartyTallies, _ number: (UInt32) -> UInt32) {
    for (index, party) in other.parties.enumerated() where !party.counts.isEmpty {
      let place = place(index == 0 ? NamePool.none : number(UInt32(index - 1)))
      parties[place].add(party.counts)
      parties[place].add(from: party.from, to: party.to)
      other.forEachDay(ofPlace: index) { add($1, $0, place) }
    }
  }

  /// What readiness needs of a party's days from a number on.
  func sum(ofPlace place: Int, from day: Int32) -> PartyTally.Day {
    var sum = PartyTally.Day()
    forEachDay(ofPlace: place) { if $0 >= day { sum.add($1) } }
    return sum
  }

  private func forEachDay(ofPlace place: Int, _ body: (Int32, PartyTally.Day) -> Void) {
    let party = parties[place]
    if party.todayNumber != .min { body(party.todayNumber, party.today) }
    var next = Int(party.past)
    while past.indices.contains(next) {
      body(past[next].day, past[next].part)
      next = min(Int(past[next].before), next - 1)
    }
  }

  private mutating func place(_ number: UInt32) -> Int {
    let place = Int(number &+ 1)
    while parties.count <= place { parties.append(PartyTally()) }
    return place
  }

  private mutating func add(_ part: PartyTally.Day, _ day: Int32, _ place: Int) {
    if day != parties[place].todayNumber { turn(place, to: day) }
    parties[place].today.add(part)
  }

  /// Puts a party's day away: sessions come day by day.
  private mutating func turn(_ place: Int, to day: Int32) {
    let party = parties[place]
    parties[place].todayNumber = day
    parties[place].today = PartyTally.Day()
    if party.todayNumber == .min { return }
    var next = Int(party.past)
    while past.indices.contains(next) {
      if past[next].day == party.todayNumber { return past[next].part.add(party.today) }
      next = min(Int(past[next].before), next - 1)
    }
    past.append(PastDay(day: party.todayNumber, before: party.past, part: party.today))
    parties[place].past = Int32(past.count - 1)
  }
}
