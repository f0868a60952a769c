import Bytes
import Usage

/// Who uses FTPS, and who would be locked out.
enum UsageSection {
  private static let rowsMaximum = 20

  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    guard let usage = report.usage else { return nil }
    let verdict = UsageVerdict(usage)
    var lead = ["\(verdict.outcome.words): \(verdict.sentence)"] + verdict.notes
    // Records alone, which `logs --format jsonl` writes, do not tell how the logs were read.
    if usage.sources.isEmpty, verdict.outcome == .ready {
      lead.append("Whether all of the logs could be read and understood, the records don’t say.")
    }
    var blocks: [ReportDocument.Block] = []
    if let chart = PageChart(usage) { blocks.append(.chart(chart)) }
    let readiness = usage.readiness
    blocks += [
      lockedOut("users-locked-out", "Users to call first", "User", "From", readiness.users),
      lockedOut(
        "clients-locked-out", "Clients to call first", "Client", "Users", readiness.clients),
      refused(
        "refused-tls", "Tried TLS and did not get it", readiness.refused.filter(\.wantedTLS)),
      refused(
        "refused-clear", "Turned away for want of TLS", readiness.refused.filter { !$0.wantedTLS }),
    ].compactMap { $0.map { .table($0) } }
    return ReportDocument.Section(
      id: "usage", heading: "Usage",
      lead: lead.joined(separator: " "), blocks: blocks)
  }

  private static func lockedOut(
    _ id: String, _ title: String, _ name: String, _ peers: String,
    _ rows: Listed<Readiness.LockedOut>
  ) -> ReportDocument.Table? {
    guard !rows.isEmpty else { return nil }
    return ReportDocument.Table(
      id: id, title: title,
      columns: [
        (name, false), ("Clear logins", true), ("Files in clear only", true), ("With TLS", true),
        ("Last in clear", false), (peers, false),
      ],
      rows: rows.prefix(rowsMaximum).map { row in
        [
          .name(row.name), .number(row.clearLogins), .number(row.clearTransfersOnly),
          .number(row.protectedSessions), .text(row.last?.day.text ?? "–"),
          .names(row.peerNames),
        ]
      }, count: rows.count)
  }

  private static func refused(
    _ id: String, _ title: String, _ rows: [Readiness.Refused]
  ) -> ReportDocument.Table? {
    guard !rows.isEmpty else { return nil }
    return ReportDocument.Table(
      id: id, title: title,
      columns: [
        ("Client", false), ("User", false), ("Why", false), ("Command", false),
        ("Sessions", true), ("Last seen", false),
      ],
      rows: rows.prefix(rowsMaximum).map { row in
        [
          .name(row.client ?? "–"), .text(row.user ?? "–"), .text(Figures.sentence(row.reason)),
          .text(RefusalReasons.answer(row.verb, row.code)), .number(row.sessions),
          .text(row.last?.day.text ?? "–"),
        ]
      }, count: rows.count)
  }
}
