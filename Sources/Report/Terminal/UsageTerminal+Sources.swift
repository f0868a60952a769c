import Usage

extension UsageTerminal {
  /// The settings that would make the logs tell more.
  var adviceLines: [String] {
    guard !summary.advice.isEmpty else { return [] }
    var lines = [heading("Settings to change", "what the logs could not tell")]
    for advice in summary.advice.prefix(Self.rowsMaximum) {
      let count = Figures.count(advice.sessions, "session")
      let format = EscapedText(advice.logFormat).truncated(to: width - count.count - 6)
      lines.append("  " + style(format, .strong) + "  " + style(count, .faint))
      lines += TextFlow.wrapped(advice.text, width: width - 4)
        .map { "    " + $0 }
    }
    return lines + more(summary.advice.count, "setting")
  }

  /// The files, those with problems first.
  var sourceLines: [String] {
    guard !summary.sources.isEmpty else { return [] }
    let sources = summary.sourcesByTrouble
    var table = TextTable(columns: [
      .init(title: "File", flexibleFrom: 30, mark: .strong),
      .init(title: "Format", flexibleFrom: 12),
      .init(title: "Lines", isNumber: true, expendable: 1),
      .init(title: "Not FTP", isNumber: true, expendable: 2),
      .init(title: "Malformed", isNumber: true, mark: .clear),
    ])
    table.rows = sources.prefix(Self.rowsMaximum).map { source in
      [
        EscapedText(source.path), source.logFormat.map { EscapedText($0) } ?? .nothing,
        number(source.lines), number(source.skipped), number(source.malformed),
      ]
    }
    var lines = [heading("Files", Figures.grouped(sources.count))]
    lines += table.lines(width: width, style: style)
    lines += more(sources.count, "file")
    for source in sources.prefix(Self.rowsMaximum) {
      guard let remark = source.remark else { continue }
      lines += found(at: source.path, remark)
    }
    return lines
  }

  /// The first lines that could not be understood.
  var malformedLines: [String] {
    guard !summary.malformedLines.isEmpty else { return [] }
    let all = summary.sources.reduce(0) { $0 + $1.malformed }
    let shown = summary.malformedLines.prefix(Self.rowsMaximum)
    let detail = all > shown.count ? "the first \(shown.count) of \(Figures.grouped(all))" : ""
    var lines = [heading("Lines not understood", detail)]
    for line in shown { lines += found(at: "\(line.path):\(line.line)", line.reason) }
    return lines
  }

  /// What was found at a place: on one line where it fits, else indented below it.
  private func found(at place: String, _ what: String) -> [String] {
    let place = EscapedText(place)
    let what = EscapedText(what)
    if place.width + what.width + 6 <= width {
      return ["  " + style(place.text, .strong) + ": " + what.text]
    }
    // The end of a path tells more than its beginning: it has the file's name and the line.
    return ["  " + style(place.truncatedAtStart(to: width - 3), .strong) + ":"]
      + TextFlow.wrapped(what.text, width: width - 4).prefix(3).map { "    " + $0 }
  }
}

extension UsageSummary {
  /// The files: those that could not be read first, then those with a note, then by malformed
  /// lines, then as given.
  var sourcesByTrouble: [Source] {
    let ranked = sources.enumerated().sorted { left, right in
      let leftRank = (left.element.rank, -left.element.malformed, left.offset)
      let rightRank = (right.element.rank, -right.element.malformed, right.offset)
      return leftRank < rightRank
    }
    return ranked.map(\.element)
  }
}

extension UsageSummary.Source {
  fileprivate var rank: Int { problem != nil ? 0 : note != nil ? 1 : 2 }
}
