import Records
import Usage

/// The few numbers of a summary that the verdict and the headlines are made of.
struct UsageFacts {
  /// Users, by name, who logged in in a way that the logs can tell.
  let loginUsers: Int
  /// Of these, users with a login in clear.
  let clearUsers: Int
  let clearLogins: Int
  let clearTransfers: Int
  let lockedOutUsers: Int
  let lockedOutClients: Int
  let lockedOutSessions: Int
  let unjudgedSessions: Int
  /// Sessions that the logs leave open.
  let silentSessions: Int
  let malformed: Int
  /// ` in the last 30 days`; nothing where the logs have no dates.
  let window: String

  init(_ summary: UsageSummary) {
    var (logins, clear) = (0, 0)
    for user in summary.users {
      let (inClear, safe) = (user.counts.clearLogins, user.counts.protectedLogins)
      if inClear + safe == 0 || user.name == nil { continue }
      logins += 1
      if inClear > 0 { clear += 1 }
    }
    loginUsers = logins
    clearUsers = clear
    clearLogins = summary.totals.clearLogins
    clearTransfers = summary.totals.transfers.clear
    let readiness = summary.readiness
    lockedOutUsers = readiness.lockedOutUsers
    lockedOutClients = readiness.lockedOutClients
    lockedOutSessions = readiness.lockedOutSessions
    unjudgedSessions = readiness.unjudgedSessions
    silentSessions = max(
      summary.totals.unknown, readiness.unjudgedSessions,
      min(1, summary.totals.transfers.unknown))
    malformed = summary.sources.reduce(0) { $0 + $1.malformed }
    window =
      readiness.from == nil
      ? ""
      : readiness.windowDays == 1
        ? " on the last day" : " in the last \(Figures.grouped(readiness.windowDays)) days"
  }

  var isExposed: Bool { clearLogins > 0 || clearTransfers > 0 || lockedOutSessions > 0 }
}
