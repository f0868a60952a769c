import Bytes
import Records

extension UsageSummary {
  /// More peers of a party than this are counted and not named.
  private static let peerNamesMaximum = 10

  /// The answer that a tally holds, readiness over the last `windowDays` days of it.
  init(_ tally: Tally, windowDays: Int, formats: [LogFormat]) {
    self.init()
    totals = tally.totals
    let usersOf = Dictionary(grouping: tally.pairs.filter { $0.user != nil }, by: \.client)
      .mapValues { $0.compactMap(\.user).sorted() }
    let clientsOf = Dictionary(grouping: tally.pairs.filter { $0.client != nil }, by: \.user)
      .mapValues { $0.compactMap(\.client).sorted() }
    clients = Self.parties(tally.clients, peers: usersOf)
    users = Self.parties(tally.users, peers: clientsOf)
    servers = tally.servers
      .map { Server(server: $0.key.server, port: $0.key.port, counts: $0.value) }
      .sorted {
        Self.precedes($0.counts, $1.counts)
          ?? (($0.server ?? "", $0.port ?? 0) < ($1.server ?? "", $1.port ?? 0))
      }
    days = tally.days
      .map { Day(day: $0.key.map { CalendarDay(number: $0) }, counts: $0.value) }
      .sorted { ($0.day?.number ?? .min) < ($1.day?.number ?? .min) }
    readiness = Readiness(
      tally, windowDays: windowDays, usersOf: usersOf.mapValues(Self.firstNames),
      clientsOf: clientsOf.mapValues(Self.firstNames))
    advice = formats.compactMap { format in
      guard let text = format.advice, let sessions = tally.untold[format.name] else { return nil }
      return Advice(logFormat: format.name, sessions: sessions, text: text)
    }
  }

  private static func parties(
    _ tallies: [String?: PartyTally], peers: [String?: [String]]
  ) -> [Party] {
    tallies.map { name, tally in
      let names = peers[name] ?? []
      return Party(
        name: name, counts: tally.counts, peers: names.count, peerNames: firstNames(names),
        first: tally.first, last: tally.last)
    }
    .sorted { precedes($0.counts, $1.counts) ?? (($0.name ?? "") < ($1.name ?? "")) }
  }

  private static func firstNames(_ names: [String]) -> [String] {
    Array(names.prefix(peerNamesMaximum))
  }

  /// What matters most first; nil where the counts do not decide.
  private static func precedes(_ one: UsageCounts, _ two: UsageCounts) -> Bool? {
    let left = (one.clearLogins, one.transfers.clear, one.sessions)
    let right = (two.clearLogins, two.transfers.clear, two.sessions)
    return left == right ? nil : left > right
  }
}

extension Readiness {
  fileprivate init(
    _ tally: Tally, windowDays: Int, usersOf: [String?: [String]], clientsOf: [String?: [String]]
  ) {
    self.init()
    self.windowDays = windowDays
    let numbers = tally.days.keys.compactMap(\.self)
    guard let first = numbers.min(), let last = numbers.max() else { return }
    let from = max(first, last - Int32(clamping: windowDays) + 1)
    self.from = CalendarDay(number: from)
    to = CalendarDay(number: last)
    users = Self.lockedOut(tally.users, from: from, peers: clientsOf)
    clients = Self.lockedOut(tally.clients, from: from, peers: usersOf)
    lockedOutUsers = users.count
    lockedOutClients = clients.count
    lockedOutSessions = tally.lockedOut.filter { $0.key >= from }.values.reduce(0, +)
    unjudgedSessions = tally.unjudged.filter { $0.key >= from }.values.reduce(0, +)
    refused = tally.refused.compactMap { key, value in
      let sessions = value.sessions.filter { $0.key >= from }.values.reduce(0, +)
      guard sessions > 0 else { return nil }
      return Refused(
        client: key.client, user: key.user, verb: key.verb, code: key.code, reason: key.reason,
        wantedTLS: key.wantedTLS, sessions: sessions, last: value.last)
    }
    .sorted { one, two in
      if one.wantedTLS != two.wantedTLS { return one.wantedTLS }
      if one.sessions != two.sessions { return one.sessions > two.sessions }
      return (one.client ?? "", one.user ?? "", one.verb, one.reason)
        < (two.client ?? "", two.user ?? "", two.verb, two.reason)
    }
  }

  private static func lockedOut(
    _ tallies: [String?: PartyTally], from: Int32, peers: [String?: [String]]
  ) -> [LockedOut] {
    tallies.compactMap { name, tally -> LockedOut? in
      guard let name else { return nil }
      var sum = PartyTally.Day()
      for (day, part) in tally.days where day >= from { sum.add(part) }
      guard sum.lockedOut > 0 else { return nil }
      return LockedOut(
        name: name, sessions: sum.lockedOut, clearLogins: sum.clearLogins,
        clearTransfersOnly: sum.clearTransfersOnly, protectedSessions: sum.protected,
        last: sum.last, peerNames: peers[name] ?? [])
    }
    .sorted { one, two in
      let left = (one.clearLogins, one.sessions)
      let right = (two.clearLogins, two.sessions)
      return left == right ? one.name < two.name : left > right
    }
  }
}
