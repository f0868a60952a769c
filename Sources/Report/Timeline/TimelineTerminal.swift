import Store

/// What happened at sensors, for a terminal.
public struct TimelineTerminal: TerminalView, Sendable {
  /// Parts that have columns of their own.
  private static let partsMaximum = 5
  private static let barColumns = 24

  let width: Int
  let style: TerminalStyle
  private let timeline: Timeline
  private let rowsMaximum: Int

  /// - Parameters:
  ///   - rows: of each list, at most.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(_ timeline: Timeline, rows: Int, width: Int, colour: Bool) {
    self.timeline = timeline
    rowsMaximum = rows
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    let found = timeline.findings
    var lines = sentence + series
    let classes = found.parts(by: .sessionClass)
    lines += counts("Classes", "Class", classes.map { Count($0.name, $0.total) })
    // Where there is one, all is its.
    let sensors = found.parts(by: .sensor).map { Count($0.name, $0.total) }
    if sensors.count > 1 { lines += counts("Sensors", "Sensor", sensors) }
    lines += counts(
      "Listeners", "Listener",
      found.parts(by: .listener).map { Count($0.name, $0.mode, $0.total) }, detail: "TLS")
    if let named = timeline.named { lines += self.named(named) }
    lines += counts("Credentials", "User", found.namedCredentials, detail: "Password")
    lines += counts("Commands", "Command", found.commands)
    lines += counts("TLS clients", "JA4", found.clients)
    lines += counts("Exploits", "Signature", found.exploits, detail: "CVE")
    lines += counts(
      "Files sent", "What",
      found.uploads.map { upload in
        let words = [upload.content, upload.path ?? ""].filter { !$0.isEmpty }
        return Count(words.joined(separator: " "), upload.sha256, upload.count)
      }, detail: "SHA-256")
    lines += counts("Files taken", "Path", found.downloads, detail: "Canary")
    lines += counts("Bounce attempts", "Target", found.bounces)
    return lines.joined(separator: "\n") + "\n"
  }

  private var sentence: [String] {
    let found = timeline.findings
    let sentence =
      "\(Figures.count(found.connections, "connection")) from "
      + "\(Figures.count(found.sources, "source"))"
      + (timeline.span.map { ", \($0)." } ?? ".")
    let notes = [
      found.sessions == 0 ? nil : "\(Figures.count(found.sessions, "session")) ended.",
      found.gapWords.map { "\($0) Marked below." },
      AttackFindings.withoutStrays(timeline.steps).words,
    ]
    return verdict("Sensor", .title, sentence: sentence, notes: notes.compactMap(\.self))
  }

  private var series: [String] {
    guard !timeline.steps.isEmpty else { return [] }
    let parts = Array(timeline.parts.prefix(Self.partsMaximum))
    let split = parts.map { ($0.name.isEmpty ? "unknown" : $0.name, timeline.steps(of: $0)) }
    var table = TextTable(
      columns: [
        .init(title: timeline.unit == .hour ? "Hour (UTC)" : "Day (UTC)"),
        .init(title: "Total", isNumber: true), .init(title: "Sources", isNumber: true),
      ])
    table.columns += split.enumerated().map { index, part in
      .init(title: EscapedText(part.0).truncated(to: 18), isNumber: true, expendable: index + 2)
    }
    // Where it is split there are more figures, and no room for bars.
    let hasBars = split.isEmpty
    if hasBars { table.columns.append(.init(title: "", expendable: 1, mark: .tls)) }
    table.columns.append(.init(title: "Gap", flexibleFrom: 8, mark: .alarm))
    let shown = AttackFindings.withoutStrays(timeline.steps).range
    let highest = timeline.steps[shown].map(\.total).max() ?? 0
    table.rows = stretches(of: shown, split.map(\.1)).map { stretch in
      if stretch.count > 1 {
        let words = "… \(Figures.count(stretch.count, timeline.unit.rawValue))"
        let none = Array(repeating: EscapedText("0"), count: 2 + split.count)
        return [EscapedText(words)] + none + (hasBars ? [EscapedText("")] : []) + [EscapedText("")]
      }
      let index = stretch.lowerBound
      let step = timeline.steps[index]
      var row = [
        EscapedText(AttackFindings.shown(step.time)), EscapedText(Figures.grouped(step.total)),
        EscapedText(Figures.grouped(step.unique)),
      ]
      row += split.map { part in
        let one = part.1[index]
        return EscapedText(
          one.total == 0
            ? "0" : "\(Figures.grouped(one.total)) / \(Figures.grouped(one.unique))")
      }
      if hasBars {
        row.append(
          EscapedText(TextBars.horizontal(step.total, of: highest, width: Self.barColumns)))
      }
      return row + [EscapedText(step.gapText)]
    }
    let left = timeline.parts.count - parts.count
    let detail =
      timeline.grouping.map { "all, and by \($0.rawValue): total / different sources" } ?? ""
    var lines = ["", heading("Connections per \(timeline.unit.rawValue)", detail)]
    lines += table.lines(width: width, style: style)
    if left > 0 {
      lines.append("  " + style("… and \(left) more columns in the JSON and CSV", .faint))
    }
    return lines
  }

  /// The steps that are shown, each on its own, but for months in which nothing happened.
  private func stretches(
    of shown: Range<Int>, _ parts: [[AttackFindings.Step]]
  ) -> [Range<Int>] {
    let maximum = Strays.silenceMaximum * (timeline.unit == .hour ? 24 : 1)
    func isSilent(_ index: Int) -> Bool {
      let step = timeline.steps[index]
      return step.total == 0 && !step.hasGap && parts.allSatisfy { $0[index].total == 0 }
    }
    var stretches: [Range<Int>] = []
    var start = shown.lowerBound
    while start < shown.upperBound {
      let end = shown[start...].first { !isSilent($0) } ?? shown.upperBound
      if end - start > maximum {
        stretches.append(start..<end)
      } else {
        stretches += (start..<end).map { $0..<($0 + 1) }
      }
      if end < shown.upperBound { stretches.append(end..<(end + 1)) }
      start = end + 1
    }
    return stretches
  }

  private func named(_ named: NamedSources) -> [String] {
    let scanners = named.scanners.map {
      Count($0.name, Figures.count($0.sources, "source"), $0.connections)
    }
    let sources = named.sources.map { source in
      let words = [source.host, source.scanner.map { "(\($0))" }].compactMap(\.self)
      return Count(source.address, words.joined(separator: " "), source.connections)
    }
    return counts("Scanners", "Scanner", scanners, detail: "Sources")
      + counts("Sources", "Address", sources, detail: "Name")
  }

  private func counts(
    _ title: String, _ column: String, _ counts: [Count], detail: String? = nil
  ) -> [String] {
    guard !counts.isEmpty else { return [] }
    var columns = [TextTable.Column(title: column, flexibleFrom: 16)]
    if let detail { columns.append(.init(title: detail, flexibleFrom: 12)) }
    var table = TextTable(columns: columns + [.init(title: "Times", isNumber: true)])
    table.rows = counts.prefix(rowsMaximum).map { count in
      var row = [count.answer.isEmpty ? .nothing : EscapedText(count.answer)]
      if detail != nil { row.append(count.detail.isEmpty ? .nothing : EscapedText(count.detail)) }
      return row + [EscapedText(Figures.grouped(count.number))]
    }
    var lines = ["", heading(title)]
    lines += table.lines(width: width, style: style)
    if counts.count > rowsMaximum {
      let left = Figures.grouped(counts.count - rowsMaximum)
      lines.append("  " + style("… and \(left) more", .faint))
    }
    return lines
  }
}
