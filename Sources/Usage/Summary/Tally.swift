import Bytes
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
  var clientTallies: ContiguousArray<PartyTally> = []
  var userTallies: ContiguousArray<PartyTally> = []
  var pairs = PairList()
  /// By a server's number and, in the lower 16 bits, a port.
  var serverCounts: [UInt64: UsageCounts] = [:]
  /// By number of day; nil for sessions whose log has no dates.
  var days: [Int32?: DayTally] = [:]
  var refused: [Refused: RefusedTally] = [:]
  /// Sessions in doubt for want of what a format's log does not tell, by format.
  var untold: [String: Int] = [:]

  private var lastServer = UInt64.max
  private var lastServerCounts = UsageCounts()
  private var today: Int32?
  private var todayTally = DayTally()

  init() {}

  /// Counts a session that has ended.
  func add(_ session: inout Session, _ outcome: SessionOutcome, settings: SessionSettings) {
    let day = session.isDated ? session.begins.day.number : nil
    let part = PartyTally.Day(outcome, last: session.ends)
    let (from, to) = (session.begins, session.ends)
    let packed = PackedCounts(outcome)
    Self.add(packed, part, to: &clientTallies, session.client, day, from: from, to: to)
    Self.add(packed, part, to: &userTallies, session.shownUser, day, from: from, to: to)
    pairs.insert(client: session.client, user: session.shownUser)
    let counts = packed.counts
    let server = UInt64(session.server) << 16 | UInt64(session.port)
    if server != lastServer { turn(toServer: server) }
    lastServerCounts.add(counts)
    if day != today { turn(toDay: day) }
    todayTally.counts.add(counts)
    if outcome.wouldBeLockedOut {
      todayTally.lockedOut += 1
    } else if outcome.isUnjudged {
      todayTally.unjudged += 1
    }
    if !outcome.doubts.isDisjoint(with: .curable) || outcome.transfersAreUntold {
      untold[settings.formats[Int(session.format)].name, default: 0] += 1
    }
    if let findings = session.findings, !findings.refusals.isEmpty {
      addRefusals(findings, &session, day)
    }
  }

  /// Parties are kept one place up, so that the first is those without a name.
  private static func add(
    _ packed: PackedCounts, _ part: PartyTally.Day,
    to parties: inout ContiguousArray<PartyTally>,
    _ number: UInt32, _ day: Int32?, from: Timestamp, to: Timestamp
  ) {
    let place = Int(number &+ 1)
    while parties.count <= place { parties.append(PartyTally()) }
    parties[place].add(packed, day: day, part, from: from, to: to)
  }

  private func addRefusals(_ findings: Findings, _ session: inout Session, _ day: Int32?) {
    for refusal in findings.refusals {
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

  private func turn(toServer server: UInt64) {
    if lastServerCounts.sessions > 0 {
      serverCounts[lastServer, default: UsageCounts()].add(lastServerCounts)
    }
    lastServerCounts = UsageCounts()
    lastServer = server
  }

  private func turn(toDay day: Int32?) {
    if todayTally.counts.sessions > 0 { days[today, default: DayTally()].add(todayTally) }
    todayTally = DayTally()
    today = day
  }

  /// Puts what is kept aside for speed where it belongs.
  func settle() {
    turn(toServer: .max)
    turn(toDay: nil)
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
    Self.add(other.clientTallies, to: &clientTallies, client)
    Self.add(other.userTallies, to: &userTallies, user)
    for pair in other.pairs.pairs {
      pairs.insert(
        client: client(UInt32(pair >> 32)), user: user(UInt32(truncatingIfNeeded: pair)))
    }
    for (key, counts) in other.serverCounts {
      let number = UInt32(key >> 16)
      let server = number == NamePool.none ? number : serverNumbers[Int(number)]
      serverCounts[UInt64(server) << 16 | key & 0xFFFF, default: UsageCounts()].add(counts)
    }
    for (day, tally) in other.days { days[day, default: DayTally()].add(tally) }
    untold.merge(other.untold, uniquingKeysWith: +)
    for (key, tally) in other.refused {
      var key = key
      key.client = client(key.client)
      key.user = user(key.user)
      refused[key, default: RefusedTally()].add(tally)
    }
  }

  private static func add(
    _ parties: ContiguousArray<PartyTally>, to sum: inout ContiguousArray<PartyTally>,
    _ number: (UInt32) -> UInt32
  ) {
    for (place, party) in parties.enumerated() where !party.counts.isEmpty {
      let here = place == 0 ? 0 : Int(number(UInt32(place - 1))) + 1
      while sum.count <= here { sum.append(PartyTally()) }
      sum[here].add(party)
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
