import Advisories

/// Known vulnerabilities, for a terminal.
public struct AdvisoriesTerminal: TerminalView, Sendable {
  let width: Int
  let style: TerminalStyle
  private let advisories: [Advisory]
  private let knowledge: String
  private let exploited: String

  /// - Parameters:
  ///   - advisories: in the order in which they are shown.
  ///   - knowledge: the day of the catalogue.
  ///   - exploited: the day as of which it is known which are exploited.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(
    _ advisories: [Advisory], knowledge: String, exploited: String, width: Int, colour: Bool
  ) {
    self.advisories = advisories
    self.knowledge = knowledge
    self.exploited = exploited
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    let known = "as known on \(knowledge), exploited ones on \(exploited)"
    guard !advisories.isEmpty else { return "No known vulnerability is so, \(known).\n" }
    var table = TextTable(columns: [
      .init(title: "Id"), .init(title: "Product", flexibleFrom: 10),
      .init(title: "Versions", flexibleFrom: 14), .init(title: "Impact"),
      .init(title: "Login", expendable: 2), .init(title: "CVSS", isNumber: true, expendable: 1),
      .init(title: "Exploited", expendable: 1),
      .init(title: "Part", flexibleFrom: 6, expendable: 3),
    ])
    table.rows = advisories.map { advisory in
      [
        advisory.id, advisory.family, advisory.versionWords, advisory.impact.rawValue,
        advisory.isAuthenticated.map { $0 ? "needed" : "not needed" } ?? "",
        advisory.cvss.map { "\($0)" } ?? "",
        advisory.isKnownExploited == true ? advisory.knownExploitedSince ?? "yes" : "",
        advisory.component,
      ].map { EscapedText($0.isEmpty ? "–" : $0) }
    }
    let count = Figures.count(advisories.count, "known vulnerability", "known vulnerabilities")
    let lines =
      [heading("Advisories", count)]
      + TextFlow.wrapped(known, width: width - 2).map { "  " + style($0, .faint) }
    return (lines + table.lines(width: width, style: style)).joined(separator: "\n") + "\n"
  }
}
