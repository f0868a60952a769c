import Store
import Usage

/// A report as sections of blocks: what a page and a Markdown file have in common.
struct ReportDocument {
  struct Section {
    var id: String
    var heading: String
    var lead: String
    var blocks: [Block]
  }

  enum Block {
    /// Words and what is to be said of each.
    case facts([(term: String, text: String)])
    /// One question's answers as shares.
    case shares([ShareBar])
    case table(Table)
    case map(TileMap)
    case chart(PageChart)
    /// For one reader.
    case advice(reader: String, [ReportAdvice.Line])
    case text(String)
  }

  struct Table {
    enum Cell {
      /// What a row is about, and what is never cut of it.
      case name(String, rest: String = "")
      case text(String)
      case names([String])
      case address(String)
      case number(Int)
      /// A number with a bar of its share.
      case bar(Int, of: Int)
      /// A part of a whole in percent.
      case share(Int, of: Int)
    }

    var id: String
    var title: String
    var columns: [(title: String, isNumber: Bool)]
    var rows: [[Cell]]
    /// How many rows there are, where not all are here.
    var count: Int?
    /// Where those are that are not here.
    var rest = "the JSON: ftpscope report --format json"
  }

  let title: String
  let meta: [String]
  let sections: [Section]

  /// The sections, in their order. A new one is a file and a line here; each is left out where
  /// there is nothing for it.
  private static let all: [@Sendable (ExposureReport) -> Section?] = [
    GlanceSection.section, DiscoverySection.section, ExposureSection.section,
    ChangeSection.section, AttackSection.section, UsageSection.section, AdviceSection.section,
    MethodSection.section,
  ]

  init(_ report: ExposureReport) {
    title = report.subject.title
    let survey = report.subject.survey
    meta =
      [
        survey.isEmpty ? "records without a label" : "survey \(survey)",
        report.subject.earlier.map { "compared with \($0.isEmpty ? "the unlabelled" : $0)" },
        "made \(report.subject.generated.minuteText) UTC",
      ].compactMap { $0 }
    sections = Self.all.compactMap { $0(report) }
  }
}

extension ReportDocument.Table {
  /// Counts of one thing, with bars of their shares.
  ///
  /// - Parameter detail: the column of the details; nil for none.
  static func counts(
    _ id: String, _ title: String, _ column: String, detail: String? = nil, _ counts: [Count],
    of whole: Int? = nil, limit: Int, number: String = "Services",
    share: String = "Share", name: (Count) -> String = { $0.answer }
  ) -> Self? {
    guard !counts.isEmpty else { return nil }
    let whole = whole ?? counts.reduce(0) { $0 + $1.number }
    return Self(
      id: id, title: title,
      columns: [(column, false)] + (detail.map { [($0, false)] } ?? [])
        + [(number, true), (share, true)],
      rows: counts.prefix(limit).map { count in
        [.name(name(count))] + (detail == nil ? [] : [.text(count.detail)])
          + [.bar(count.number, of: whole), .share(count.number, of: whole)]
      }, count: counts.count)
  }
}
