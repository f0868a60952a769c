import Bytes
import Records

extension UsageSummary {
  /// The answer that a settled tally holds, readiness over the last `windowDays` days of it.
  init(_ tally: Tally, windowDays: Int, formats: [LogFormat]) {
    self.init()
    let clientNames = tally.clients.sorted()
    let userNames = tally.users.sorted()
    let pairs = tally.pairs.pairs
    let usersOf = Peers(pairs, byUpper: true, names: clientNames.count)
    let clientsOf = Peers(pairs, byUpper: false, names: userNames.count)
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
    advice = formats.flatMap { format in
      [(format.advice, tally.untold), (format.portAdvice, tally.portUntold)].compactMap {
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
    refused = Self.refused(tally, clientNames, userNames, from: from)
  }

  private static func refused(
    _ tally: Tally, _ clientNames: SortedNames, _ userNames: SortedNames, from: Int32
  ) -> [Refused] {
    let all = tally.refused.compactMap { key, value -> (Tally.Refused, Int, Timestamp?)? in
      let sessions = value.sessions.filter { $0.key >= from }.values.reduce(0, +)
      return sessions > 0 ? (key, sessions, value.last) : nil
    }
    let keys = all.map { key, sessions, _ in
      let client = UInt64(clientNames.position(ofPlace: Int(key.client &+ 1)))
      let user = UInt64(userNames.position(ofPlace: Int(key.user &+ 1)))
      let rank = UInt64(key.wantedTLS ? 0 : 1) << 32 | UInt64(~UInt32(clamping: sessions))
      return SortKey(rank, client << 32 | user)
    }
    var order = SortKey.order(keys)
    SortKey.forEachTie(keys, order) { tie in
      order[tie].sort {
        let (one, two) = (all[Int($0)].0, all[Int($1)].0)
        return (one.verb, one.code, one.reason) < (two.verb, two.code, two.reason)
      }
    }
    return order.map { index in
      let (key, sessions, last) = all[Int(index)]
      return Refused(
        client: clientNames.text(key.client), user: userNames.text(key.user), verb: key.verb,
        code: key.code, reason: key.reason, wantedTLS: key.wantedTLS, sessions: sessions,
        last: last)
    }
  }

  private static func lockedOut(
    _ tallies: PartyTallies, _ names: SortedNames, from: Int32,
    _ peers: Peers, _ peerNames: SortedNames
  ) -> Listed<LockedOut> {
    var ranks: [SortKey] = []
    for place in 0..<tallies.count where place > 0 {
      let sum = tallies.sum(ofPlace: place, from: from)
      guard sum.lockedOut > 0 else { continue }
      let rank = UInt64(~sum.clearLogins) << 32 | UInt64(~sum.lockedOut)
      ranks.append(SortKey(rank, UInt64(names.position(ofPlace: place))))
    }
    let places = SortKey.order(ranks).map { names.place(at: Int(ranks[Int($0)].second)) }
    return Listed(count: places.count) { index in
      let place = places[index]
      let sum = tallies.sum(ofPlace: place, from: from)
      return LockedOut(
        name: names.text(ofPlace: place) ?? "", sessions: Int(sum.lockedOut),
        clearLogins: Int(sum.clearLogins), clearTransfersOnly: Int(sum.clearTransfersOnly),
        protectedSessions: Int(sum.protected), last: sum.last,
        peerNames: peers.firstNames(ofPlace: place, in: peerNames))
    }
  }
}
