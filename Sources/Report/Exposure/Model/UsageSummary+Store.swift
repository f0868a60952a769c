import Bytes
import Records
import Store
import Usage

extension UsageSummary {
  /// Who uses FTPS, as a store's sessions tell it at a moment; nil where the survey has none.
  init?(_ store: any RecordStore, _ survey: String, windowDays: Int, now: Timestamp) throws {
    self.init()
    let counts = try store.series(.day, of: survey)
    sources = try store.readings(of: survey).filter { $0.kind == .session }.map { Source($0) }
    if counts.isEmpty, !hasLostLines { return nil }
    var byDay: [String: [SessionCount: Int]] = [:]
    for count in counts {
      guard let what = SessionCount(rawValue: count.detail) else { continue }
      byDay[count.answer, default: [:]][what] = count.number
    }
    days = byDay.sorted { $0.key < $1.key }.map { name, counts in
      Day(day: Timestamp(rfc3339: name)?.day, counts: UsageCounts(counts))
    }
    for day in days { totals.add(day.counts) }
    try readiness = Readiness(store, survey, byDay, windowDays, now)
  }
}

extension UsageSummary.Source {
  fileprivate init(_ reading: StoredReading) {
    self.init(path: reading.path)
    lines = reading.lines
    malformed = reading.malformed
    // As many as were lost then, whatever the reasons.
    ofUnknownServers = reading.lost
    problem = reading.problem
    isUnread = reading.isUnread
  }
}

extension UsageCounts {
  fileprivate init(_ counts: [SessionCount: Int]) {
    self.init()
    func number(_ what: SessionCount) -> Int { counts[what, default: 0] }
    sessions = number(.sessions)
    clear = number(.clear)
    explicit = number(.explicit)
    implicit = number(.implicit)
    none = number(.none)
    unknown = number(.unknown)
    uncertain = number(.uncertain)
    clearLogins = number(.clearLogins)
    protectedLogins = number(.protectedLogins)
    transfers.clear = number(.clearTransfers)
    transfers.private = number(.privateTransfers)
    transfers.unknown = number(.unknownTransfers)
  }
}

extension Readiness {
  fileprivate init(
    _ store: any RecordStore, _ survey: String, _ days: [String: [SessionCount: Int]],
    _ windowDays: Int, _ now: Timestamp
  ) throws {
    self.init()
    self.windowDays = windowDays
    let dated = days.compactMap { day, counts in
      Timestamp(rfc3339: day).map { ($0.day.number, counts[.sessions, default: 0]) }
    }
    setWindow(dated, now: now)
    let ofUsers = try StoredParties(
      store, survey, from?.text, .userLockedOut, .userClearLogin, .userProtected)
    let ofClients = try StoredParties(
      store, survey, from?.text, .clientLockedOut, .clientClearLogin, .clientProtected)
    let pairs = try store.counts(.lockedOutPair, of: survey)
    let clientsOf = Dictionary(grouping: pairs, by: \.answer).mapValues { $0.map(\.detail) }
    let usersOf = Dictionary(grouping: pairs, by: \.detail).mapValues { $0.map(\.answer) }
    users = ofUsers.within.list { name in
      (clientsOf[name] ?? []).filter { ofClients.within.lockedOut[$0] != nil }
    }
    clients = ofClients.within.list { name in
      (usersOf[name] ?? []).filter { ofUsers.within.lockedOut[$0] != nil }
    }
    earlierUsers = ofUsers.before.list { clientsOf[$0] ?? [] }
    earlierClients = ofClients.before.list { usersOf[$0] ?? [] }
    (lockedOutUsers, lockedOutClients) = (users.count, clients.count)
    loginUsers = ofUsers.within.judged
    clearUsers = ofUsers.within.clearLogins.count
    setWindow(forEarlier: (Array(earlierUsers) + Array(earlierClients)).compactMap(\.last).min())
    refused = try Self.refused(store, survey, from?.text)
    for (day, counts) in days where day.isEmpty || day >= from?.text ?? "" {
      lockedOutSessions += counts[.lockedOut, default: 0]
      unjudgedSessions += counts[.unjudged, default: 0]
    }
  }

  /// Who was refused from a day on, or without a date; as `logs` has them, the most frequent first.
  private static func refused(
    _ store: any RecordStore, _ survey: String, _ from: String?
  ) throws -> [Refused] {
    let undated = try store.counts(.refused, of: survey, from: "", to: "")
    let dated = try from.map {
      try store.counts(.refused, of: survey, from: $0, to: "\u{10FFFF}")
    }
    var all: [StoredRefusal: Refused] = [:]
    for count in undated + (dated ?? []) {
      guard let what = StoredRefusal(answer: count.answer) else { continue }
      var refused = all[what] ?? Refused(what)
      refused.sessions += count.number
      refused.last = Timestamp(rfc3339: count.detail) ?? refused.last
      all[what] = refused
    }
    return all.values.sorted { one, other in
      func place(_ refused: Refused) -> (Int, Int, String, String) {
        (refused.wantedTLS ? 0 : 1, -refused.sessions, refused.client ?? "", refused.user ?? "")
      }
      if place(one) != place(other) { return place(one) < place(other) }
      return (one.verb, one.code, one.reason) < (other.verb, other.code, other.reason)
    }
  }
}

extension Readiness.Refused {
  fileprivate init(_ refusal: StoredRefusal) {
    self.init(
      client: refusal.client, user: refusal.user, verb: refusal.verb, code: refusal.code,
      reason: refusal.reason, sessions: 0)
  }
}

/// The users, or the clients, whom the sessions of a store tell of: from a day on, and before it.
private struct StoredParties {
  /// Of some days: sessions by name.
  struct Part {
    /// Peers of a party that are named.
    private static let peersMaximum = 10

    var lockedOut: [String: Count] = [:]
    var clearLogins: [String: Int] = [:]
    var protected: [String: Int] = [:]

    /// How many can be judged.
    var judged: Int { Set(lockedOut.keys).union(protected.keys).count }

    /// Those who would have been locked out, what matters most first.
    func list(_ peers: (String) -> [String]) -> Listed<Readiness.LockedOut> {
      let all = lockedOut.values.map { count in
        let name = count.answer
        let logins = clearLogins[name, default: 0]
        return Readiness.LockedOut(
          name: name, sessions: count.number, clearLogins: logins,
          clearTransfersOnly: count.number - logins,
          protectedSessions: protected[name, default: 0], last: Timestamp(rfc3339: count.detail),
          peerNames: Array(peers(name).sorted().prefix(Self.peersMaximum)))
      }
      return Listed(
        all.sorted {
          ($1.clearLogins, $1.sessions, $0.name) < ($0.clearLogins, $0.sessions, $1.name)
        })
    }
  }

  /// From the day on, those without a date included: they may have been on any.
  private(set) var within = Part()
  /// Before it, and not from it on.
  private(set) var before = Part()

  init(
    _ store: any RecordStore, _ survey: String, _ from: String?, _ lockedOut: Topic,
    _ clearLogin: Topic, _ protected: Topic
  ) throws {
    func counts(_ topic: Topic) throws -> (within: [String: Count], before: [String: Count]) {
      func counts(_ from: String, _ to: String) throws -> [String: Count] {
        Dictionary(
          try store.counts(topic, of: survey, from: from, to: to).map { ($0.answer, $0) },
          uniquingKeysWith: { one, _ in one })
      }
      let undated = try counts("", "")
      guard let from else { return (undated, [:]) }
      let within = try counts(from, "\u{10FFFF}").merging(undated) {
        Count($0.answer, $0.detail, $0.number + $1.number)
      }
      let dayBefore = Timestamp(rfc3339: from).map { CalendarDay(number: $0.day.number - 1).text }
      return (within, try dayBefore.map { try counts("0", $0) } ?? [:])
    }
    let (refused, logins, working) = (
      try counts(lockedOut), try counts(clearLogin), try counts(protected)
    )
    within = Part(
      lockedOut: refused.within, clearLogins: logins.within.mapValues(\.number),
      protected: working.within.mapValues(\.number))
    before = Part(
      lockedOut: refused.before.filter { refused.within[$0.key] == nil },
      clearLogins: logins.before.mapValues(\.number),
      protected: working.before.mapValues(\.number))
  }
}
