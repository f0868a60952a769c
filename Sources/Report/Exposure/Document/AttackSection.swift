import Store

/// What attackers do, and by which names they find servers.
enum AttackSection {
  private static let rowsMaximum = 20
  /// Days of a table, the latest ones.
  private static let daysMaximum = 31

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
    let steps = found.usualUnit == .hour ? found.hours : found.days
    var blocks: [ReportDocument.Block] = []
    if let words = found.gapWords {
      blocks.append(.text(words + " The times that this touches are marked: they may not be calm."))
    }
    if let chart = PageChart(found.charted) { blocks.append(.chart(chart)) }
    if let words = AttackFindings.withoutStrays(steps).words { blocks.append(.text(words)) }
    let tables: [ReportDocument.Table?] = [
      days(found), classes(found), sensors(found), listeners(found),
      .counts(
        "credentials", "Credentials tried", "User", detail: "Password",
        found.namedCredentials, limit: rowsMaximum, number: "Tries"),
      .counts(
        "commands", "Commands", "Command", found.commands, limit: rowsMaximum, number: "Times"),
      .counts(
        "exploits", "Exploits", "Signature", detail: "CVE", found.exploits, limit: rowsMaximum,
        number: "Times"),
      .counts(
        "clients", "TLS clients (JA4)", "Fingerprint", found.clients, limit: rowsMaximum,
        number: "Handshakes"),
      uploads(found),
      .counts(
        "downloads", "Files taken", "Path", detail: "Canary", found.downloads, limit: rowsMaximum,
        number: "Times"),
      .counts(
        "bounces", "Bounce attempts", "Whom they named", found.bounces, limit: rowsMaximum,
        number: "Times"),
    ]
    blocks += tables.compactMap { $0.map { .table($0) } }
    return found.connections == 0 && blocks.isEmpty
      ? [.text("There were no connections.")] : blocks
  }

  private static func days(_ found: AttackFindings) -> ReportDocument.Table? {
    guard !found.days.isEmpty else { return nil }
    let days = found.days[AttackFindings.withoutStrays(found.days).range]
    let shown = days.suffix(daysMaximum)
    let highest = shown.map(\.total).max() ?? 0
    return ReportDocument.Table(
      id: "days", title: "Connections by day, in UTC",
      columns: [
        ("Day", false), ("Connections", true), ("Different sources", true), ("Not told", false),
      ],
      rows: shown.map { step in
        [
          .name(step.time), .bar(step.total, of: highest), .number(step.unique),
          .text(step.gapText),
        ]
      }, count: found.days.count)
  }

  private static func classes(_ found: AttackFindings) -> ReportDocument.Table? {
    let classes = found.parts(by: .sessionClass)
    guard !classes.isEmpty else { return nil }
    return ReportDocument.Table(
      id: "classes", title: "Sessions by class",
      columns: [("Class", false), ("Sessions", true), ("Share", true), ("Sources", true)],
      rows: classes.prefix(rowsMaximum).map { part in
        [
          .name(part.name.isEmpty ? "not classed" : part.name),
          .bar(part.total, of: found.sessions), .share(part.total, of: found.sessions),
          .number(part.unique),
        ]
      }, count: classes.count)
  }

  /// Nil where there is one: all is its.
  private static func sensors(_ found: AttackFindings) -> ReportDocument.Table? {
    let sensors = found.parts(by: .sensor)
    guard sensors.count > 1 else { return nil }
    return ReportDocument.Table(
      id: "sensors", title: "Connections by sensor",
      columns: [("Sensor", false), ("Connections", true), ("Sources", true)],
      rows: sensors.prefix(rowsMaximum).map { part in
        [
          .name(part.name.isEmpty ? "not said" : part.name),
          .bar(part.total, of: found.connections), .number(part.unique),
        ]
      }, count: sensors.count)
  }

  private static func listeners(_ found: AttackFindings) -> ReportDocument.Table? {
    let listeners = found.parts(by: .listener)
    guard !listeners.isEmpty else { return nil }
    return ReportDocument.Table(
      id: "listeners", title: "Connections by listener",
      columns: [("Listener", false), ("TLS", false), ("Connections", true), ("Sources", true)],
      rows: listeners.prefix(rowsMaximum).map { part in
        [
          .name(part.name.isEmpty ? "not said" : part.name), .text(part.mode),
          .bar(part.total, of: found.connections), .number(part.unique),
        ]
      }, count: listeners.count)
  }

  private static func uploads(_ found: AttackFindings) -> ReportDocument.Table? {
    guard !found.uploads.isEmpty else { return nil }
    return ReportDocument.Table(
      id: "uploads", title: "Files sent",
      columns: [("SHA-256", false), ("What", false), ("Sent as", false), ("Times", true)],
      rows: found.uploads.prefix(rowsMaximum).map { upload in
        [
          .name(upload.sha256.isEmpty ? "not known" : upload.sha256), .text(upload.content),
          .text(upload.path ?? ""), .number(upload.count),
        ]
      }, count: found.uploads.count)
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
