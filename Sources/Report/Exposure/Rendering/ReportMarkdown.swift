/// A report as Markdown (CommonMark with tables), for a terminal, a wiki or a merge request.
public struct ReportMarkdown: Sendable {
  private let report: ExposureReport

  /// Columns of a cell.
  private static let cellColumns = 120

  public init(_ report: ExposureReport) { self.report = report }

  /// The text, each line ended by LF.
  public func text() -> String {
    let document = ReportDocument(report)
    var lines = ["# " + Self.safe(document.title), ""]
    lines += [document.meta.map(Self.safe).joined(separator: " · "), ""]
    for section in document.sections {
      lines += ["## " + section.heading, ""]
      if !section.lead.isEmpty { lines += [Self.safe(section.lead), ""] }
      for block in section.blocks { lines += Self.lines(block) }
    }
    return lines.joined(separator: "\n").trimmingSuffix { $0 == "\n" } + "\n"
  }

  private static func lines(_ block: ReportDocument.Block) -> [String] {
    switch block {
    case .facts(let rows):
      return rows.flatMap { ["- **\(safe($0.term))**: \(safe($0.text))"] } + [""]
    case .shares(let bars):
      return bars.map { bar in
        let parts = bar.barParts.map { "\($0.partWords) \($0.partSum) (\($0.partShare))" }
        return "- **\(bar.question)** (\(bar.questionCount)): " + parts.joined(separator: ", ")
      } + [""]
    case .map: return []
    case .chart(let chart): return ["*\(safe(chart.chartTitle)).*", ""]
    case .table(let table): return lines(table)
    case .advice(let reader, let lines):
      return ["### \(reader)", ""]
        + lines.flatMap { line in
          ["- \(safe(line.text)) *\(safe(line.evidence)).*"]
            + line.settings.map { "  - \(safe($0))" }
        } + [""]
    case .text(let text): return [safe(text), ""]
    }
  }

  private static func lines(_ table: ReportDocument.Table) -> [String] {
    let left = (table.count ?? table.rows.count) - table.rows.count
    return ["### \(table.title)", ""]
      + ["| " + table.columns.map(\.title).joined(separator: " | ") + " |"]
      + ["|" + table.columns.map { $0.isNumber ? "--:" : "---" }.joined(separator: "|") + "|"]
      + table.rows.map { row in "| " + row.map(cell).joined(separator: " | ") + " |" }
      + (left > 0 ? ["", "\(Figures.count(left, "more row")) in \(safe(table.rest))"] : []) + [""]
  }

  private static func cell(_ cell: ReportDocument.Table.Cell) -> String {
    switch cell {
    case .name(let text, let rest):
      let shown = EscapedText(text).truncated(to: max(2, cellColumns - rest.count))
      return text.isEmpty ? "–" : safe(shown + rest)
    case .text(let text), .address(let text):
      return text.isEmpty ? "–" : safe(EscapedText(text).truncated(to: cellColumns))
    case .names(let names):
      return Self.cell(.text(names.joined(separator: ", ")))
    case .number(let number), .bar(let number, _): return Figures.grouped(number)
    case .share(let part, let whole): return safe(Figures.percent(part, of: whole))
    }
  }

  /// A text that is no markup: what has a meaning gets a backslash, what a terminal would act on is
  /// shown escaped. Wikis make links of addresses and tell people whose names stand behind `@` even
  /// where these are escaped, so a break without width keeps them apart.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in EscapedText(text).text.unicodeScalars {
      if "\\`*_[]<>|#!~&$".unicodeScalars.contains(scalar) { safe += "\\" }
      safe.unicodeScalars.append(scalar)
    }
    return
      safe
      .replacing(/(?<apart>^|[^\p{L}\p{N}])@/) { "\($0.output.apart)@\(widthlessBreak)" }
      .replacing("://", with: ":\(widthlessBreak)//")
      .replacing(/\b[wW]{3}\./) { "\($0.output.dropLast())\(widthlessBreak)." }
  }

  private static let widthlessBreak = "\u{200B}"
}

extension String {
  fileprivate func trimmingSuffix(while belongs: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !belongs($0) }.map { index(after: $0) } ?? startIndex)]
  }
}
