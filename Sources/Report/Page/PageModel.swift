import Bytes
import Records
import Usage

/// What the template fills in. No two nested types have a field of the same name but for `kind`:
/// where a field is missing, Mustache looks for its name further out.
struct PageModel {
  struct Headline {
    var label: String
    var value: String
    var context: String
    var emphasis = ""
  }

  struct Advice {
    var format: String
    var affected: String
    var setting: String
  }

  struct Section {
    var id: String
    var heading: String
    var lead: String
    var advice: [Advice] = []
    var tables: [PageTable] = []
  }

  let styleHash = PageStyle.hash
  let css = PageStyle.css
  let pageTitle: String
  let period: String
  let read: String
  let generated: String
  let generatedMachine: String
  let outcome: String
  let outcomeWords: String
  let sign: String
  let sentence: String
  let note: String?
  let headlines: [Headline]
  let chart: PageChart?
  let exposed: ExposedPart?
  let origin: String
  let sections: [Section]

  init(
    _ summary: UsageSummary, _ services: ServiceTally?, title: String, generated: Timestamp
  ) {
    let verdict = UsageVerdict(summary)
    pageTitle = EscapedText(title).truncated(to: 200)
    period = Self.period(summary)
    let lines = summary.sources.reduce(0) { $0 + $1.lines }
    read = "\(Figures.count(summary.sources.count, "file")), \(Figures.count(lines, "line"))"
    self.generated = generated.minuteText + " UTC"
    generatedMachine = generated.rfc3339
    (outcome, sign) =
      switch verdict.outcome {
      case .ready: ("ready", "✓")
      case .notReady: ("notReady", "!")
      case .cannotTell: ("cannotTell", "?")
      case .nothing: ("nothing", "–")
      }
    outcomeWords = verdict.outcome.words
    sentence = verdict.sentence
    note = verdict.notes.isEmpty ? nil : verdict.notes.joined(separator: " ")
    headlines = summary.totals.sessions > 0 ? Self.headlines(summary) : []
    chart = PageChart(summary)
    exposed = services.map { ExposedPart($0) }
    origin = "the server’s own logs" + (services == nil ? "" : " and a scan")
    sections = PageSections(summary, adviceFirst: verdict.outcome == .cannotTell).list
  }

  private static func period(_ summary: UsageSummary) -> String {
    let days = summary.days.compactMap(\.day)
    guard let first = days.min(), let last = days.max() else { return "" }
    return first == last ? "\(first.text) · " : "\(first.text) to \(last.text) · "
  }

  private static func headlines(_ summary: UsageSummary) -> [Headline] {
    let facts = UsageFacts(summary)
    let totals = summary.totals
    let transfers = totals.transfers
    let moved = transfers.clear + transfers.private + transfers.unknown
    return [
      Headline(
        label: "Locked out by requiring TLS",
        value: Figures.count(facts.lockedOutUsers, "user"),
        context: "on \(Figures.count(facts.lockedOutClients, "client"))\(facts.period)",
        emphasis: facts.lockedOutSessions > 0 ? "alarm" : ""),
      Headline(
        label: "Users who log in in clear", value: Figures.grouped(facts.clearUsers),
        context: "of \(Figures.grouped(facts.loginUsers)) who logged in"),
      Headline(
        label: "Sessions in clear", value: figure(totals.clear),
        context:
          "\(Figures.percent(totals.clear, of: totals.sessions)) of "
          + Figures.grouped(totals.sessions)),
      Headline(
        label: "Sessions with TLS", value: figure(totals.encrypted),
        context:
          "\(Figures.grouped(totals.explicit)) explicit, "
          + "\(Figures.grouped(totals.implicit)) implicit"),
      Headline(
        label: "Files and lists in clear", value: figure(transfers.clear),
        context: "of \(Figures.grouped(moved)) transfers"),
    ]
  }
  /// A number that fits a phone's half.
  private static func figure(_ number: Int) -> String {
    number < 10_000_000 ? Figures.grouped(number) : Figures.short(number)
  }
}
