import Bytes
import Usage

/// One table of the page, as the template wants it.
struct PageTable {
  struct Column {
    var columnTitle: String
    var columnKind = ""
  }

  struct Row {
    var cells: [Cell]
  }

  struct Share {
    var kind: String
    var from: String
    var part: String
  }

  struct Cell {
    var text: String
    /// The text uncut, for the tooltip.
    var whole = ""
    var cellKind = ""
    var isName = false
    var isText = false
    var isMix = false
    var isPlain = false
    /// A number with a bar of `part` percent.
    var isBar = false
    var part = ""
    var shares: [Share] = []
  }

  var tableID: String
  var caption: String?
  var captionCount: String
  /// What a screen reader calls the box that scrolls.
  var spoken: String
  var columns: [Column]
  var rows: [Row]
  /// How many rows are not shown, and where they are.
  var more: String?

  /// Rows on the page; all of them are in the JSON.
  static let rowsMaximum = 200

  /// - Parameters:
  ///   - count: how many elements there are, where not all of them are given.
  ///   - rest: where those are that are not on the page, and the command that shows them.
  init<Element>(
    _ elements: some Collection<Element>, id: String, caption: String?, spoken: String,
    columns: [Column], count: Int? = nil, rest: String = "the JSON: ftpscope logs --format json",
    row: (Element) -> [Cell]
  ) {
    let count = count ?? elements.count
    tableID = id
    self.caption = caption
    captionCount = Figures.grouped(count)
    self.spoken = spoken
    self.columns = columns
    rows = elements.prefix(Self.rowsMaximum).map { Row(cells: row($0)) }
    let left = count - rows.count
    more = left > 0 ? "\(Figures.count(left, "more row")) in \(rest)" : nil
  }
}

extension PageTable.Cell {
  private static let columnsMaximum = 80
  private static let tooltipMaximum = 1000

  /// What a row is about.
  static func name(_ text: String?) -> Self {
    let shown = EscapedText(name: text)
    return Self(
      text: shown.truncated(to: columnsMaximum), whole: shown.truncated(to: tooltipMaximum),
      isName: true)
  }

  static func text(_ text: String, columns: Int = columnsMaximum * 2) -> Self {
    let shown = EscapedText(text)
    return Self(
      text: text.isEmpty ? "–" : shown.truncated(to: columns),
      whole: shown.truncated(to: tooltipMaximum), isText: true)
  }

  static func number(_ number: Int, isHot: Bool = false) -> Self {
    let kind = number == 0 ? "n zero" : isHot ? "n hot" : "n"
    return Self(text: Figures.grouped(number), cellKind: kind, isPlain: true)
  }

  static func plain(_ text: String, _ kind: String) -> Self {
    Self(text: text, cellKind: kind, isPlain: true)
  }

  /// A number, and its share of a whole as a bar.
  static func bar(_ number: Int, of whole: Int) -> Self {
    Self(
      text: Figures.grouped(number), isBar: true,
      part: PageChart.percent(Double(number) / Double(max(1, whole)) * 100))
  }

  /// A bar of the four kinds of sessions.
  static func mix(_ counts: UsageCounts) -> Self {
    var from = 0
    let whole = Double(max(1, counts.charted))
    var shares: [PageTable.Share] = []
    for kind in UsageCounts.kinds where kind.count(counts) > 0 {
      let count = kind.count(counts)
      shares.append(
        PageTable.Share(
          kind: kind.name, from: PageChart.percent(Double(from) / whole * 100),
          part: PageChart.percent(Double(count) / whole * 100)))
      from += count
    }
    return Self(text: counts.mixWords, isMix: true, shares: shares)
  }
}

extension Timestamp {
  /// `2026-01-31 14:02`, in UTC.
  var minuteText: String { day.text + " " + rfc3339.dropFirst(11).prefix(5) }
}
