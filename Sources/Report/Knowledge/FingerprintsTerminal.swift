import Identification

/// Fingerprints, for a terminal.
public struct FingerprintsTerminal: TerminalView, Sendable {
  let width: Int
  let style: TerminalStyle
  private let databases: [FingerprintDatabase]

  /// - Parameters:
  ///   - databases: in the order in which they are asked.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(_ databases: [FingerprintDatabase], width: Int, colour: Bool) {
    self.databases = databases
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    var lines: [String] = []
    for database in databases {
      let count = Figures.count(database.fingerprints.count, "fingerprint")
      if !lines.isEmpty { lines.append("") }
      lines.append(
        heading("\(EscapedText(database.name).text)", "\(count) of \(database.matches)"))
      var table = TextTable(columns: [
        .init(title: "Names", flexibleFrom: 20), .init(title: "Certainty", isNumber: true),
        .init(title: "By", flexibleFrom: 20, expendable: 1),
      ])
      table.rows = database.fingerprints.map { fingerprint in
        [fingerprint.subject, "\(fingerprint.certainty)", fingerprint.pattern]
          .map { EscapedText($0) }
      }
      lines += table.lines(width: width, style: style)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
