import Bytes
import Records

extension Readiness {
  /// Whether TLS can be required, as far as the logs tell: what the window's days come down to.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Logins are seen under TLS, and nobody would have been locked out.
    case ready
    /// Somebody logs in or transfers in clear.
    case notReady = "not-ready"
    /// Too much of the logs is silent about TLS, or was not read.
    case cannotTell = "cannot-tell"
    /// There is nothing to judge: nobody is seen to log in.
    case nothing = "no-answer"
  }
}

extension UsageSummary {
  /// What readiness judges: the sessions of the window's days, and those without a date, which may
  /// have been on any of them.
  public var judged: UsageCounts {
    var judged = UsageCounts()
    for day in days {
      guard let from = readiness.from, let number = day.day?.number, number < from.number else {
        judged.add(day.counts)
        continue
      }
    }
    return judged
  }

  /// Sessions that may have been in clear for all that the logs tell; one at least where a file
  /// may have been.
  public var silentSessions: Int {
    let judged = judged
    return max(judged.unknown, readiness.unjudgedSessions, min(1, judged.transfers.unknown))
  }

  /// Whether TLS can be required.
  public var verdict: Readiness.Verdict {
    let judged = judged
    let used = judged.sessions - judged.none
    if used <= 0 { return hasLostLines ? .cannotTell : .nothing }
    if judged.unknown * 2 > used { return .cannotTell }
    if isExposed { return .notReady }
    if silentSessions > 0 || isIncomplete { return .cannotTell }
    return judged.protectedLogins > 0 || readiness.loginUsers > 0 ? .ready : .nothing
  }

  /// Whether something of the logs is missing from the answer.
  public var isIncomplete: Bool { isStopped || isPartial || hasLostLines }

  /// Whether a file could not be read, or not to its end.
  public var isPartial: Bool { sources.contains(where: \.isUnread) }

  /// Whether there was a login or a file in clear.
  public var isExposed: Bool {
    let judged = judged
    return judged.clearLogins > 0 || judged.transfers.clear > 0
      || readiness.lockedOutSessions > 0
  }
}
