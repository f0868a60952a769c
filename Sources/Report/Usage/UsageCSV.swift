import Bytes
import Records
import Usage

/// One table of a summary as CSV (RFC 4180), for a spreadsheet.
public struct UsageCSV: Sendable {
  private let summary: UsageSummary
  private let table: UsageTable

  /// - Parameter table: what the rows are; clients where nothing else is asked for.
  public init(summary: UsageSummary, by table: UsageTable?) {
    self.summary = summary
    self.table = table ?? .client
  }

  /// A header and all rows, each ended by CRLF.
  public func text() -> String {
    ([header] + rows).map { CSVCell.row($0) }.joined()
  }

  private var header: [CSVCell] {
    let names =
      switch table {
      case .client: ["client"] + countNames + ["users", "user_names", "first", "last"]
      case .user: ["user"] + countNames + ["clients", "client_names", "first", "last"]
      case .server: ["server", "port"] + countNames
      case .day: ["day"] + countNames
      }
    return names.map { CSVCell($0) }
  }

  private var rows: [[CSVCell]] {
    switch table {
    case .client: summary.clients.map(row)
    case .user: summary.users.map(row)
    case .server:
      summary.servers.map { server in
        [CSVCell(server.server ?? ""), server.port.map { CSVCell($0) } ?? CSVCell("")]
          + cells(server.counts)
      }
    case .day: summary.daysInOrder.map { [CSVCell($0.day?.text ?? "")] + cells($0.counts) }
    }
  }

  private func row(_ party: UsageSummary.Party) -> [CSVCell] {
    [CSVCell(party.name ?? "")] + cells(party.counts) + [
      CSVCell(party.peers), CSVCell(party.peerNames.joined(separator: "; ")),
      CSVCell(party.first?.rfc3339 ?? ""), CSVCell(party.last?.rfc3339 ?? ""),
    ]
  }

  private var countNames: [String] {
    [
      "sessions", "clear", "explicit", "implicit", "none", "unknown", "uncertain",
      "clear_logins", "protected_logins", "clear_transfers", "private_transfers",
      "unknown_transfers",
    ]
  }

  private func cells(_ counts: UsageCounts) -> [CSVCell] {
    [
      counts.sessions, counts.clear, counts.explicit, counts.implicit, counts.none,
      counts.unknown, counts.uncertain, counts.clearLogins, counts.protectedLogins,
      counts.transfers.clear, counts.transfers.private, counts.transfers.unknown,
    ].map { CSVCell($0) }
  }
}

extension UsageSummary {
  /// The days as the calendar has them; what has no date comes last.
  var daysInOrder: [Day] {
    days.sorted { ($0.day?.number ?? .max) < ($1.day?.number ?? .max) }
  }
}
