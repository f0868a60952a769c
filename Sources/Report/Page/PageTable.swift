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

  /// A text that others may have chosen, which is set apart from what is around it: a name that is
  /// written from right to left would turn around its neighbours too.
  struct Piece {
    var piece: String
    /// What stands behind it.
    var behind = ""
  }

  struct Cell {
    var text = ""
    var pieces: [Piece] = []
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
  /// An IPv6 address, and most names.
  private static let peerMaximum = 45
  private static let tooltipMaximum = 1000

  /// What a row is about; the rest is never cut.
  static func name(_ text: String?, rest: String = "") -> Self {
    let shown = EscapedText(name: text)
    let room = max(2, columnsMaximum - rest.count)
    return Self(
      pieces: [.init(piece: shown.truncated(to: room), behind: rest)],
      whole: shown.truncated(to: tooltipMaximum) + rest, isName: true)
  }

  static func text(_ text: String, columns: Int = columnsMaximum * 2) -> Self {
    let shown = EscapedText(text)
    return Self(
      pieces: [.init(piece: text.isEmpty ? "–" : shown.truncated(to: columns))],
      whole: shown.truncated(to: tooltipMaximum), cellKind: "text", isText: true)
  }

  /// An address, which is read wrongly where it is broken.
  static func address(_ text: String) -> Self {
    var cell = Self.text(text, columns: peerMaximum)
    cell.cellKind = "when"
    return cell
  }

  /// The first of some names, and how many more there are.
  static func names(_ names: [String], of count: Int? = nil, columns: Int = 100) -> Self {
    guard !names.isEmpty else { return text("") }
    var room = columns
    var pieces: [PageTable.Piece] = []
    for name in names {
      let shown = EscapedText(EscapedText(name: name).truncated(to: peerMaximum))
      guard pieces.isEmpty || shown.width <= room else { break }
      room -= shown.width + 2
      pieces.append(.init(piece: shown.text, behind: ", "))
    }
    let left = (count ?? names.count) - pieces.count
    pieces[pieces.count - 1].behind = left > 0 ? " and \(Figures.grouped(left)) more" : ""
    return Self(
      pieces: pieces,
      whole: EscapedText(names.joined(separator: ", ")).truncated(to: tooltipMaximum),
      cellKind: "names", isText: true)
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
