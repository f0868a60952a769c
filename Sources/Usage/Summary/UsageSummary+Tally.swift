import Bytes
import Records

extension UsageSummary {
  /// The answer that a settled tally holds, readiness over the last `windowDays` days of it.
  init(_ tally: Tally, windowDays: Int, formats: [LogFormat]) {
    self.init()
    let usersOf = Peers(tally.pairs, byUpper: true)
    let clientsOf = Peers(tally.pairs, byUpper: false)
    let clientNames = tally.clients.sorted()
    let userNames = tally.users.sorted()
    clients = Self.parties(tally.clientTallies, clientNames, usersOf, userNames)
    users = Self.parties(tally.userTallies, userNames, clientsOf, clientNames)
    servers = tally.serverCounts
      .map { key, counts in
        let port = Int(key & 0xFFFF)
        return Server(
          server: tally.servers.text(UInt32(key >> 16)), port: port == 0 ? nil : port,
          counts: counts)
      }
      .sorted {
        Self.precedes($0.counts, $1.counts)
          ?? (($0.server ?? "", $0.port ?? 0) < ($1.server ?? "", $1.port ?? 0))
      }
    days = tally.days
      .map { Day(day: $0.key.map { CalendarDay(number: $0) }, counts: $0.value.counts) }
      .sorted { ($0.day?.number ?? .min) < ($1.day?.number ?? .min) }
    for day in days { totals.add(day.counts) }
    readiness = Readiness(
      tally, windowDays: windowDays, clientNames, userNames, usersOf, clientsOf)
    advice = formats.compactMap { format in
      guard let text = format.advice, let sessions = tally.untold[format.name] else { return nil }
      return Advice(logFormat: format.name, sessions: sessions, text: text)
    }
  }

  private static func parties(
    _ tallies: ContiguousArray<PartyTally>, _ names: SortedNames, _ peers: Peers,
    _ peerNames: SortedNames
  ) -> [Party] {
    var parties: [Party] = []
    parties.reserveCapacity(tallies.count)
    for place in order(tallies, names) {
      let number = place == 0 ? NamePool.none : UInt32(place - 1)
      parties.append(
        Party(
          name: names.text(number), counts: tallies[place].counts,
          peers: peers.count(of: number),
          peerNames: peers.firstNames(of: number, in: peerNames), first: tallies[place].first,
          last: tallies[place].last))
    }
    return parties
  }

  /// The places of those who have sessions, what matters most first: places are sorted and not
  /// the parties, of which there may be a million.
  private static func order(
    _ tallies: ContiguousArray<PartyTally>, _ names: SortedNames
  ) -> [Int] {
    return tallies.indices
      .filter { tallies[$0].counts.sessions > 0 }
      .sorted { one, two in
        precedes(tallies[one].counts, tallies[two].counts)
          ?? (names.position(ofPlace: one) < names.position(ofPlace: two))
      }
  }

  /// What matters most first; nil where the counts do not decide.
  private static func precedes(_ one: UsageCounts, _ two: UsageCounts) -> Bool? {
    if one.clearLogins != two.clearLogins { return one.clearLogins > two.clearLogins }
    if one.transfers.clear != two.transfers.clear {
      return one.transfers.clear > two.transfers.clear
    }
    return one.sessions == two.sessions ? nil : one.sessions > two.sessions
  }
}

/// Who was seen with whom: the users of a client, or the clients of a user.
private struct Peers {
  /// More peers of a party than this are counted and not named.
  private static let namesMaximum = 10

  /// The party's number in the upper half, the peer's in the lower; sorted.
  private let pairs: [UInt64]

  init(_ pairs: Set<UInt64>, byUpper: Bool) {
    self.pairs =
      pairs
      .map { byUpper ? $0 : $0 << 32 | $0 >> 32 }
      .filter { UInt32(truncatingIfNeeded: $0) != NamePool.none }
      .sorted()
  }

  func count(of number: UInt32) -> Int { range(of: number).count }

  /// The first peers by name.
  func firstNames(of number: UInt32, in names: SortedNames) -> [String] {
    let numbers = pairs[range(of: number)].map { UInt32(truncatingIfNeeded: $0) }
    if numbers.count < 2 { return numbers.compactMap(names.text) }
    return
      numbers
      .sorted { names.position(ofPlace: Int($0) + 1) < names.position(ofPlace: Int($1) + 1) }
      .prefix(Self.namesMaximum).compactMap(names.text)
  }

  private func range(of number: UInt32) -> Range<Int> {
    let from = firstIndex(notBelow: UInt64(number) << 32)
    var to = from
    while to < pairs.count, pairs[to] >> 32 == UInt64(number) { to += 1 }
    return from..<to
  }

  private func firstIndex(notBelow value: UInt64) -> Int {
    var low = 0
    var high = pairs.count
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Readiness {
  fileprivate init(
    _ tally: Tally, windowDays: Int, _ clientNames: SortedNames, _ userNames: SortedNames,
    _ usersOf: Peers, _ clientsOf: Peers
  ) {
    self.init()
    self.windowDays = windowDays
    let numbers = tally.days.keys.compactMap(\.self)
    guard let first = numbers.min(), let last = numbers.max() else { return }
    let from = max(first, last - Int32(clamping: windowDays) + 1)
    self.from = CalendarDay(number: from)
    to = CalendarDay(number: last)
    users = Self.lockedOut(tally.userTallies, userNames, from: from, clientsOf, clientNames)
    clients = Self.lockedOut(tally.clientTallies, clientNames, from: from, usersOf, userNames)
    lockedOutUsers = users.count
    lockedOutClients = clients.count
    for (day, tally) in tally.days where (day ?? .min) >= from {
      lockedOutSessions += tally.lockedOut
      unjudgedSessions += tally.unjudged
    }
    refused = Self.refused(tally, from: from)
  }

  private static func refused(_ tally: Tally, from: Int32) -> [Refused] {
    var all: [Refused] = []
    for (key, value) in tally.refused {
      let sessions = value.sessions.filter { $0.key >= from }.values.reduce(0, +)
      guard sessions > 0 else { continue }
      all.append(
        Refused(
          client: tally.clients.text(key.client), user: tally.users.text(key.user),
          verb: key.verb, code: key.code, reason: key.reason, wantedTLS: key.wantedTLS,
          sessions: sessions, last: value.last))
    }
    return all.sorted { one, two in
      if one.wantedTLS != two.wantedTLS { return one.wantedTLS }
      if one.sessions != two.sessions { return one.sessions > two.sessions }
      return (one.client ?? "", one.user ?? "", one.verb, one.code, one.reason)
        < (two.client ?? "", two.user ?? "", two.verb, two.code, two.reason)
    }
  }

  private static func lockedOut(
    _ tallies: ContiguousArray<PartyTally>, _ names: SortedNames, from: Int32,
    _ peers: Peers, _ peerNames: SortedNames
  ) -> [LockedOut] {
    var all: [LockedOut] = []
    for place in tallies.indices.dropFirst() {
      let sum = tallies[place].sum(from: from)
      guard sum.lockedOut > 0, let name = names.text(UInt32(place - 1)) else { continue }
      all.append(
        LockedOut(
          name: name, sessions: sum.lockedOut, clearLogins: sum.clearLogins,
          clearTransfersOnly: sum.clearTransfersOnly, protectedSessions: sum.protected,
          last: sum.last, peerNames: peers.firstNames(of: UInt32(place - 1), in: peerNames)))
    }
    return all.sorted { one, two in
      if one.clearLogins != two.clearLogins { return one.clearLogins > two.clearLogins }
      return one.sessions == two.sessions ? one.name < two.name : one.sessions > two.sessions
    }
  }
}
