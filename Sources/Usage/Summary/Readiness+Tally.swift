import Bytes

extension Readiness {
  /// Readiness over the last `windowDays` days of a settled tally, as of `now`.
  init(
    _ tally: Tally, windowDays: Int, now: Timestamp?, _ clientNames: SortedNames,
    _ userNames: SortedNames,
    _ usersOf: Peers, _ clientsOf: Peers
  ) {
    self.init()
    self.windowDays = windowDays
    var from = Int32.min
    let sessions = tally.days.compactMap { day, tally in day.map { ($0, tally.counts.sessions) } }
    setWindow(sessions, now: now)
    if let day = self.from?.number { from = day }
    let ofUsers = LockedOutParties(tally.userTallies, userNames, from: from)
    let ofClients = LockedOutParties(tally.clientTallies, clientNames, from: from)
    users = ofUsers.within(clientsOf, ofClients)
    clients = ofClients.within(usersOf, ofUsers)
    earlierUsers = ofUsers.before(clientsOf, ofClients)
    earlierClients = ofClients.before(usersOf, ofUsers)
    lockedOutUsers = users.count
    lockedOutClients = clients.count
    loginUsers = ofUsers.judged
    clearUsers = ofUsers.clear
    setWindow(forEarlier: [ofUsers.earliest, ofClients.earliest].compactMap(\.self).min())
    for (day, tally) in tally.days where (day ?? .max) >= from {
      lockedOutSessions += tally.lockedOut
      unjudgedSessions += tally.unjudged
    }
    refused = Self.refused(tally, clientNames, userNames, from: from)
  }

  /// The last day that is not in the future: it may be tomorrow already where the log was written.
  private static func lastDay(at now: Timestamp) -> Int32 { now.day.number + 1 }

  /// Sets the window by the sessions of days. It ends on the last day that is not in the future:
  /// one session with a wrong date can't move it. Where all are, the machine's clock was another.
  public mutating func setWindow(_ sessions: [(day: Int32, count: Int)], now: Timestamp?) {
    guard let first = sessions.map(\.day).min(), let newest = sessions.map(\.day).max() else {
      return
    }
    let today = now.map(Self.lastDay) ?? .max
    let last = sessions.map(\.day).filter { $0 <= today }.max() ?? newest
    let start = Int(last) - min(windowDays, Int(Int32.max)) + 1
    from = CalendarDay(number: Int32(clamping: max(Int(first), start)))
    to = CalendarDay(number: last)
    if newest > today { futureDay = CalendarDay(number: newest) }
    futureSessions = sessions.reduce(0) { $0 + ($1.day > today ? $1.count : 0) }
  }

  /// Says how long a window would have to be for those who come before it; `earliest` is the first
  /// of their last times.
  public mutating func setWindow(forEarlier earliest: Timestamp?) {
    if let to, let earliest {
      windowDaysForEarlier = Int(to.number) - Int(earliest.day.number) + 1
    }
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
}

/// The clients, or the users, who would have been locked out: from a day on, and before it only.
private struct LockedOutParties {
  /// How many can be judged from that day on, and how many of these logged in in clear.
  private(set) var judged = 0
  private(set) var clear = 0
  /// The earliest of the last times of those who would have been locked out before only.
  private(set) var earliest: Timestamp?

  private let tallies: PartyTallies
  private let names: SortedNames
  private let from: Int32
  private var ranksWithin: [SortKey] = []
  private var ranksBefore: [SortKey] = []

  init(_ tallies: PartyTallies, _ names: SortedNames, from: Int32) {
    self.tallies = tallies
    self.names = names
    self.from = from
    for place in 0..<tallies.count where place > 0 {
      let sums = tallies.sums(ofPlace: place, from: from)
      let (within, before) = (sums.within, sums.before)
      if within.counts { judged += 1 }
      if within.clearLogins > 0 { clear += 1 }
      if within.lockedOut > 0 {
        ranksWithin.append(rank(within, place))
      } else if before.lockedOut > 0 {
        ranksBefore.append(rank(before, place))
        earliest = min(earliest ?? before.last, before.last)
      }
    }
  }

  private func rank(_ sum: PartyTally.Day, _ place: Int) -> SortKey {
    SortKey(
      UInt64(~sum.clearLogins) << 32 | UInt64(~sum.lockedOut),
      UInt64(names.position(ofPlace: place)))
  }

  /// Those from the day on, with the peers who are too.
  func within(_ peers: Peers, _ others: LockedOutParties) -> Listed<Readiness.LockedOut> {
    list(ranksWithin, \.within) { place in
      peers.firstLockedOut(ofPlace: place, in: others.names) {
        others.tallies.sums(ofPlace: $0, from: others.from).within.lockedOut > 0
      }
    }
  }

  /// Those before it only.
  func before(_ peers: Peers, _ others: LockedOutParties) -> Listed<Readiness.LockedOut> {
    list(ranksBefore, \.before) { place in
      peers.firstLockedOut(ofPlace: place, in: others.names) { _ in true }
    }
  }

  private func list(
    _ ranks: [SortKey],
    _ part: @escaping @Sendable (PartyTallies.Sums) -> PartyTally.Day,
    _ peerNames: @escaping @Sendable (Int) -> [String]
  ) -> Listed<Readiness.LockedOut> {
    let (tallies, names, from) = (tallies, names, from)
    let places = SortKey.order(ranks).map { names.place(at: Int(ranks[Int($0)].second)) }
    return Listed(count: places.count) { index in
      let place = places[index]
      let sum = part(tallies.sums(ofPlace: place, from: from))
      return Readiness.LockedOut(
        name: names.text(ofPlace: place) ?? "", sessions: Int(sum.lockedOut),
        clearLogins: Int(sum.clearLogins), clearTransfersOnly: Int(sum.clearTransfersOnly),
        protectedSessions: Int(sum.protected), last: sum.lastIfDated, peerNames: peerNames(place))
    }
  }
}
