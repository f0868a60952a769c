import Records

/// Which software was found, for a terminal.
public struct ProductsTerminal: TerminalView, Sendable {
  /// Products that are listed.
  public static let rowsMaximum = 50

  let width: Int
  let style: TerminalStyle
  private let tally: ProductTally

  /// - Parameters:
  ///   - tally: what was found.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(_ tally: ProductTally, width: Int, colour: Bool) {
    self.tally = tally
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// A part of another view.
  init(_ tally: ProductTally, width: Int, style: TerminalStyle) {
    self.tally = tally
    self.width = width
    self.style = style
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    let lines = lines
    return (lines.isEmpty ? ["No software could be named."] : lines).joined(separator: "\n") + "\n"
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
