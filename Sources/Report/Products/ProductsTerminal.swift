import Records

/// Which software was found, for a terminal.
public struct ProductsTerminal: TerminalView, Sendable {
  /// Products that are listed.
  public static let rowsMaximum = 50

  let width: Int
  let style: TerminalStyle
  private let tally: ProductTally
  /// Whether the reading was stopped before its end.
  private let isStopped: Bool

  /// - Parameters:
  ///   - tally: what was found.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  ///   - isStopped: whether the reading was stopped before its end.
  public init(_ tally: ProductTally, width: Int, colour: Bool, isStopped: Bool = false) {
    self.tally = tally
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
    self.isStopped = isStopped
  }

  /// A part of another view.
  init(_ tally: ProductTally, width: Int, style: TerminalStyle) {
    self.tally = tally
    self.width = width
    self.style = style
    isStopped = false
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    var lines = lines
    if lines.isEmpty { lines = ["No software could be named."] }
    if isStopped { lines.insert("The reading was stopped: the rest is not in this.", at: 0) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A heading and a table; nothing where nothing could be named.
  var lines: [String] {
    let entries = tally.entries
    guard !entries.isEmpty else { return [] }
    var table = TextTable(columns: [
      .init(title: "Services", isNumber: true), .init(title: "Software", flexibleFrom: 16),
      .init(title: "Known vulnerabilities", flexibleFrom: 20),
    ])
    table.rows = entries.prefix(Self.rowsMaximum).map { entry in
      [
        EscapedText(Figures.grouped(entry.count)), EscapedText(entry.words),
        EscapedText(entry.advisoryWords),
      ]
    }
    let named = "\(Figures.grouped(tally.named)) of \(Figures.grouped(tally.services)) named"
    var lines = [heading("Software", named)] + table.lines(width: width, style: style)
    if entries.count > Self.rowsMaximum {
      let left = Figures.count(entries.count - Self.rowsMaximum, "more version")
      lines.append("  " + style("… and \(left)", .faint))
    }
    return lines
  }
}
