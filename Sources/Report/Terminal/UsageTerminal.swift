import Bytes
import Records
import Usage

/// A summary for a terminal: the verdict, then the people to call first.
public struct UsageTerminal: Sendable {
  let summary: UsageSummary
  let table: UsageTable?
  let width: Int
  let style: TerminalStyle

  /// Rows of a table, where no table is asked for in full.
  static let rowsMaximum = 10

  /// - Parameters:
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  ///   - table: one table in full instead of the overview.
  public init(summary: UsageSummary, width: Int, colour: Bool, by table: UsageTable?) {
    self.summary = summary
    self.table = table
    self.width = min(max(width, 60), 200)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    var sections = [verdictLines]
    if let table {
      sections.append(fullTable(table))
    } else {
      let advice = adviceLines
      let isSilent = UsageVerdict(summary).outcome == .cannotTell
      if isSilent { sections.append(advice) }
      sections += [callFirstLines, refusedLines, totalsLines, daysLines, serverLines]
      if !isSilent { sections.append(advice) }
      sections += [sourceLines, malformedLines, hintLines]
    }
    let lines = sections.filter { !$0.isEmpty }.joined(separator: [""])
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Sections

  private var verdictLines: [String] {
    let verdict = UsageVerdict(summary)
    let label = verdict.outcome.words.uppercased()
    let mark: TerminalStyle.Mark =
      switch verdict.outcome {
      case .ready: .good
      case .notReady: .alarm
      case .cannotTell, .nothing: .clear
      }
    let indent = label.count + 4
    let margin = String(repeating: " ", count: indent)
    var lines = TextFlow.wrapped(verdict.sentence, width: width - indent)
      .map { margin + style($0, .strong) }
    for note in verdict.notes {
      lines += TextFlow.wrapped(note, width: width - indent).map { margin + $0 }
    }
    if let first = lines.first {
      lines[0] = "  " + style(label, mark) + "  " + first.dropFirst(indent)
    }
    return lines
  }

  private var totalsLines: [String] {
    let totals = summary.totals
    guard totals.sessions > 0 else { return [] }
    let rows: [(String, Int, TerminalStyle.Mark?, String)] = [
      ("clear", totals.clear, .clear, "no TLS"),
      ("explicit", totals.explicit, .tls, "AUTH TLS"),
      ("implicit", totals.implicit, .tls, "TLS from the start"),
      ("none", totals.none, .faint, "connected only"),
      ("unknown", totals.unknown, .faint, "the log can’t tell"),
    ]
    let numbers = rows.map { Figures.grouped($0.1) }
    let numberWidth = numbers.map(\.count).max() ?? 0
    let room = width - 2 - 10 - numberWidth - 2 - 6
    let hasMeanings = room >= 28
    let barWidth = max(4, hasMeanings ? room - 22 : room)
    var lines = [heading("Sessions", Figures.grouped(totals.sessions))]
    for ((name, part, mark, meaning), number) in zip(rows, numbers) {
      let bar = TextBars.horizontal(part, of: totals.sessions, width: barWidth)
      lines.append(
        "  " + padded(name, 10) + style(bar, mark)
          + spaces(barWidth - bar.count) + spaces(numberWidth - number.count + 2) + number
          + leftPadded(Figures.percent(part, of: totals.sessions), 6)
          + (hasMeanings ? "  " + style(meaning, .faint) : ""))
    }
    let transfers = totals.transfers
    let logins =
      "Logins: \(Figures.grouped(totals.clearLogins)) in clear, "
      + "\(Figures.grouped(totals.protectedLogins)) protected. "
    let files =
      "Transfers: \(Figures.grouped(transfers.clear)) in clear, "
      + "\(Figures.grouped(transfers.private)) private, "
      + "\(Figures.grouped(transfers.unknown)) unknown."
    return lines + TextFlow.wrapped(logins + files, width: width - 2).map { "  " + $0 }
  }

  private var daysLines: [String] {
    let label = 12
    let room = width - 2 - label
    let chart = DayBins(summary, maximum: room)
    guard chart.bins.count > 1 else { return [] }
    let step = max(1, min(3, room / chart.bins.count))
    let kinds: [(String, TerminalStyle.Mark?, (UsageCounts) -> Int)] = [
      ("clear", .clear, { $0.clear }),
      ("TLS", .tls, { $0.encrypted }),
      ("unknown", .faint, { $0.unknown }),
    ]
    let highest = chart.bins.map { bin in kinds.map { $0.2(bin.counts) }.max() ?? 0 }.max() ?? 0
    var lines = [heading("Sessions per \(chart.unit)", "at most \(Figures.grouped(highest))")]
    for (name, mark, value) in kinds {
      let values = chart.bins.map { value($0.counts) }
      guard values.contains(where: { $0 > 0 }) else { continue }
      let spark = TextBars.spark(values, highest: highest, step: step)
      lines.append("  " + padded(name, label) + style(spark, mark))
    }
    if let earlier = chart.earlier { lines.append("  " + style(earlier, .faint)) }
    let from = chart.bins[0].from.text
    let to = chart.bins[chart.bins.count - 1].to.text
    let axis = max(from.count + to.count + 2, step * chart.bins.count)
    lines.append(
      spaces(2 + label) + style(from + spaces(axis - from.count - to.count) + to, .faint))
    return lines
  }

  private var hintLines: [String] {
    guard summary.totals.sessions > 0 else { return [] }
    let hint =
      "All rows: --by client|user|server|day. To compute on: --format json|jsonl|csv. "
      + "To pass on: --format html."
    return TextFlow.wrapped(hint, width: width - 2).map { "  " + style($0, .faint) }
  }

  // MARK: - Parts

  /// A section's title, and beside it what it counts.
  func heading(_ title: String, _ detail: String = "") -> String {
    let title = title.uppercased()
    guard !detail.isEmpty else { return style(title, .title) }
    let shown = EscapedText(detail).truncated(to: width - title.count - 2)
    return style(title, .title) + "  " + style(shown, .faint)
  }

  /// The rows that are shown, and a line that says how many are not.
  func more(_ all: Int, _ one: String, by table: UsageTable? = nil) -> [String] {
    guard all > Self.rowsMaximum else { return [] }
    let hint = table.map { ": --by \($0.rawValue)" } ?? ""
    let text = "… and \(Figures.count(all - Self.rowsMaximum, "more " + one))\(hint)"
    return ["  " + style(text, .faint)]
  }

  func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// A text that is safe to show, filled up to so many columns.
  func padded(_ text: String, _ columns: Int) -> String {
    text + spaces(columns - EscapedText(text).width)
  }

  func leftPadded(_ text: String, _ columns: Int) -> String {
    spaces(columns - text.count) + text
  }
}
