/// Rows in columns that fit a width: the columns that matter least are left out first, then the
/// texts are cut.
struct TextTable {
  struct Column {
    /// One or two lines.
    var title: String
    var isNumber = false
    /// The width below which other columns go before this one is cut; nil for a column that is
    /// never cut.
    var flexibleFrom: Int?
    /// Whether the texts are names, which may differ at their ends: they are cut in the middle.
    var holdsNames = false
    /// Columns with the highest figure go first; nil for those that stay.
    var expendable: Int?
    var mark: TerminalStyle.Mark?
    /// Marks of cells that hold a certain text, in place of the column's.
    var marks: [String: TerminalStyle.Mark] = [:]
  }

  var columns: [Column]
  var rows: [[EscapedText]] = []

  private static let gap = 2
  private static let indent = 2

  /// The table's lines, none wider than the width.
  func lines(width: Int, style: TerminalStyle) -> [String] {
    let room = max(1, width - Self.indent)
    let shown = shownColumns(room: room)
    let widths = widths(of: shown, room: room)
    let margin = String(repeating: " ", count: Self.indent)
    var lines: [String] = []
    let titles = shown.map { columns[$0].title.split(separator: "\n").map(String.init) }
    let height = titles.map(\.count).max() ?? 0
    for level in 0..<height {
      let cells = titles.map { title in
        let skipped = height - title.count
        return EscapedText(level < skipped ? "" : title[level - skipped])
      }
      let titleLine = line(cells, shown, widths, style: nil)
      let end = titleLine.lastIndex { $0 != " " }.map { titleLine.index(after: $0) }
      lines.append(margin + style(String(titleLine[..<(end ?? titleLine.startIndex)]), .faint))
    }
    for row in rows {
      lines.append(margin + line(shown.map { row[$0] }, shown, widths, style: style))
    }
    return lines
  }

  private func line(
    _ cells: [EscapedText], _ shown: [Int], _ widths: [Int], style: TerminalStyle?
  ) -> String {
    var line = ""
    for (position, cell) in cells.enumerated() {
      let column = columns[shown[position]]
      let width = widths[position]
      let text =
        column.holdsNames ? cell.truncatedInMiddle(to: width) : cell.truncated(to: width)
      let padding = String(repeating: " ", count: max(0, width - min(cell.width, width)))
      let styled =
        style?(text, cell.isNothing ? .faint : column.marks[cell.text] ?? column.mark) ?? text
      if position > 0 { line += String(repeating: " ", count: Self.gap) }
      if column.isNumber {
        line += padding + styled
      } else {
        line += styled + (position == cells.count - 1 ? "" : padding)
      }
    }
    return line
  }

  private func natural(_ column: Int) -> Int {
    let title = columns[column].title.split(separator: "\n").map(\.count).max() ?? 0
    return rows.reduce(title) { max($0, $1[column].width) }
  }

  private func wanted(_ column: Int) -> Int {
    guard let limit = columns[column].flexibleFrom else { return natural(column) }
    return min(natural(column), limit)
  }

  private func shownColumns(room: Int) -> [Int] {
    var shown = Array(columns.indices)
    while shown.count > 1 {
      let taken = shown.reduce(Self.gap * (shown.count - 1)) { $0 + wanted($1) }
      if taken <= room { break }
      let victims = shown.filter { columns[$0].expendable != nil }
      guard let victim = victims.max(by: { expendable($0) < expendable($1) }) else { break }
      shown.removeAll { $0 == victim }
    }
    return shown
  }

  /// A column that says nothing goes before any that says something.
  private func expendable(_ column: Int) -> Int {
    let isEmpty = rows.allSatisfy { $0[column].isNothing }
    return (columns[column].expendable ?? 0) + (isEmpty ? 100 : 0)
  }

  /// Gives each column what it wants, then what is left to those that are cut; takes from the
  /// widest where even that is too much.
  private func widths(of shown: [Int], room: Int) -> [Int] {
    var widths = shown.map(wanted)
    var left = room - Self.gap * (shown.count - 1) - widths.reduce(0, +)
    for (position, column) in shown.enumerated() where left > 0 {
      let more = min(left, natural(column) - widths[position])
      widths[position] += more
      left -= more
    }
    while left < 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 1
    {
      widths[widest] -= 1
      left += 1
    }
    return widths
  }
}

extension EscapedText {
  /// What stands for no value.
  static let nothing = EscapedText("–")

  fileprivate var isNothing: Bool { self == .nothing || text == "0" }
}
