import Records
import Usage

/// The figures that a page of logs begins with. A zero stands only where it is known to be one.
struct UsageHeadlines {
  /// A count, and of how many things it is not known whether they belong to it.
  private struct Seen {
    var count: Int
    var unknown: Int
    /// How many things there are.
    var whole: Int
    /// How many of them are known to belong to it or not.
    var known: Int
    /// One of these things.
    var one: String

    /// What stands in place of a zero that is not known to be one.
    func value(isWhole: Bool) -> String? {
      if count > 0 || unknown == 0 && isWhole { return nil }
      return known == 0 && unknown > 0 ? "Not known" : "None seen"
    }

    /// What is said below such words.
    var context: String {
      if unknown == 0 { return "as far as the logs were read" }
      let all = Figures.count(whole, one)
      return known == 0
        ? "for \(Figures.grouped(unknown)) of \(all)"
        : "\(Figures.grouped(unknown)) of \(all) not known"
    }
  }

  private let summary: UsageSummary
  private let facts: UsageFacts

  init(_ summary: UsageSummary) {
    self.summary = summary
    facts = UsageFacts(summary)
  }

  var list: [PageModel.Headline] {
    [lockedOut, clearUsers, clearSessions, encryptedSessions, clearTransfers]
  }

  private var lockedOut: PageModel.Headline {
    let seen = Seen(
      count: facts.lockedOutSessions, unknown: facts.silentSessions, whole: facts.used,
      known: facts.used - facts.silentSessions, one: "session")
    let (users, clients) = (facts.lockedOutUsers, facts.lockedOutClients)
    let isNobody = facts.lockedOutSessions == 0
    let onClients = clients > 0 || isNobody ? "on \(Figures.count(clients, "client"))" : ""
    return headline(
      "Locked out by requiring TLS", seen,
      // Logs that name no user or no client tell of sessions all the same.
      value: users > 0 || isNobody
        ? Figures.count(users, "user") : Figures.count(facts.lockedOutSessions, "session"),
      context: onClients + facts.period, unknownContext: seen.context + facts.period,
      emphasis: isNobody ? "" : "alarm")
  }

  private var clearUsers: PageModel.Headline {
    let logins = facts.judged.clearLogins + facts.judged.protectedLogins
    let nameless = facts.loginUsers == 0 ? logins : 0
    return headline(
      "Users who log in in clear",
      Seen(
        count: facts.clearUsers, unknown: max(facts.silentSessions, nameless), whole: facts.used,
        known: facts.loginUsers, one: "session"),
      value: Figures.grouped(facts.clearUsers),
      context: "of \(Figures.grouped(facts.loginUsers)) who logged in")
  }

  private func sessions(_ count: Int) -> Seen {
    let totals = summary.totals
    return Seen(
      count: count, unknown: totals.unknown, whole: totals.sessions,
      known: totals.charted - totals.unknown, one: "session")
  }

  private var clearSessions: PageModel.Headline {
    let totals = summary.totals
    return headline(
      "Sessions in clear", sessions(totals.clear), value: Self.figure(totals.clear),
      context: "\(Figures.percent(totals.clear, of: totals.sessions)) of "
        + Figures.grouped(totals.sessions) + Self.notKnown(totals.unknown))
  }

  private var encryptedSessions: PageModel.Headline {
    let totals = summary.totals
    return headline(
      "Sessions with TLS", sessions(totals.encrypted), value: Self.figure(totals.encrypted),
      context: "\(Figures.grouped(totals.explicit)) explicit, "
        + "\(Figures.grouped(totals.implicit)) implicit")
  }

  private var clearTransfers: PageModel.Headline {
    let transfers = summary.totals.transfers
    let known = transfers.clear + transfers.private
    return headline(
      "Files and lists in clear",
      Seen(
        count: transfers.clear, unknown: transfers.unknown, whole: known + transfers.unknown,
        known: known, one: "transfer"),
      value: Self.figure(transfers.clear),
      context: "of " + Figures.count(known + transfers.unknown, "transfer")
        + Self.notKnown(transfers.unknown))
  }

  private func headline(
    _ label: String, _ seen: Seen, value: String, context: String, unknownContext: String? = nil,
    emphasis: String = ""
  ) -> PageModel.Headline {
    guard let words = seen.value(isWhole: !summary.isIncomplete) else {
      return PageModel.Headline(
        label: label, value: value, context: context, emphasis: emphasis)
    }
    return PageModel.Headline(
      label: label, value: words, context: unknownContext ?? seen.context, emphasis: "doubt")
  }

  private static func notKnown(_ count: Int) -> String {
    count > 0 ? ", \(Figures.grouped(count)) not known" : ""
  }

  /// A number that fits a phone's half.
  private static func figure(_ number: Int) -> String {
    number < 10_000_000 ? Figures.grouped(number) : Figures.short(number)
  }
}
