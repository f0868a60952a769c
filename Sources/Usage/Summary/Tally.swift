import Bytes
import CByteScan
import FTPProtocol
import Records

/// Counts of sessions by client, user, server and day. Names are numbered once; all counting is by
/// number. Tallies add up: of several processors, and of what a state file keeps.
final class Tally {
  struct Refused: Hashable, Codable {
    var client: UInt32
    var user: UInt32
    var verb: String
    var code: Int
    var reason: String
    var wantedTLS: Bool

    /// The words of one client and user are few.
    func hash(into hasher: inout Hasher) {
      hasher.combine(UInt64(client) << 32 | UInt64(user))
      hasher.combine(code)
    }
  }

  struct RefusedTally: Codable {
    /// By number of day.
    var sessions: [Int32: Int] = [:]
    var last: Timestamp?
  }

  /// Of one day, over all clients.
  struct DayTally: Codable {
    var counts = UsageCounts()
    /// Sessions that TLS as a requirement would have refused something.
    var lockedOut = 0
    /// Sessions that can't be judged.
    var unjudged = 0
  }

  var clients = NamePool()
  var users = NamePool()
  var servers = NamePool()
  let clientTallies: PartyTallies
  let userTallies: PartyTallies
  var pairs = PairList()
  /// By a server's number and, in the lower 16 bits, a port.
  var serverCounts: [UInt64: UsageCounts] = [:]
  /// By number of day; nil for sessions whose log has no dates.
  var days: [Int32?: DayTally] = [:]
  var refused: [Refused: RefusedTally] = [:]
  /// Sessions in doubt for want of what a format's log does not tell, by format.
  var untold: [String: Int] = [:]
  /// Sessions in doubt for want of a port, by format.
  var portUntold: [String: Int] = [:]
  /// What `--since` and `--until` left out in this run.
  var leftOut = UsageSummary.LeftOut()

  private var recent = RecentlyCounted()
  private var serverDays = ServerDays()

  init(clients: PartyTallies = PartyTallies(), users: PartyTallies = PartyTallies()) {
    clientTallies = clients
    userTallies = users
  }

  /// Asks memory for the name that an event will bring up.
  @inline(__always)
  func prefetch(_ event: borrowing LogEvent) {
    if event.kind == .opened {
      clients.prefetch(event.client)
    } else if event.verb == .user {
      users.prefetch(event.argument)
    } else if event.verb == .pass {
      users.prefetch(event.user)
    }
  }

  /// Counts a session that has ended.
  func add(
    _ session: borrowing Session, _ outcome: borrowing SessionOutcome, settings: SessionSettings
  ) {
    let day = session.facts.isDated ? session.begins.day.number : nil
    if recent.isFull { countOldest() }
    let counted = recent.append(Counted(session, outcome, day: day))
    // What memory has to bring is asked for now and wanted some sessions later.
    ftpscope_prefetch(pairs.address(of: counted.pointee.pair))
    clientTallies.prefetch(counted.pointee.client)
    userTallies.prefetch(counted.pointee.user)
    if !session.otherUsers.isEmpty { addOtherUsers(session, counted.pointee) }
    if !outcome.doubts.isEmpty || outcome.transfersAreUntold {
      let format = settings.formats[Int(session.format)]
      if outcome.isCurable(format) { untold[format.name, default: 0] += 1 }
    }
    if outcome.doubts.contains(.portNotLogged) {
      portUntold[name(of: session.format, settings), default: 0] += 1
    }
    if !outcome.refusals.isEmpty { addRefusals(outcome, session, day) }
  }

  /// Counts a session for those, too, who logged in on its connection besides its user: each may
  /// be locked out.
  private func addOtherUsers(_ session: borrowing Session, _ counted: Counted) {
    for user in session.otherUsers where user != counted.user {
      userTallies.add(counted, number: user)
      pairs.insert(
        PartyPair(client: counted.client, user: user, isLockedOut: counted.isLockedOut))
    }
  }

  private func countOldest() {
    guard let counted = recent.oldest?.pointee else { return }
    recent.removeOldest()
    clientTallies.add(counted, number: counted.client)
    userTallies.add(counted, number: counted.user)
    pairs.insert(counted.pair)
    if !serverDays.add(counted) {
      settleServerDays()
      _ = serverDays.add(counted)
    }
  }

  private func name(of format: UInt8, _ settings: SessionSettings) -> String {
    settings.formats[Int(format)].name
  }

  private func addRefusals(
    _ outcome: borrowing SessionOutcome, _ session: borrowing Session, _ day: Int32?
  ) {
    for refusal in outcome.refusals {
      let key = Refused(
        client: session.client, user: session.shownUser, verb: refusal.command,
        code: refusal.code, reason: refusal.reason.words, wantedTLS: refusal.reason.wantedTLS)
      var tally = refused[key] ?? RefusedTally()
      if let day {
        tally.sessions[day, default: 0] += 1
        tally.last = max(tally.last ?? session.ends, session.ends)
      }
      refused[key] = tally
    }
  }

  private func settleServerDays() {
    for part in serverDays.parts {
      serverCounts[part.server, default: UsageCounts()].add(part.tally.counts)
      days[part.day, default: DayTally()].add(part.tally)
    }
    serverDays.removeAll()
  }

  /// Puts what is kept aside for speed where it belongs.
  func settle() {
    while recent.oldest != nil { countOldest() }
    settleServerDays()
  }

  /// Adds another tally, which is settled.
  func add(_ other: Tally) {
    let clientNumbers = clients.merge(other.clients)
    let userNumbers = users.merge(other.users)
    let serverNumbers = servers.merge(other.servers)
    func client(_ number: UInt32) -> UInt32 {
      number == NamePool.none ? number : clientNumbers[Int(number)]
    }
    func user(_ number: UInt32) -> UInt32 {
      number == NamePool.none ? number : userNumbers[Int(number)]
    }
    clientTallies.add(other.clientTallies, client)
    userTallies.add(other.userTallies, user)
    for pair in other.pairs.pairs {
      pairs.insert(
        PartyPair(
          client: client(UInt32(pair.clientPlace) &- 1), user: user(UInt32(pair.userPlace) &- 1),
          isLockedOut: pair.isLockedOut))
    }
    for (key, counts) in other.serverCounts {
      let number = UInt32(key >> 16)
      let server = number == NamePool.none ? number : serverNumbers[Int(number)]
      serverCounts[UInt64(server) << 16 | key & 0xFFFF, default: UsageCounts()].add(counts)
    }
    for (day, tally) in other.days { days[day, default: DayTally()].add(tally) }
    leftOut.add(other.leftOut)
    untold.merge(other.untold, uniquingKeysWith: +)
    portUntold.merge(other.portUntold, uniquingKeysWith: +)
    for (key, tally) in other.refused {
      var key = key
      key.client = client(key.client)
      key.user = user(key.user)
      refused[key, default: RefusedTally()].add(tally)
    }
  }
}

extension Tally.DayTally {
  fileprivate mutating func add(_ other: Tally.DayTally) {
    counts.add(other.counts)
    lockedOut += other.lockedOut
    unjudged += other.unjudged
  }
}

extension Tally.RefusedTally {
  fileprivate mutating func add(_ other: Tally.RefusedTally) {
    sessions.merge(other.sessions, uniquingKeysWith: +)
    last = [last, other.last].compactMap(\.self).max()
  }
}
