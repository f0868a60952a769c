/// A report as one HTML page that needs nothing else: no script, no font, no image, nothing
/// fetched, under a Content-Security-Policy that would stop it if it did.
public struct ReportPage: Sendable {
  private let report: ExposureReport
  private let templates: [String: String]

  /// The names that a team's own templates may have.
  public static let templateNames = PageTemplates.allCases.map(\.rawValue)

  /// Throws `TemplateProblem` where a team's templates, by name, can't be used.
  public static func check(_ templates: [String: String]) throws {
    _ = try PageTemplates.library(templates)
  }

  /// - Parameter templates: a team's own, by name, instead of the package's.
  public init(_ report: ExposureReport, templates: [String: String] = [:]) {
    self.report = report
    self.templates = templates
  }

  /// The page as UTF-8 text. Throws `TemplateProblem` where one of the team's templates can't be
  /// used.
  public func html() throws -> String {
    try PageTemplates.render(Model(ReportDocument(report)), with: .report, own: templates)
  }

  // No field has the name of one further out: see `PageModel`.

  private struct Model {
    let styleHash = PageStyle.hash
    let css = PageStyle.css
    let pageTitle: String
    let found: String
    let parts: [Part]

    init(_ document: ReportDocument) {
      pageTitle = EscapedText(document.title).truncated(to: 200)
      found = document.meta.map { EscapedText($0).truncated(to: 100) }.joined(separator: " · ")
      parts = document.sections.map { Part($0) }
    }
  }

  private struct Part {
    let partID: String
    let partHeading: String
    let partLead: String
    let blocks: [Block]

    init(_ section: ReportDocument.Section) {
      partID = section.id
      partHeading = section.heading
      partLead = section.lead
      blocks = section.blocks.map { Block($0) }
    }
  }

  private struct Facts {
    struct Row {
      var term: String
      var said: String
    }

    var factRows: [Row]
  }

  private struct Shares {
    var shareBars: [ShareBar]
  }

  private struct Advising {
    struct Line {
      var adviceText: String
      var evidence: String
      var hasSettings: Bool
      var settings: [String]
    }

    var reader: String
    var lines: [Line]
  }

  private struct Plain {
    var plainText: String
  }

  /// One of these is there.
  private struct Block {
    var facts: Facts?
    var shares: Shares?
    var map: TileMap?
    var chart: PageChart?
    var list: PageTable?
    var advising: Advising?
    var plain: Plain?

    init(_ block: ReportDocument.Block) {
      switch block {
      case .facts(let rows):
        facts = Facts(factRows: rows.map { .init(term: $0.term, said: $0.text) })
      case .shares(let bars): shares = Shares(shareBars: bars)
      case .map(let map): self.map = map
      case .chart(let chart): self.chart = chart
      case .table(let table): list = PageTable(table)
      case .advice(let reader, let lines):
        advising = Advising(
          reader: reader,
          lines: lines.map {
            .init(
              adviceText: $0.text, evidence: $0.evidence + ".",
              hasSettings: !$0.settings.isEmpty, settings: $0.settings)
          })
      case .text(let text): plain = Plain(plainText: text)
      }
    }
  }
}

extension PageTable {
  fileprivate init(_ table: ReportDocument.Table) {
    self.init(
      table.rows, id: table.id, caption: table.title, spoken: table.title,
      columns: table.columns.map {
        .init(columnTitle: $0.title, columnKind: $0.isNumber ? "n" : "")
      },
      count: table.count, rest: table.rest
    ) { row in
      row.map { cell in
        switch cell {
        case .name(let text, let rest): .name(text, rest: rest)
        case .text(let text): .text(text)
        case .names(let names): .names(names)
        case .address(let text): .address(text)
        case .number(let number): .number(number)
        case .bar(let number, let whole): .bar(number, of: whole)
        case .share(let part, let whole): .plain(Figures.percent(part, of: whole), "n")
        }
      }
    }
  }
}
