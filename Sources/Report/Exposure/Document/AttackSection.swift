import Store

/// What attackers do, and by which names they find servers.
enum AttackSection {
  private static let rowsMaximum = 20
  /// Hours that a chart shows; of longer times it shows days.
  private static let hoursMaximum = 96

  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    guard report.attackers != nil || report.names != nil else { return nil }
    var blocks: [ReportDocument.Block] = []
    var lead: [String] = []
    if let found = report.attackers {
      lead.append(
        "\(Figures.count(found.connections, "connection")) from "
          + "\(Figures.count(found.sources, "source")) at the sensors.")
      blocks += attacks(found)
    } else {
      lead.append("No sensor’s events are among the records.")
    }
    if let names = report.names {
      lead.append(
        "In the DNS, names that say FTP: \(Figures.grouped(names.names)), under "
          + "\(Figures.count(names.domains, "domain")).")
      blocks += tables(names).compactMap { $0.map { .table($0) } }
    }
    return ReportDocument.Section(
      id: "attackers", heading: "The attacker’s view", lead: lead.joined(separator: " "),
      blocks: blocks)
  }

  private static func attacks(_ found: AttackFindings) -> [ReportDocument.Block] {
    let (steps, unit) =
      found.hours.count <= hoursMaximum ? (found.hours, "hour") : (found.days, "day")
    var blocks: [ReportDocument.Block] = []
    if let chart = PageChart(steps, unit: unit, sources: found.sources) {
      blocks.append(.chart(chart))
    }
    let whole = found.connections
    let tables: [ReportDocument.Table?] = [
      .counts(
        "credentials", "Credentials tried", "User and password", found.credentials,
        limit: rowsMaximum, number: "Tries", name: { "\($0.answer) / \($0.detail)" }),
      .counts(
        "commands", "Commands", "Command", found.commands, limit: rowsMaximum, number: "Times"),
      .counts(
        "exploits", "Exploits", "Signature", found.exploits, limit: rowsMaximum, number: "Times",
        name: { $0.detail.isEmpty ? $0.answer : "\($0.answer) (\($0.detail))" }),
      .counts(
        "clients", "TLS clients (JA4)", "Fingerprint", found.clients, limit: rowsMaximum,
        number: "Handshakes"),
    ]
    blocks += tables.compactMap { $0.map { .table($0) } }
    return whole == 0 && blocks.isEmpty ? [.text("There were no connections.")] : blocks
  }

  private static func tables(_ names: NameFindings) -> [ReportDocument.Table?] {
    [
      .counts(
        "labels", "Names by label", "Label", names.labels, limit: rowsMaximum, number: "Names"),
      .counts(
        "ftps-suffixes", "ftps.* by public suffix", "Suffix", names.ftpsSuffixes,
        limit: rowsMaximum, number: "Names"),
      .counts(
        "suffixes", "All names by public suffix", "Suffix", names.suffixes, limit: rowsMaximum,
        number: "Names"),
    ]
  }
}
