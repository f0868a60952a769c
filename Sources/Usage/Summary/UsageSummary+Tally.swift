import Bytes
import Records

extension UsageSummary {
  /// The answer that a settled tally holds, readiness over the last `windowDays` days of it, as of
  /// `now`.
  init(_ tally: Tally, windowDays: Int, now: Timestamp?, formats: [LogFormat]) {
    self.init()
    let clientNames = tally.clients.sorted()
    let userNames = tally.users.sorted()
    let pairs = tally.pairs.pairs
    let usersOf = Peers(usersOf: pairs, clients: clientNames.count)
    let clientsOf = Peers(clientsOf: pairs, users: userNames.count)
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
      tally, windowDays: windowDays, now: now, clientNames, userNames, usersOf, clientsOf)
    leftOut = tally.leftOut
    advice = formats.flatMap { format in
      [(format.advice.general, tally.untold), (format.advice.port, tally.portUntold)].compactMap {
        guard let text = $0, let sessions = $1[format.name] else { return nil }
        return Advice(logFormat: format.name, sessions: sessions, text: text)
      }
    }
  }

  private static func parties(
    _ tallies: PartyTallies, _ names: SortedNames, _ peers: Peers, _ peerNames: SortedNames
  ) -> Listed<Party> {
    let places = order(tallies, names)
    let words = UsageSummary.PartyNames(
      name: { names.text(ofPlace: $0) },
      peerNames: { peers.firstNames(ofPlace: $0, in: peerNames) })
    return Listed(count: places.count) { index in
      let place = places[index]
      return Party(
        names: words, place: place, counts: tallies[place].counts.counts,
        peers: peers.count(ofPlace: place), first: tallies[place].first,
        last: tallies[place].last)
    }
  }

  /// The places of those who have sessions, what matters most first.
  private static func order(
    _ tallies: PartyTallies, _ names: SortedNames
  ) -> [Int] {
    var ranks: [SortKey] = []
    ranks.reserveCapacity(tallies.count)
    for place in 0..<tallies.count where !tallies[place].counts.isEmpty {
      let (first, sessions) = tallies[place].counts.rank
      ranks.append(SortKey(first, UInt64(sessions) << 32 | UInt64(names.position(ofPlace: place))))
    }
    return SortKey.order(ranks).map { names.place(at: Int(ranks[Int($0)].second & 0xFFFF_FFFF)) }
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
