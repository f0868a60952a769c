import Bytes
import Records
import Store
import Usage

extension UsageSummary {
  /// Who uses FTPS, as a store's sessions tell it; nil where the survey has none.
  init?(_ store: any RecordStore, _ survey: String, windowDays: Int = 30) throws {
    self.init()
    let counts = try store.series(.day, of: survey)
    if counts.isEmpty { return nil }
    var byDay: [String: [SessionCount: Int]] = [:]
    for count in counts {
      guard let what = SessionCount(rawValue: count.detail) else { continue }
      byDay[count.answer, default: [:]][what] = count.number
    }
    days = byDay.sorted { $0.key < $1.key }.map { name, counts in
      Day(day: Timestamp(rfc3339: name)?.day, counts: UsageCounts(counts))
    }
    for day in days { totals.add(day.counts) }
    try readiness = Readiness(store, survey, byDay, windowDays)
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
  /// Peers of a party that are named.
  private static let peersMaximum = 10

  fileprivate init(
    _ store: any RecordStore, _ survey: String, _ days: [String: [SessionCount: Int]],
    _ windowDays: Int
  ) throws {
    self.init()
    self.windowDays = windowDays
    let dated = days.keys.compactMap { Timestamp(rfc3339: $0)?.day.number }
    guard let first = dated.min(), let last = dated.max() else { return }
    let start = CalendarDay(number: max(first, last - Int32(clamping: windowDays) + 1))
    let end = CalendarDay(number: last)
    (from, to) = (start, end)
    let pairs = try store.counts(.lockedOutPair, of: survey)
    func parties(
      _ lockedOut: Topic, _ clearLogin: Topic, _ protected: Topic, _ peers: [String: [String]]
    ) throws -> [LockedOut] {
      func counts(_ topic: Topic) throws -> [Count] {
        try store.counts(topic, of: survey, from: start.text, to: end.text)
      }
      func numbers(_ topic: Topic) throws -> [String: Int] {
        Dictionary(try counts(topic).map { ($0.answer, $0.number) }, uniquingKeysWith: +)
      }
      let (clear, working) = (try numbers(clearLogin), try numbers(protected))
      return try counts(lockedOut).map { count in
        LockedOut(
          name: count.answer, sessions: count.number, clearLogins: clear[count.answer, default: 0],
          clearTransfersOnly: count.number - clear[count.answer, default: 0],
          protectedSessions: working[count.answer, default: 0],
          last: Timestamp(rfc3339: count.detail),
          peerNames: Array((peers[count.answer] ?? []).sorted().prefix(Self.peersMaximum)))
      }
      .sorted { ($1.clearLogins, $1.sessions, $0.name) < ($0.clearLogins, $0.sessions, $1.name) }
    }
    let clientsOf = Dictionary(grouping: pairs, by: \.answer).mapValues { $0.map(\.detail) }
    let usersOf = Dictionary(grouping: pairs, by: \.detail).mapValues { $0.map(\.answer) }
    users = Listed(
      try parties(.userLockedOut, .userClearLogin, .userProtected, clientsOf))
    clients = Listed(
      try parties(.clientLockedOut, .clientClearLogin, .clientProtected, usersOf))
    (lockedOutUsers, lockedOutClients) = (users.count, clients.count)
    for (day, counts) in days where day >= start.text {
      lockedOutSessions += counts[.lockedOut, default: 0]
      unjudgedSessions += counts[.unjudged, default: 0]
    }
  }
}
