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
    headlines = summary.totals.sessions > 0 ? UsageHeadlines(summary).list : []
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
}
