import Bytes
import Records
import Usage

/// The few numbers of a summary that the verdict and the headlines are made of: of the window.
struct UsageFacts {
  /// The sessions that are judged.
  let judged: UsageCounts
  /// Users, by name, who logged in in a way that the logs can tell.
  let loginUsers: Int
  /// Of these, users with a login in clear.
  let clearUsers: Int
  let lockedOutUsers: Int
  let lockedOutClients: Int
  let lockedOutSessions: Int
  let unjudgedSessions: Int
  /// Sessions that the logs leave open.
  let silentSessions: Int
  let isExposed: Bool
  let malformed: Int
  /// The window: ` from 2026-10-02 to 2026-10-31`, ` on 2026-10-31`; nothing where the logs have no
  /// dates.
  let period: String

  init(_ summary: UsageSummary) {
    judged = summary.judged
    let readiness = summary.readiness
    loginUsers = readiness.loginUsers
    clearUsers = readiness.clearUsers
    lockedOutUsers = readiness.lockedOutUsers
    lockedOutClients = readiness.lockedOutClients
    lockedOutSessions = readiness.lockedOutSessions
    unjudgedSessions = readiness.unjudgedSessions
    silentSessions = summary.silentSessions
    isExposed = summary.isExposed
    malformed = summary.sources.reduce(0) { $0 + $1.malformed }
    if let from = readiness.from, let to = readiness.to {
      period = from == to ? " on \(to.text)" : " from \(from.text) to \(to.text)"
    } else {
      period = ""
    }
  }

  /// Sessions that used FTP.
  var used: Int { judged.sessions - judged.none }
}
