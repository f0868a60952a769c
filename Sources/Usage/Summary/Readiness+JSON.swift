import Bytes
import Records

extension UsageSummary {
  /// How exactly it is said when something happened last.
  public enum Last { case time, day }

  /// Writes the verdict, and what it rests on, as the fields of an object.
  public func writeReadiness(to json: inout JSONWriter, last: Last) {
    json.field("verdict", verdict.rawValue)
    json.field("window_days", readiness.windowDays)
    json.field("from", readiness.from?.text)
    json.field("to", readiness.to?.text)
    json.field("future_sessions", readiness.futureSessions)
    json.field("locked_out_users", readiness.lockedOutUsers)
    json.field("locked_out_clients", readiness.lockedOutClients)
    json.field("locked_out_sessions", readiness.lockedOutSessions)
    json.field("unjudged_sessions", readiness.unjudgedSessions)
    json.field("login_users", readiness.loginUsers)
    json.field("clear_users", readiness.clearUsers)
    json.users("users", readiness.users, last)
    json.clients("clients", readiness.clients, last)
    json.users("earlier_users", readiness.earlierUsers, last)
    json.clients("earlier_clients", readiness.earlierClients, last)
    json.list("refused", readiness.refused) { json, refused in
      json.object {
        $0.field("client", refused.client)
        $0.field("user", refused.user)
        $0.field("verb", refused.verb)
        $0.field("code", refused.code)
        $0.field("reason", refused.reason)
        $0.field("wanted_tls", refused.wantedTLS)
        $0.field("sessions", refused.sessions)
        $0.field(last, refused.last)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func users(
    _ key: StaticString, _ users: Listed<Readiness.LockedOut>, _ last: UsageSummary.Last
  ) {
    list(key, users) { $1.write(to: &$0, name: "user", peers: "client_names", last) }
  }

  fileprivate mutating func clients(
    _ key: StaticString, _ clients: Listed<Readiness.LockedOut>, _ last: UsageSummary.Last
  ) {
    list(key, clients) { $1.write(to: &$0, name: "client", peers: "user_names", last) }
  }

  fileprivate mutating func field(_ form: UsageSummary.Last, _ last: Timestamp?) {
    switch form {
    case .time: field("last", last)
    case .day: field("last", last?.day.text)
    }
  }
}

extension Readiness.LockedOut {
  fileprivate func write(
    to json: inout JSONWriter, name key: StaticString, peers: StaticString,
    _ form: UsageSummary.Last
  ) {
    json.object {
      $0.field(key, name)
      $0.field("sessions", sessions)
      $0.field("clear_logins", clearLogins)
      $0.field("clear_transfers_only", clearTransfersOnly)
      $0.field("protected_sessions", protectedSessions)
      $0.field(form, last)
      $0.field(peers, peerNames)
    }
  }
}
