import Bytes
import Records
import Usage

extension UsageTerminal {
  /// One table with all its rows.
  func fullTable(_ table: UsageTable) -> [String] {
    switch table {
    case .client:
      partyLines(summary.clients, title: "Clients", name: "Client", peers: "Users", nameFrom: 39)
    case .user:
      partyLines(summary.users, title: "Users", name: "User", peers: "Clients", nameFrom: 24)
    case .server: serverTable(summary.servers)
    case .day: dayTable
    }
  }

  /// The servers that most matter.
  var serverLines: [String] {
    guard !summary.servers.isEmpty else { return [] }
    return serverTable(Array(summary.servers.prefix(Self.rowsMaximum)))
      + more(summary.servers.count, "server", by: .server)
  }

  private func partyLines(
    _ parties: Listed<UsageSummary.Party>, title: String, name: String, peers: String, nameFrom: Int
  ) -> [String] {
    let title = heading(title, Figures.grouped(parties.count))
    guard !parties.isEmpty else { return [title, "  None."] }
    var table = TextTable(
      columns: [
        .init(title: name, flexibleFrom: nameFrom, holdsNames: true, mark: .strong)
      ] + countColumns + [
        .init(title: peers, isNumber: true, expendable: 5),
        .init(title: "First seen", expendable: 8),
        .init(title: "Last seen", expendable: 2),
      ])
    table.rows = parties.map { party in
      [EscapedText(name: party.name)]
        + cells(party.counts)
        + [number(party.peers), day(party.first), day(party.last)]
    }
    return [title] + table.lines(width: width, style: style)
  }

  private func serverTable(_ servers: [UsageSummary.Server]) -> [String] {
    let title = heading("Servers", Figures.grouped(summary.servers.count))
    guard !servers.isEmpty else { return [title, "  None."] }
    var table = TextTable(
      columns: [
        .init(title: "Server", flexibleFrom: 39, holdsNames: true, mark: .strong),
        .init(title: "Port", isNumber: true),
      ] + countColumns)
    table.rows = servers.map { server in
      [
        EscapedText(name: server.server),
        server.port.map { EscapedText(String($0)) } ?? .nothing,
      ] + cells(server.counts)
    }
    return [title] + table.lines(width: width, style: style)
  }

  private var dayTable: [String] {
    let title = heading("Days", Figures.grouped(summary.days.count))
    guard !summary.days.isEmpty else { return [title, "  None."] }
    var table = TextTable(columns: [.init(title: "Day", mark: .strong)] + countColumns)
    table.rows = summary.daysInOrder.map { day in
      [EscapedText(day.day?.text ?? "(no date)")] + cells(day.counts)
    }
    return [title] + table.lines(width: width, style: style)
  }

  private var countColumns: [TextTable.Column] {
    [
      .init(title: "Sessions", isNumber: true, expendable: 3),
      .init(title: "Clear", isNumber: true, mark: .clear),
      .init(title: "Explicit\nTLS", isNumber: true, expendable: 1),
      .init(title: "Implicit\nTLS", isNumber: true, expendable: 4),
      .init(title: "None", isNumber: true, expendable: 9),
      .init(title: "Un-\nknown", isNumber: true, expendable: 6),
      .init(title: "Clear\nlogins", isNumber: true, mark: .clear),
      .init(title: "Files\nin clear", isNumber: true, expendable: 7),
    ]
  }

  private func cells(_ counts: UsageCounts) -> [EscapedText] {
    [
      counts.sessions, counts.clear, counts.explicit, counts.implicit, counts.none,
      counts.unknown, counts.clearLogins, counts.transfers.clear,
    ].map(number)
  }
}
