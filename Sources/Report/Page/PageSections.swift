import Bytes
import Records
import Usage

/// The page's sections below the chart, in the order in which a person acts on them.
struct PageSections {
  private let summary: UsageSummary
  private(set) var list: [PageModel.Section] = []

  init(_ summary: UsageSummary, adviceFirst: Bool) {
    self.summary = summary
    let advice = Self.advice(summary)
    let all =
      (adviceFirst ? [advice] : []) + [callFirst, refused] + (adviceFirst ? [] : [advice])
      + [parties, servers, days, files, malformed]
    list = all.compactMap { $0 }
  }

  private var callFirst: PageModel.Section? {
    let readiness = summary.readiness
    guard !readiness.users.isEmpty || !readiness.clients.isEmpty else { return nil }
    var lead = "Requiring TLS would have locked them out"
    if let from = readiness.from, let to = readiness.to {
      lead = "Requiring TLS from \(from.text) to \(to.text) would have locked them out"
    }
    lead += ". Those with sessions under TLS have a program that knows it: they are the easy ones."
    var tables: [PageTable] = []
    if !readiness.users.isEmpty {
      tables.append(
        lockedOut(readiness.users, id: "call-users", caption: "Users", name: "User", peers: "From"))
    }
    if !readiness.clients.isEmpty {
      tables.append(
        lockedOut(
          readiness.clients, id: "call-clients", caption: "Clients", name: "Client",
          peers: "Users"))
    }
    return PageModel.Section(
      id: "call-first", heading: "Call these first", lead: lead, tables: tables)
  }

  private func lockedOut(
    _ rows: Listed<Readiness.LockedOut>, id: String, caption: String, name: String, peers: String
  ) -> PageTable {
    PageTable(
      rows, id: id, caption: caption, spoken: "\(caption) to call first",
      columns: [
        .init(columnTitle: name), .init(columnTitle: "Clear logins", columnKind: "n"),
        .init(columnTitle: "Last in clear"), .init(columnTitle: peers),
        .init(columnTitle: "With TLS", columnKind: "n"),
        .init(columnTitle: "Files in clear only", columnKind: "n"),
      ]
    ) { row in
      [
        .name(row.name), .number(row.clearLogins, isHot: true),
        .plain(row.last?.day.text ?? "–", "when"),
        .names(row.peerNames),
        .number(row.protectedSessions), .number(row.clearTransfersOnly),
      ]
    }
  }

  private var refused: PageModel.Section? {
    let refused = summary.readiness.refused
    guard !refused.isEmpty else { return nil }
    let wanted = refused.filter(\.wantedTLS)
    let turnedAway = refused.filter { !$0.wantedTLS }
    var tables: [PageTable] = []
    if !wanted.isEmpty {
      tables.append(
        refusedTable(wanted, id: "refused-tls", caption: "Tried TLS and did not get it"))
    }
    if !turnedAway.isEmpty {
      tables.append(
        refusedTable(turnedAway, id: "refused-clear", caption: "Turned away for want of TLS"))
    }
    return PageModel.Section(
      id: "refused", heading: "Refused",
      lead: "Who tried TLS and did not get it needs a mended server, not a call. "
        + "Who was turned away for want of TLS exposed nothing.",
      tables: tables)
  }

  private func refusedTable(
    _ refused: [Readiness.Refused], id: String, caption: String
  ) -> PageTable {
    PageTable(
      refused, id: id, caption: caption, spoken: caption,
      columns: [
        .init(columnTitle: "Client"), .init(columnTitle: "User"),
        .init(columnTitle: "Why"), .init(columnTitle: "Command"),
        .init(columnTitle: "Sessions", columnKind: "n"), .init(columnTitle: "Last seen"),
      ]
    ) { row in
      [
        .name(row.client), .text(row.user ?? "", columns: 60),
        .text(Figures.sentence(row.reason)),
        .text(RefusalReasons.answer(row.verb, row.code), columns: 30),
        .number(row.sessions), .plain(row.last?.day.text ?? "–", "when"),
      ]
    }
  }

  private static func advice(_ summary: UsageSummary) -> PageModel.Section? {
    guard !summary.advice.isEmpty else { return nil }
    return PageModel.Section(
      id: "advice", heading: "Settings to change",
      lead: "What the logs could not tell, and the setting that makes the next ones tell it.",
      advice: summary.advice.prefix(PageTable.rowsMaximum).map { advice in
        PageModel.Advice(
          format: EscapedText(advice.logFormat).truncated(to: 80),
          affected: Figures.count(advice.sessions, "session"),
          setting: advice.text)
      })
  }

  private var servers: PageModel.Section? {
    guard !summary.servers.isEmpty else { return nil }
    let table = PageTable(
      summary.servers, id: "servers-table", caption: nil, spoken: "Servers",
      columns: [.init(columnTitle: "Server"), .init(columnTitle: "Port", columnKind: "n")]
        + Self.countColumns()
    ) { server in
      [.name(server.server), .plain(server.port.map { "\($0)" } ?? "–", "n")]
        + Self.cells(server.counts)
    }
    return PageModel.Section(
      id: "servers", heading: "Servers", lead: "Where clients connected.", tables: [table])
  }

  private var days: PageModel.Section? {
    guard !summary.days.isEmpty else { return nil }
    let table = PageTable(
      summary.daysInOrder.reversed(), id: "days-table", caption: nil, spoken: "Days",
      columns: [.init(columnTitle: "Day")] + Self.countColumns()
    ) { day in
      [day.day.map { .name($0.text) } ?? .name("no date")] + Self.cells(day.counts)
    }
    return PageModel.Section(
      id: "days", heading: "Days", lead: "The last day first, in UTC.", tables: [table])
  }
}

extension PageSections {
  private var parties: PageModel.Section? {
    guard !summary.clients.isEmpty || !summary.users.isEmpty else { return nil }
    return PageModel.Section(
      id: "everyone", heading: "Everyone",
      lead: "All clients and users over the whole of the logs, clear logins first.",
      tables: [
        parties(summary.clients, id: "clients", caption: "Clients", name: "Client", peers: "Users"),
        parties(summary.users, id: "users", caption: "Users", name: "User", peers: "Clients"),
      ].filter { !$0.rows.isEmpty })
  }

  private func parties(
    _ rows: Listed<UsageSummary.Party>, id: String, caption: String, name: String, peers: String
  ) -> PageTable {
    PageTable(
      rows, id: id, caption: caption, spoken: caption,
      columns: [.init(columnTitle: name)] + Self.countColumns(withNone: false) + [
        .init(columnTitle: peers), .init(columnTitle: "First and last seen"),
      ]
    ) { party in
      [.name(party.name)] + Self.cells(party.counts, withNone: false)
        + [.names(party.peerNames, of: party.peers), .plain(party.span, "when")]
    }
  }

  private static func countColumns(withNone: Bool = true) -> [PageTable.Column] {
    let titles =
      ["Clear", "Explicit", "Implicit"] + (withNone ? ["None"] : [])
      + ["Unknown", "Clear logins", "Files in clear"]
    return [.init(columnTitle: "Sessions", columnKind: "n"), .init(columnTitle: "Mix")]
      + titles.map { .init(columnTitle: $0, columnKind: "n") }
  }

  private static func cells(_ counts: UsageCounts, withNone: Bool = true) -> [PageTable.Cell] {
    [
      .number(counts.sessions), .mix(counts), .number(counts.clear), .number(counts.explicit),
      .number(counts.implicit),
    ] + (withNone ? [.number(counts.none)] : []) + [
      .number(counts.unknown), .number(counts.clearLogins, isHot: true),
      .number(counts.transfers.clear),
    ]
  }

  private var files: PageModel.Section? {
    guard !summary.sources.isEmpty else { return nil }
    let table = PageTable(
      summary.sourcesByTrouble, id: "files-table", caption: nil, spoken: "Files",
      columns: [
        .init(columnTitle: "File"), .init(columnTitle: "Format"),
        .init(columnTitle: "Lines", columnKind: "n"),
        .init(columnTitle: "Not FTP", columnKind: "n"),
        .init(columnTitle: "Malformed", columnKind: "n"),
        .init(columnTitle: "Bytes", columnKind: "n"), .init(columnTitle: "Problem"),
      ]
    ) { source in
      [
        .name(source.path), .text(source.logFormat ?? "", columns: 40), .number(source.lines),
        .number(source.skipped), .number(source.malformed, isHot: true), .number(source.bytes),
        .text(source.remark ?? ""),
      ]
    }
    return PageModel.Section(
      id: "files", heading: "Files", lead: "What was read; what could not be comes first.",
      tables: [table])
  }

  private var malformed: PageModel.Section? {
    guard !summary.malformedLines.isEmpty else { return nil }
    let all = summary.sources.reduce(0) { $0 + $1.malformed }
    let shown = min(summary.malformedLines.count, PageTable.rowsMaximum)
    let table = PageTable(
      summary.malformedLines, id: "malformed-table", caption: nil, spoken: "Lines not understood",
      columns: [
        .init(columnTitle: "File"), .init(columnTitle: "Line", columnKind: "n"),
        .init(columnTitle: "Why"),
      ]
    ) { [.name($0.path), .plain("\($0.line)", "n"), .text($0.reason)] }
    let lead =
      all > shown
      ? "The first \(shown) of \(Figures.grouped(all))." : "Counted, and left out of everything."
    return PageModel.Section(
      id: "malformed", heading: "Lines not understood", lead: lead, tables: [table])
  }
}

extension UsageSummary.Party {
  /// `2026-10-01 – 10-31`, with the year twice where there are two; or one day.
  fileprivate var span: String {
    guard let first, let last else { return (first ?? last)?.day.text ?? "–" }
    if first.day == last.day { return last.day.text }
    let isOneYear = first.day.fields.year == last.day.fields.year
    return "\(first.day.text) – \(isOneYear ? String(last.day.text.dropFirst(5)) : last.day.text)"
  }
}
