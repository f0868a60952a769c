import Bytes
import FTPProtocol
import Records

/// The tally of one session table, under the numbers of its names: what each session costs.
final class TableTally {
  private var clients: ContiguousArray<PartyTally> = []
  private var users: ContiguousArray<PartyTally> = []
  private var namelessClient = PartyTally()
  private var namelessUser = PartyTally()
  private var pairs: Set<UInt64> = []
  private var lastPair = UInt64.max
  private var totals = UsageCounts()
  private var servers: [UInt64: UsageCounts] = [:]
  private var days: [Int32?: UsageCounts] = [:]
  private var today: Int32? = nil
  private var todayCounts = UsageCounts()
  private var lastServer = UInt64.max
  private var serverCounts = UsageCounts()
  /// What only few sessions have, under names already.
  private var rare = Tally()

  init() {}

  /// Counts a session that has ended.
  func add(
    _ session: Session, _ outcome: SessionOutcome, table: borrowing SessionTable,
    settings: SessionSettings
  ) {
    let counts = UsageCounts(outcome)
    let day = session.isDated ? session.begins.day.number : nil
    let part = PartyTally.Day(outcome, last: session.ends)
    add(counts, part, to: &clients, &namelessClient, session.client, day, session)
    add(counts, part, to: &users, &namelessUser, session.shownUser, day, session)
    let pair = UInt64(session.client) << 32 | UInt64(session.shownUser)
    if pair != lastPair {
      pairs.insert(pair)
      lastPair = pair
    }
    add(counts, server: UInt64(session.server) << 16 | UInt64(session.port))
    if day != today { turn(to: day) }
    todayCounts.add(counts)
    addRare(session, outcome, table: table, settings: settings, day: day)
  }

  private func add(
    _ counts: UsageCounts, _ part: PartyTally.Day, to parties: inout ContiguousArray<PartyTally>,
    _ nameless: inout PartyTally, _ number: UInt32, _ day: Int32?, _ session: Session
  ) {
    guard number != NamePool.none else {
      return nameless.add(counts, day: day, part, from: session.begins, to: session.ends)
    }
    while parties.count <= Int(number) { parties.append(PartyTally()) }
    parties[Int(number)].add(counts, day: day, part, from: session.begins, to: session.ends)
  }

  private func add(_ counts: UsageCounts, server: UInt64) {
    if server != lastServer {
      servers[lastServer, default: UsageCounts()].add(serverCounts)
      serverCounts = UsageCounts()
      lastServer = server
    }
    serverCounts.add(counts)
  }

  private func turn(to day: Int32?) {
    days[today, default: UsageCounts()].add(todayCounts)
    totals.add(todayCounts)
    todayCounts = UsageCounts()
    today = day
  }

  private func addRare(
    _ session: Session, _ outcome: SessionOutcome, table: borrowing SessionTable,
    settings: SessionSettings, day: Int32?
  ) {
    if let day, outcome.wouldBeLockedOut { rare.lockedOut[day, default: 0] += 1 }
    if let day, !outcome.wouldBeLockedOut, outcome.isUnjudged {
      rare.unjudged[day, default: 0] += 1
    }
    if !outcome.doubts.intersection(.curable).isEmpty || outcome.transfersAreUntold {
      rare.untold[settings.formats[Int(session.format)].name, default: 0] += 1
    }
    for refusal in session.findings?.refusals ?? [] {
      let key = Tally.Refused(
        client: table.clients.text(session.client), user: table.users.text(session.shownUser),
        verb: refusal.command, code: refusal.code, reason: refusal.reason.words,
        wantedTLS: refusal.reason.wantedTLS)
      var tally = rare.refused[key] ?? Tally.RefusedTally()
      if let day {
        tally.sessions[day, default: 0] += 1
        tally.last = max(tally.last ?? session.ends, session.ends)
      }
      rare.refused[key] = tally
    }
  }

  /// All that was counted, under names.
  func named(by table: borrowing SessionTable) -> Tally {
    turn(to: nil)
    add(UsageCounts(), server: .max)
    var tally = rare
    tally.totals = totals
    tally.days = days.filter { $0.value.sessions > 0 }
    for (number, party) in clients.enumerated() where party.counts.sessions > 0 {
      tally.clients[table.clients.text(UInt32(number))] = party
    }
    for (number, party) in users.enumerated() where party.counts.sessions > 0 {
      tally.users[table.users.text(UInt32(number))] = party
    }
    if namelessClient.counts.sessions > 0 { tally.clients[nil] = namelessClient }
    if namelessUser.counts.sessions > 0 { tally.users[nil] = namelessUser }
    for pair in pairs {
      tally.pairs.insert(
        Tally.Pair(
          client: table.clients.text(UInt32(pair >> 32)),
          user: table.users.text(UInt32(truncatingIfNeeded: pair))))
    }
    for (server, counts) in servers where counts.sessions > 0 {
      let port = Int(server & 0xFFFF)
      let name = Tally.ServerName(
        server: table.servers.text(UInt32(server >> 16)), port: port == 0 ? nil : port)
      tally.servers[name] = counts
    }
    return tally
  }
}

extension UsageCounts {
  /// One session's counts.
  init(_ outcome: SessionOutcome) {
    self.init()
    sessions = 1
    switch outcome.control {
    case .clear: clear = 1
    case .explicit: explicit = 1
    case .implicit: implicit = 1
    case .none: none = 1
    case .unknown: unknown = 1
    }
    if !outcome.doubts.isEmpty { uncertain = 1 }
    if outcome.isClearLogin {
      clearLogins = 1
    } else if outcome.login == .succeeded, outcome.credentials == .protected {
      protectedLogins = 1
    }
    transfers = outcome.protection.transfers
  }
}

extension PartyTally.Day {
  fileprivate init(_ outcome: SessionOutcome, last: Timestamp) {
    self.last = last
    if outcome.wouldBeLockedOut {
      lockedOut = 1
      if outcome.isClearLogin { clearLogins = 1 } else { clearTransfersOnly = 1 }
    } else if outcome.login == .succeeded, !outcome.isUnjudged {
      protected = 1
    }
  }
}

extension SessionOutcome {
  /// Whether a login succeeded or a file moved in a way that can't be judged.
  var isUnjudged: Bool {
    login == .succeeded && credentials == .unknown || protection.unknownTransfers > 0
  }

  /// Whether files moved and the log does not tell how.
  var transfersAreUntold: Bool { protection.unknownTransfers > 0 }
}

extension Doubts {
  /// Doubts that another setting of the server would remove.
  static let curable: Doubts = [
    .sharedAddress, .connectsNotLogged, .authNotLogged, .tlsNotLogged, .blindAfterAuth,
  ]
}
