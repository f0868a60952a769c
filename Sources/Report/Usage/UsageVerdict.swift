import Bytes
import Records
import Usage

/// The answer to "can TLS be required?" in one sentence, the same in every medium.
struct UsageVerdict: Equatable, Sendable {
  /// What the sentence comes down to.
  let outcome: Readiness.Verdict
  /// One sentence, with its full stop. Holds no name that others chose.
  let sentence: String
  /// What the sentence rests on and what limits it, one sentence each; often none. Names that
  /// others chose are safe to look at.
  let notes: [String]

  /// Judges a summary.
  init(_ summary: UsageSummary) {
    let facts = UsageFacts(summary)
    let used = facts.used
    outcome = summary.verdict
    notes = UsageNotes(summary, facts).list
    switch outcome {
    case .nothing:
      sentence = used > 0 ? Self.noLogin(facts) : Self.emptiness(summary, facts)
    case .cannotTell where facts.judged.unknown * 2 > used:
      sentence = "The logs can’t tell who uses TLS: \(Self.silence(facts))\(Self.known(facts))."
    case .cannotTell where used <= 0:
      sentence = "The logs tell of FTP in lines that could not be understood."
    case .cannotTell where facts.silentSessions == 0:
      sentence = "As far as the logs were read, nobody logs in or transfers in clear."
    case .cannotTell:
      sentence =
        "As far as the logs tell, nobody logs in or transfers in clear, but "
        + "\(Figures.count(facts.silentSessions, "session")) of \(Figures.grouped(used)) "
        + "can’t be judged."
    case .notReady:
      sentence = Self.exposure(facts) + "; " + Self.lockout(facts) + "."
    case .ready:
      sentence = "Nobody logs in or transfers in clear: TLS can be required today."
    }
  }

  private static func noLogin(_ facts: UsageFacts) -> String {
    "No login is seen to succeed\(facts.period), in \(Figures.count(facts.used, "session")): "
      + "nothing tells whether TLS can be required."
  }

  private static func silence(_ facts: UsageFacts) -> String {
    let (unknown, used) = (facts.judged.unknown, facts.used)
    if used == 1 { return "of the one session they don’t say" }
    return unknown == used
      ? "for none of \(Figures.count(used, "session")) do they say"
      : "for \(Figures.grouped(unknown)) of \(Figures.count(used, "session")) they don’t say"
  }

  private static func emptiness(_ summary: UsageSummary, _ facts: UsageFacts) -> String {
    if summary.totals.sessions > summary.totals.none {
      return "Nobody used FTP\(facts.period)."
    }
    if summary.totals.sessions > 0 {
      return "\(Figures.count(summary.totals.sessions, "connection")), and none of them used FTP."
    }
    if summary.leftOut.sessions > 0 { return leftOut(summary.leftOut) }
    if summary.sources.isEmpty { return "No log was read." }
    if summary.sources.allSatisfy({ $0.logFormat == nil }) {
      return summary.sources.count == 1
        ? "The file read is no FTP log that is known here."
        : "None of the \(Figures.grouped(summary.sources.count)) files read "
          + "is an FTP log that is known here."
    }
    return "The logs hold no FTP session."
  }

  private static func leftOut(_ leftOut: UsageSummary.LeftOut) -> String {
    let sessions =
      "No session began in the time asked for: the logs have "
      + Figures.count(leftOut.sessions, "session")
    guard let first = leftOut.first?.day, let last = leftOut.last?.day else {
      return sessions + " without a date."
    }
    return sessions + (first == last ? " of \(last.text)." : ", \(first.text) to \(last.text).")
  }

  private static func exposure(_ facts: UsageFacts) -> String {
    if facts.clearUsers > 0 {
      let isPart = facts.unjudgedSessions > 0
      if facts.loginUsers == 1 {
        return "The one user \(isPart ? "who can be judged" : "seen") still logs in in clear"
      }
      if facts.clearUsers == facts.loginUsers {
        let users = Figures.grouped(facts.loginUsers)
        return "All \(users) users\(isPart ? " who can be judged" : "") still log in in clear"
      }
      return "\(Figures.grouped(facts.clearUsers)) of \(Figures.grouped(facts.loginUsers)) users "
        + "still log\(facts.clearUsers == 1 ? "s" : "") in in clear"
    }
    let (logins, transfers) = (facts.judged.clearLogins, facts.judged.transfers.clear)
    if logins > 0 {
      return "\(Figures.count(logins, "session")) still log\(logins == 1 ? "s" : "") in in clear"
    }
    return "Nobody logs in in clear, but \(Figures.count(transfers, "file transfer")) "
      + "\(transfers == 1 ? "was" : "were")"
  }

  private static func lockout(_ facts: UsageFacts) -> String {
    let condition = "if TLS had been required\(facts.period), "
    let users = Figures.count(facts.lockedOutUsers, "user")
    let clients = Figures.count(facts.lockedOutClients, "client")
    let who: String
    if facts.lockedOutUsers > 0 {
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
}

extension Readiness.Verdict {
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
