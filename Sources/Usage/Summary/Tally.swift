import Bytes
import FTPProtocol
import Records

/// Counts of sessions by client, user, server and day, under names. What a run found and what a
/// state file keeps: tallies add up.
struct Tally: Sendable, Codable {
  struct ServerName: Hashable, Sendable, Codable {
    var server: String?
    var port: Int?
  }

  struct Refused: Hashable, Sendable, Codable {
    var client: String?
    var user: String?
    var verb: String
    var code: Int
    var reason: String
    var wantedTLS: Bool
  }

  struct RefusedTally: Sendable, Codable {
    /// By number of day.
    var sessions: [Int32: Int] = [:]
    var last: Timestamp?
  }

  struct Pair: Hashable, Sendable, Codable {
    var client: String?
    var user: String?
  }

  var totals = UsageCounts()
  var clients: [String?: PartyTally] = [:]
  var users: [String?: PartyTally] = [:]
  var pairs: Set<Pair> = []
  var servers: [ServerName: UsageCounts] = [:]
  /// By number of day; nil for sessions whose log has no dates.
  var days: [Int32?: UsageCounts] = [:]
  var refused: [Refused: RefusedTally] = [:]
  /// Sessions that can't be judged, by number of day.
  var unjudged: [Int32: Int] = [:]
  /// Sessions that would have been locked out, by number of day.
  var lockedOut: [Int32: Int] = [:]
  /// Sessions in doubt because of what a format's log does not tell, by format.
  var untold: [String: Int] = [:]

  /// Adds another tally.
  mutating func add(_ other: Tally) {
    totals.add(other.totals)
    clients.merge(other.clients) { $0.adding($1) }
    users.merge(other.users) { $0.adding($1) }
    pairs.formUnion(other.pairs)
    servers.merge(other.servers) { $0.adding($1) }
    days.merge(other.days) { $0.adding($1) }
    unjudged.merge(other.unjudged, uniquingKeysWith: +)
    lockedOut.merge(other.lockedOut, uniquingKeysWith: +)
    untold.merge(other.untold, uniquingKeysWith: +)
    refused.merge(other.refused) { one, two in
      var sum = one
      sum.sessions.merge(two.sessions, uniquingKeysWith: +)
      sum.last = [one.last, two.last].compactMap(\.self).max()
      return sum
    }
  }
}

extension PartyTally {
  fileprivate func adding(_ other: PartyTally) -> PartyTally {
    var sum = self
    sum.add(other)
    return sum
  }
}

extension UsageCounts {
  fileprivate func adding(_ other: UsageCounts) -> UsageCounts {
    var sum = self
    sum.add(other)
    return sum
  }
}
