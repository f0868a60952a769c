import Records
import Store

/// What the services are, and what is wrong with them.
enum ExposureSection {
  private static let rowsMaximum = 50
  private static let versionsMaximum = 5

  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    guard let found = report.exposure else { return nil }
    var blocks: [ReportDocument.Block] = []
    let bars = shares(found)
    if !bars.isEmpty { blocks.append(.shares(bars)) }
    let tables = [
      urgent(report.urgent), families(found), versions(found), impacts(found), advisories(found),
      faults(found),
    ]
    blocks += tables.compactMap { $0.map { .table($0) } }
    if found.named == 0 {
      blocks.append(.text("No service could be named, so that families and versions are missing."))
    }
    return ReportDocument.Section(
      id: "exposure", heading: "Exposure",
      lead: GlanceSection.howMany(found) + endOfLife(found), blocks: blocks)
  }

  private static func endOfLife(_ found: ServiceFindings) -> String {
    let (count, judged) = found.endOfLife
    guard judged > 0 else { return "" }
    return " Versions that are no longer maintained: \(Figures.grouped(count)) "
      + "(\(Figures.percent(count, of: judged))) of \(Figures.grouped(judged)) of which that is "
      + "known."
  }

  private static func shares(_ found: ServiceFindings) -> [ShareBar] {
    [
      .loginInClear { found.number(\.loginInClear, $0.rawValue) },
      .dataProtection { found.number(\.dataProtection, $0.rawValue) },
      ShareBar(
        "Over all",
        [
          (.good, "In order", found.number(\.states, "in_order")),
          (.bad, "To mend", found.number(\.states, "to_mend")),
          (.unknown, "Not known", found.number(\.states, "undetermined")),
        ]),
    ].compactMap { $0 }
  }

  private static func urgent(_ urgent: UrgentServices?) -> ReportDocument.Table? {
    guard let urgent else { return nil }
    let isNamed = urgent.listed.contains { $0.record.hostname != nil }
    let columns: [(title: String, isNumber: Bool)] =
      [("Service", false), ("What is wrong", false), ("Software", false)]
      + (isNamed ? [("Address", false)] : [])
    return ReportDocument.Table(
      id: "urgent", title: "Services to mend first", columns: columns,
      rows: urgent.listed.map { service in
        let words = ServiceWords(service.record)
        let address = service.record.hostname == nil ? "" : service.record.ip
        return [
          .name(words.host, rest: words.port), .text(service.words), .text(words.software),
        ]
          + (isNamed ? [.address(address)] : [])
      }, count: urgent.count, rest: "the service records (of a store: ftpscope store export)")
  }

  private static func families(_ found: ServiceFindings) -> ReportDocument.Table? {
    .counts(
      "families", "Service families", "Family", found.families, of: found.named,
      limit: rowsMaximum)
  }

  private static func versions(_ found: ServiceFindings) -> ReportDocument.Table? {
    let rows = found.families.flatMap { family in
      (found.versions[family.answer] ?? []).filter { !$0.answer.isEmpty }.prefix(versionsMaximum)
        .map { version -> [ReportDocument.Table.Cell] in
          [
            .name(family.answer), .text(version.answer), .bar(version.number, of: found.named),
          ]
        }
    }
    guard !rows.isEmpty else { return nil }
    return ReportDocument.Table(
      id: "versions", title: "Versions within families",
      columns: [("Family", false), ("Version", false), ("Services", true)],
      rows: Array(rows.prefix(rowsMaximum)), count: rows.count)
  }

  private static func impacts(_ found: ServiceFindings) -> ReportDocument.Table? {
    let rows = ImpactWords.order.compactMap { impact -> [ReportDocument.Table.Cell]? in
      guard let counts = found.impacts[impact] else { return nil }
      return [
        .name(Figures.sentence(ImpactWords.words(impact))), .number(counts[.confirmed, default: 0]),
        .number(counts[.conditional, default: 0]), .number(counts[.possible, default: 0]),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return ReportDocument.Table(
      id: "impacts", title: "Services by what their advisories lead to",
      columns: [
        ("Impact", false), ("Confirmed", true), ("Conditional", true), ("Possible", true),
      ], rows: rows)
  }

  private static func advisories(_ found: ServiceFindings) -> ReportDocument.Table? {
    guard !found.advisories.isEmpty else { return nil }
    let sorted = found.advisories.sorted { left, right in
      let (one, two) = (left.isKnownExploited, right.isKnownExploited)
      return one != two
        ? one
        : (left.certainty.rank, right.count, left.id) < (right.certainty.rank, left.count, right.id)
    }
    return ReportDocument.Table(
      id: "advisories", title: "Advisories",
      columns: [
        ("Advisory", false), ("Impact", false), ("Known to be exploited", false),
        ("Certainty", false), ("Services", true),
      ],
      rows: sorted.prefix(rowsMaximum).map { advisory in
        [
          .name(advisory.id), .text(ImpactWords.words(advisory.impact)),
          .text(advisory.isKnownExploited ? "yes" : ""), .text(advisory.certainty.rawValue),
          .number(advisory.count),
        ]
      }, count: sorted.count)
  }

  private static func faults(_ found: ServiceFindings) -> ReportDocument.Table? {
    let counts = ServiceFault.allCases.compactMap { fault in
      found.faults[fault].map { Count(Figures.sentence(fault.fullWords), $0) }
    }
    return .counts(
      "faults", "What is to be mended, the gravest first", "Fault", counts, of: found.services,
      limit: rowsMaximum)
  }
}
