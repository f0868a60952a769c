import Bytes
import Records
import Store

/// What is in a store, for a terminal.
public struct StoreTerminal: TerminalView {
  let width: Int
  let style: TerminalStyle
  private let surveys: [StoredSurvey]
  private let knowledge: [(kind: String, text: String)]
  private let location: String
  private let bytes: Int

  /// - Parameters:
  ///   - bytes: the size of the store.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(
    _ surveys: [StoredSurvey], _ knowledge: [(kind: String, text: String)], location: String,
    bytes: Int, width: Int, colour: Bool
  ) {
    self.surveys = surveys
    self.knowledge = knowledge
    self.location = location
    self.bytes = bytes
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    let place = EscapedText(location).truncated(to: width - 20)
    var lines = [
      style(place, .strong) + "  " + style("\(Figures.grouped(bytes / 1024)) KiB", .faint), "",
    ]
    var table = TextTable(columns: [
      .init(title: "Survey", flexibleFrom: 12), .init(title: "Records of"),
      .init(title: "Number", isNumber: true), .init(title: "First", expendable: 1),
      .init(title: "Last"),
    ])
    table.rows = surveys.flatMap { survey in
      survey.parts.map { part in
        [
          survey.name.isEmpty ? "–" : survey.name, part.kind.rawValue,
          Figures.grouped(part.records), part.first?.minuteText ?? "–",
          part.last?.minuteText ?? "–",
        ].map { EscapedText($0) }
      }
    }
    lines +=
      surveys.isEmpty
      ? ["  There is nothing in it."] : table.lines(width: width, style: style)
    if !knowledge.isEmpty {
      lines += ["", heading("Knowledge", "what the records were made with")]
      lines += knowledge.map { "  " + EscapedText("\($0.kind): \($0.text)").truncated(to: width) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
