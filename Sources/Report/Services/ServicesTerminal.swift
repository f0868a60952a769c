import Records

/// A scan for a terminal: the verdict, the services worst first, what is to be mended.
public struct ServicesTerminal: TerminalView, Sendable {
  /// Services that are listed; more only where a list is asked for.
  public static let rowsMaximum = 50

  let width: Int
  let style: TerminalStyle
  private let tally: ServiceTally

  /// Other protocols that are listed.
  private static let foreignMaximum = 10

  /// - Parameters:
  ///   - tally: what was found; it lists what it kept, at most `rowsMaximum`.
  ///   - width: the terminal's columns; taken as 60 where there are fewer, 200 where more.
  ///   - colour: whether to colour; nothing is told by colour alone.
  public init(_ tally: ServiceTally, width: Int, colour: Bool) {
    self.tally = tally
    self.width = Self.columns(width)
    style = TerminalStyle(colour: colour)
  }

  /// The view, each line ended by LF.
  public func text() -> String {
    let products = ProductsTerminal(tally.products, width: width, style: style).lines
    let sections = [verdictLines, serviceLines, products, faultLines, modeLines, foreignLines]
    let lines = sections.filter { !$0.isEmpty }.joined(separator: [""])
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Sections

  private var verdictLines: [String] {
    let verdict = ServicesVerdict(tally)
    let mark: TerminalStyle.Mark =
      switch verdict.outcome {
      case .exposed: .alarm
      case .inOrder: .good
      case .flawed, .cannotTell, .nothing: .clear
      }
    return self.verdict(
      verdict.outcome.words, mark, sentence: verdict.sentence, notes: verdict.notes)
  }

  private var serviceLines: [String] {
    let services = tally.ranked.filter(\.isFTPService).prefix(Self.rowsMaximum)
    guard !services.isEmpty else { return [] }
    let isAnonymousAsked = services.contains { $0.anonymous != nil }
    var columns: [TextTable.Column] = [
      .init(title: "Service", mark: .strong),
      .init(title: "TLS", marks: ["none": .clear, "fails": .clear]),
      .init(title: "Password\nin clear", marks: ["taken": .clear]),
      .init(title: "Files\nin TLS", marks: ["no": .clear]),
      .init(title: "Certificate", expendable: 2, marks: certificateMarks),
      .init(title: "Software", flexibleFrom: 12, expendable: 3),
    ]
    if isAnonymousAsked {
      columns.append(.init(title: "Anonymous\nusers", expendable: 4, marks: ["let in": .clear]))
    }
    var table = TextTable(columns: columns)
    table.rows = services.map { record in
      let words = ServiceWords(record)
      return [
        EscapedText(words.place(columns: placeWidth)),
        // A version is the peer's word, or a file's: cut before it takes the others' room.
        EscapedText(EscapedText(words.tls).truncated(to: 24)), EscapedText(words.password),
        EscapedText(words.files), EscapedText(words.certificate),
        EscapedText(words.software),
      ] + (isAnonymousAsked ? [EscapedText(words.anonymous)] : [])
    }
    let detail = tally.toMend > 0 && tally.services > 1 ? ", the worst first" : ""
    var lines = [heading("Services", Figures.grouped(tally.services) + detail)]
    lines += table.lines(width: width, style: style)
    let left = tally.services - services.count
    if left > 0 {
      let more = "… and \(Figures.count(left, "more service")): --format csv or --format jsonl"
      lines.append("  " + style(more, .faint))
    }
    return lines + legendLines(Array(services))
  }

  /// What the columns leave that stay. A long address drives out the others: without it a row is
  /// of no use.
  private var placeWidth: Int { max(20, width - 36) }

  private var certificateMarks: [String: TerminalStyle.Mark] {
    let faults = ServiceFault.allCases.filter(\.isOfCertificate)
    return Dictionary(uniqueKeysWithValues: faults.map { ($0.words, .clear) })
  }

  private func legendLines(_ services: [ServiceRecord]) -> [String] {
    let cells = services.flatMap { record in
      let words = ServiceWords(record)
      return [words.tls, words.password, words.files]
    }
    guard cells.contains(ServiceWords.unknown) else { return [] }
    let legend = "? not known: it was not answered, or not before login."
    return TextFlow.wrapped(legend, width: width - 2).map { "  " + style($0, .faint) }
  }

  private var faultLines: [String] {
    let found = ServiceFault.allCases.filter { tally.faults[$0, default: 0] > 0 }
    guard !found.isEmpty else { return [] }
    let title = heading(
      "To mend",
      "\(Figures.grouped(tally.toMend)) of \(Figures.count(tally.services, "service"))")
    return [title]
      + bars(
        found.map { fault in
          let isGrave = ServicesVerdict.exposing.contains(fault)
          return TerminalBar(
            name: fault.fullWords, part: tally.faults[fault, default: 0],
            mark: isGrave ? .alarm : .clear, meaning: "")
        }, of: tally.services)
  }

  private var modeLines: [String] {
    guard tally.services > 0 else { return [] }
    let modes: [(ServiceRecord.Mode?, TerminalBar)] = [
      (.explicit, .init(name: "explicit", part: 0, mark: .tls, meaning: "AUTH TLS")),
      (.implicit, .init(name: "implicit", part: 0, mark: .tls, meaning: "TLS from the start")),
      (.clear, .init(name: "none", part: 0, mark: .clear, meaning: "plain FTP only")),
      (nil, .init(name: "not known", part: 0, mark: .faint, meaning: "it broke off before")),
    ]
    let shown = modes.map { mode, bar in
      var bar = bar
      bar.part = tally.modes[mode, default: 0]
      return bar
    }
    return [heading("How TLS is reached")]
      + bars(shown.filter { $0.part > 0 }, of: tally.services)
  }

  private var foreignLines: [String] {
    guard tally.notFTP > 0 else { return [] }
    var lines = [heading("Not FTP", Figures.grouped(tally.notFTP))]
    let entries = tally.foreign.entries.prefix(Self.foreignMaximum)
    let named = entries.reduce(0) { $0 + $1.count }
    var words = entries.map { EscapedText("\(Figures.grouped($0.count)) \($0.text),") }
    if tally.notFTP > named {
      words.append(EscapedText("\(Figures.grouped(tally.notFTP - named)) not recognised,"))
    }
    let flow = TextFlow.wrapped(words, width: width - 2).map { "  " + $0 }
    lines += flow.dropLast() + flow.suffix(1).map { $0.dropLast() + "." }
    return lines
  }
}
