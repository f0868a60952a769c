import Bytes
import Records
import Usage

/// What a verdict rests on and what limits it, one sentence each.
struct UsageNotes {
  /// How many of those who were in clear only before the window are named.
  private static let namesMaximum = 3
  private static let nameColumns = 40

  let list: [String]

  init(_ summary: UsageSummary, _ facts: UsageFacts) {
    let readiness = summary.readiness
    list = [
      summary.isStopped ? "The reading was stopped: the rest of the logs is not in this." : nil,
      summary.verdict == .ready ? Self.basis(facts) : nil,
      summary.verdict == .ready ? Self.withoutLogin(facts) : nil,
      Self.future(readiness),
      Self.earlier(readiness),
      Self.silence(facts),
      Self.doubt(facts.judged),
      Self.problems(summary.sources),
      facts.malformed > 0
        ? "\(Figures.count(facts.malformed, "line")) could not be understood." : nil,
    ].compactMap(\.self)
  }

  private static func basis(_ facts: UsageFacts) -> String {
    let logins = facts.judged.protectedLogins
    // A client's certificate may be all that it takes, and is no password that crossed.
    var parts = [(logins > 0 ? Figures.count(logins, "login") : "use") + " with TLS"]
    if facts.loginUsers > 0 {
      parts.append("by " + Figures.count(facts.loginUsers, "user"))
    }
    return "Seen: \(parts.joined(separator: " "))\(facts.period)."
  }

  private static func withoutLogin(_ facts: UsageFacts) -> String? {
    let clear = facts.judged.clear
    if clear == 0 { return nil }
    return clear == 1
      ? "1 session was in clear, and is not seen to log in."
      : "\(Figures.count(clear, "session")) were in clear, and none is seen to log in."
  }

  /// What wrong clocks and other calendars wrote.
  private static func future(_ readiness: Readiness) -> String? {
    guard let day = readiness.futureDay else { return nil }
    let isOne = readiness.futureSessions == 1
    return "\(Figures.count(readiness.futureSessions, "session")) "
      + (isOne
        ? "is dated in the future, \(day.text): it"
        : "are dated in the future, up to \(day.text): they")
      + " may be of any day, and \(isOne ? "counts" : "count")."
  }

  /// Who was in clear before the window only, and the window that takes them in.
  private static func earlier(_ readiness: Readiness) -> String? {
    guard let days = readiness.windowDaysForEarlier, let from = readiness.from else { return nil }
    let all = readiness.earlierUsers.isEmpty ? readiness.earlierClients : readiness.earlierUsers
    let shown = all.prefix(namesMaximum)
    var names = shown.map { party in
      let name = EscapedText(name: party.name).truncatedInMiddle(to: nameColumns)
      return party.last.map { "\(name), last \($0.day.text)" } ?? name
    }
    if all.count > shown.count {
      names.append("\(Figures.grouped(all.count - shown.count)) more")
    }
    return "In clear before \(from.text) only: \(names.joined(separator: "; ")). "
      + "--window \(days) takes \(all.count == 1 ? "it" : "them") in."
  }

  private static func silence(_ facts: UsageFacts) -> String? {
    let unknown = facts.judged.unknown
    guard unknown > 0, unknown * 2 <= facts.used else { return nil }
    return "For \(Figures.count(unknown, "session")) "
      + "(\(Figures.percent(unknown, of: facts.judged.sessions))) "
      + "the logs don’t say whether TLS was used."
  }

  private static func doubt(_ judged: UsageCounts) -> String? {
    guard judged.uncertain > 0 else { return nil }
    return "The reading of \(Figures.count(judged.uncertain, "session")) "
      + "(\(Figures.percent(judged.uncertain, of: judged.sessions))) is not certain."
  }

  private static func problems(_ sources: [UsageSummary.Source]) -> String? {
    let problems = sources.count { $0.problem != nil }
    return problems > 0
      ? "\(Figures.count(problems, "file")) could not be read, or not to the end." : nil
  }
}
