/// A timeline as CSV (RFC 4180), for a spreadsheet.
public struct TimelineCSV: Sendable {
  private let timeline: Timeline

  public init(_ timeline: Timeline) { self.timeline = timeline }

  /// A row for each hour or day of all, then of each part, each ended by CRLF.
  public func text() -> String {
    var columns = ["time", "total", "unique", "lost", "gaps"]
    if let grouping = timeline.grouping { columns.insert(grouping.rawValue, at: 1) }
    var rows = [columns]
    add(timeline.steps, "", to: &rows)
    for part in timeline.parts {
      add(timeline.steps(of: part), part.name.isEmpty ? "unknown" : part.name, to: &rows)
    }
    return rows.map { CSVCell.row($0) }.joined()
  }

  private func add(_ steps: [AttackFindings.Step], _ name: String, to rows: inout [[String]]) {
    for step in steps {
      var cells = [
        CSVCell(step.time), CSVCell(step.total), CSVCell(step.unique), CSVCell(step.lost),
        CSVCell(step.gaps.joined(separator: " ")),
      ]
      if timeline.grouping != nil { cells.insert(CSVCell(name), at: 1) }
      rows.append(cells.map(\.text))
    }
  }
}
