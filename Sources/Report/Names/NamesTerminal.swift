import Names

/// Which names of FTP were found, for a terminal.
public struct NamesTerminal: TerminalView, Sendable {
  /// Rows of a list.
  public static let rowsMaximum = 15

  let width: Int
  let style: TerminalStyle
  private let summary: NamesSummary

  /// - Parameters:
  ///   - summary: what was found.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(_ summary: NamesSummary, width: Int, colour: Bool) {
    self.summary = summary
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    var lines = found
    if summary.names > 0 {
      lines += ["", heading("Labels", "what the names say")]
      lines += bars(
        summary.labels.map {
          TerminalBar(name: $0.text, part: $0.names, mark: nil, meaning: "")
        }, of: summary.names)
      lines += rows("Public suffixes", "Suffix", summary.suffixes, of: summary.suffixCount)
      lines += rows("Registered domains", "Domain", summary.domains, of: summary.domainCount)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var found: [String] {
    var notes: [String] = []
    if summary.isStopped { notes.append("The search was stopped: the rest is not in this.") }
    if let leftOut = summary.leftOut.words { notes.append("Left out: \(leftOut).") }
    if summary.elsewhere > 0 {
      let lines = Figures.count(summary.elsewhere, "line")
      notes.append("In \(lines) such a word stands elsewhere than in the name.")
    }
    if let unresolved = summary.unresolved, unresolved > 0 {
      notes.append("\(Figures.count(unresolved, "name")) without an address.")
    }
    let sentence =
      summary.names == 0
      ? "No name says that it is about FTP, in \(Figures.count(summary.lines, "line"))."
      : """
      \(Figures.count(summary.names, "name")) in \(Figures.count(summary.domainCount, "domain")) \
      under \(Figures.count(summary.suffixCount, "public suffix", "public suffixes")), of \
      \(Figures.count(summary.lines, "line")).
      """
    return verdict("Names", .title, sentence: sentence, notes: notes)
  }

  private func rows(
    _ title: String, _ column: String, _ rows: [NameTally.Row], of count: Int
  ) -> [String] {
    var table = TextTable(columns: [
      .init(title: column, flexibleFrom: 16), .init(title: "Names", isNumber: true),
    ])
    table.rows = rows.prefix(Self.rowsMaximum).map {
      [EscapedText($0.text), EscapedText(Figures.grouped($0.names))]
    }
    var lines = ["", heading(title, Figures.grouped(count))]
    lines += table.lines(width: width, style: style)
    if count > Self.rowsMaximum {
      lines.append("  " + style("… and \(Figures.grouped(count - Self.rowsMaximum)) more", .faint))
    }
    return lines
  }
}

extension LeftOut {
  /// How many of each, for a person; nil where nothing was left out.
  public var words: String? {
    let counts = [
      (wildcards, "wildcard", "wildcards"),
      (services, "name of a service", "names of services"),
      (domainsThemselves, "registered domain itself", "registered domains themselves"),
      (nonexistent, "name that does not exist", "names that do not exist"),
      (unanswered, "name without an answer", "names without an answer"),
    ].filter { $0.0 > 0 }.map { Figures.count($0.0, $0.1, $0.2) }
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }
}
