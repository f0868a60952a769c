import Bytes
import Records
import Usage

/// A summary for a terminal: the verdict, then the people to call first.
public struct UsageTerminal: TerminalView, Sendable {
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
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    let verdict = UsageVerdict(summary)
    var sections = [lines(of: verdict)]
    if let table {
      sections.append(fullTable(table))
    } else {
      let advice = adviceLines
      let isSilent = verdict.outcome == .cannotTell
      if isSilent { sections.append(advice) }
      sections += [callFirstLines, refusedLines, totalsLines, daysLines, serverLines]
      if !isSilent { sections.append(advice) }
      sections += [sourceLines, malformedLines, hintLines]
    }
    let lines = sections.filter { !$0.isEmpty }.joined(separator: [""])
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Sections

  private func lines(of verdict: UsageVerdict) -> [String] {
    let mark: TerminalStyle.Mark =
      switch verdict.outcome {
      case .ready: .good
      case .notReady: .alarm
      case .cannotTell, .nothing: .clear
      }
    return self.verdict(
      verdict.outcome.words, mark, sentence: verdict.sentence, notes: verdict.notes)
  }

  private var totalsLines: [String] {
    let totals = summary.totals
    guard totals.sessions > 0 else { return [] }
    let kinds = [
      TerminalBar(name: "clear", part: totals.clear, mark: .clear, meaning: "no TLS"),
      .init(name: "explicit", part: totals.explicit, mark: .tls, meaning: "AUTH TLS"),
      .init(name: "implicit", part: totals.implicit, mark: .tls, meaning: "TLS from the start"),
      .init(name: "none", part: totals.none, mark: .faint, meaning: "connected only"),
      .init(name: "unknown", part: totals.unknown, mark: .faint, meaning: "the log can’t tell"),
    ]
    let lines =
      [heading("Sessions", Figures.grouped(totals.sessions))] + bars(kinds, of: totals.sessions)
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

  /// The rows that are shown, and a line that says how many are not.
  func more(_ all: Int, _ one: String, by table: UsageTable? = nil) -> [String] {
    guard all > Self.rowsMaximum else { return [] }
    let hint = table.map { ": --by \($0.rawValue)" } ?? ""
    let text = "… and \(Figures.count(all - Self.rowsMaximum, "more " + one))\(hint)"
    return ["  " + style(text, .faint)]
  }
}
