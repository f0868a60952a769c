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
  var clientTallies = PartyTallies()
  var userTallies = PartyTallies()
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
    clientTallies.add(packed, part, number: session.client, day: day, from: from, to: to)
    userTallies.add(packed, part, number: session.shownUser, day: day, from: from, to: to)
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
    clientTallies.add(other.clientTallies, client)
    userTallies.add(other.userTallies, user)
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
