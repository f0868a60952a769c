import Usage

/// The answer to "can TLS be required?" in one sentence, the same in every medium.
public struct UsageVerdict: Equatable, Sendable {
  /// What the sentence comes down to.
  public enum Outcome: String, Sendable, CaseIterable {
    /// Nobody would be locked out.
    case ready
    /// Somebody logs in or transfers in clear.
    case notReady
    /// Too much of the logs is silent about TLS.
    case cannotTell
    /// There is nothing to judge.
    case nothing

    /// Two or three words for a heading.
    public var words: String {
      switch self {
      case .ready: "Ready"
      case .notReady: "Not ready"
      case .cannotTell: "Can’t tell"
      case .nothing: "No answer"
      }
    }
  }

  public let outcome: Outcome
  /// One sentence, with its full stop. Holds no name that others chose.
  public let sentence: String
  /// What limits the sentence, one sentence each; often none.
  public let notes: [String]

  /// Judges a summary.
  public init(_ summary: UsageSummary) {
    let totals = summary.totals
    let used = totals.sessions - totals.none
    let facts = UsageFacts(summary)
    notes = Self.notes(summary, facts)
    if used <= 0 {
      outcome = .nothing
      sentence = Self.emptiness(summary)
    } else if totals.unknown * 2 > used {
      outcome = .cannotTell
      let silent = totals.unknown == used ? "any" : Figures.grouped(totals.unknown)
      sentence =
        "The logs can’t tell who uses TLS: for \(silent) of \(Figures.count(used, "session")) "
        + "they don’t say\(Self.known(facts))."
    } else if facts.isExposed {
      outcome = .notReady
      sentence = Self.exposure(facts) + "; " + Self.lockout(facts) + "."
    } else if facts.silentSessions > 0 {
      outcome = .cannotTell
      sentence =
        "As far as the logs tell, nobody logs in or transfers in clear, but "
        + "\(Figures.count(facts.silentSessions, "session")) of \(Figures.grouped(used)) "
        + "can’t be judged."
    } else {
      outcome = .ready
      sentence = "Nobody logs in or transfers in clear: TLS can be required today."
    }
  }

  private static func emptiness(_ summary: UsageSummary) -> String {
    if summary.totals.sessions > 0 {
      return "\(Figures.count(summary.totals.sessions, "connection")), and none of them used FTP."
    }
    if summary.sources.isEmpty { return "No log was read." }
    if summary.sources.allSatisfy({ $0.logFormat == nil }) {
      return summary.sources.count == 1
        ? "The file read is no FTP log that is known here."
        : "None of the \(Figures.grouped(summary.sources.count)) files read "
          + "is an FTP log that is known here."
    }
    return "The logs hold no FTP session."
  }

  private static func exposure(_ facts: UsageFacts) -> String {
    if facts.clearUsers > 0 {
      if facts.loginUsers == 1 { return "The one user seen still logs in in clear" }
      if facts.clearUsers == facts.loginUsers {
        return "All \(Figures.grouped(facts.loginUsers)) users still log in in clear"
      }
      return "\(Figures.grouped(facts.clearUsers)) of \(Figures.grouped(facts.loginUsers)) users "
        + "still log\(facts.clearUsers == 1 ? "s" : "") in in clear"
    }
    if facts.clearLogins > 0 {
      return "\(Figures.count(facts.clearLogins, "session")) still "
        + "log\(facts.clearLogins == 1 ? "s" : "") in in clear"
    }
    if facts.clearTransfers > 0 {
      return "No password crosses in clear, but "
        + "\(Figures.count(facts.clearTransfers, "file transfer")) did"
    }
    return "No login in clear succeeded"
  }

  private static func lockout(_ facts: UsageFacts) -> String {
    let condition = "if TLS had been required\(facts.window), "
    let users = Figures.count(facts.lockedOutUsers, "user")
    let clients = Figures.count(facts.lockedOutClients, "client")
    let who: String
    if facts.lockedOutSessions == 0 {
      let limit = facts.unjudgedSessions > 0 ? ", as far as the logs tell" : ""
      return condition + "nobody would have been locked out" + limit
    } else if facts.lockedOutUsers > 0 {
      who = facts.lockedOutClients > 0 ? "\(users) on \(clients)" : users
    } else if facts.lockedOutClients > 0 {
      who = clients
    } else {
      who = Figures.count(facts.lockedOutSessions, "session")
    }
    return condition + who + " would have been locked out"
  }

  private static func known(_ facts: UsageFacts) -> String {
    guard facts.isExposed else { return "" }
    if facts.clearUsers > 0 {
      return "; \(Figures.count(facts.clearUsers, "user")) surely "
        + "log\(facts.clearUsers == 1 ? "s" : "") in in clear"
    }
    return "; some logins or transfers were surely in clear"
  }

  private static func notes(_ summary: UsageSummary, _ facts: UsageFacts) -> [String] {
    var notes: [String] = []
    let totals = summary.totals
    if totals.unknown > 0, totals.unknown * 2 <= totals.sessions - totals.none {
      notes.append(
        "For \(Figures.count(totals.unknown, "session")) "
          + "(\(Figures.percent(totals.unknown, of: totals.sessions))) "
          + "the logs don’t say whether TLS was used.")
    }
    if totals.uncertain > 0 {
      notes.append(
        "The reading of \(Figures.count(totals.uncertain, "session")) "
          + "(\(Figures.percent(totals.uncertain, of: totals.sessions))) is not certain.")
    }
    let problems = summary.sources.count { $0.problem != nil }
    if problems > 0 {
      notes.append("\(Figures.count(problems, "file")) could not be read, or not to the end.")
    }
    if facts.malformed > 0 {
      notes.append("\(Figures.count(facts.malformed, "line")) could not be understood.")
    }
    return notes
  }
}
