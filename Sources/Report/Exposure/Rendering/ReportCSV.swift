import Bytes
import Records
import Store
import Usage

/// A report's figures as CSV (RFC 4180): one row for each, for a spreadsheet.
public struct ReportCSV: Sendable {
  private let report: ExposureReport

  public init(_ report: ExposureReport) { self.report = report }

  /// The rows, each ended by CRLF: section, what is counted, answer, detail, count.
  public func text() -> String {
    var rows = Rows()
    if let found = report.exposure { Self.services(found, &rows) }
    if let urgent = report.urgent { Self.toMend(urgent, &rows) }
    if let change = report.change { Self.comparison(change, &rows) }
    if let changed = report.changed { Self.changes(changed, &rows) }
    if let places = report.places {
      rows.add("discovery", "country", places.countries)
      rows.add("discovery", "network", places.networks)
      rows.add("discovery", "cloud", places.clouds)
    }
    if let found = report.attackers { Self.attacks(found, &rows) }
    if let names = report.names {
      rows.add("attackers", "names", names.names)
      rows.add("attackers", "name_domains", names.domains)
      rows.add("attackers", "name_label", names.labels)
      rows.add("attackers", "name_suffix", names.suffixes)
      rows.add("attackers", "name_ftps_suffix", names.ftpsSuffixes)
    }
    if let usage = report.usage { Self.usage(usage, &rows) }
    for part in report.parts {
      rows.add("method", "records", part.records, part.kind.rawValue)
    }
    for reading in report.readings {
      rows.add("method", "not_read", reading.malformed, reading.path, reading.problem ?? "")
    }
    if let found = report.exposure {
      rows.add("method", "status", found.statuses)
      rows.add("method", "unnamed", found.services - found.named)
    }
    return rows.text
  }

  /// Rows as they are added.
  private struct Rows {
    private(set) var text = "section,what,answer,detail,count\r\n"

    mutating func add(
      _ section: String, _ what: String, _ count: Int, _ answer: String = "", _ detail: String = ""
    ) {
      let cells = [
        CSVCell(section), CSVCell(what), CSVCell(answer), CSVCell(detail), CSVCell(count),
      ]
      text += CSVCell.row(cells)
    }

    mutating func add(_ section: String, _ what: String, _ counts: [Count]) {
      for count in counts { add(section, what, count.number, count.answer, count.detail) }
    }

    mutating func add(
      _ section: String, _ what: String, _ counts: [ServiceAdvisory.Certainty: Int],
      _ answer: String? = nil
    ) {
      for certainty in ServiceAdvisory.Certainty.allCases {
        guard let count = counts[certainty] else { continue }
        let word = certainty.rawValue
        add(section, what, count, answer ?? word, answer == nil ? "" : word)
      }
    }
  }

  private static func services(_ found: ServiceFindings, _ rows: inout Rows) {
    rows.add("at_a_glance", "services", found.services)
    rows.add("at_a_glance", "named", found.named)
    rows.add("at_a_glance", "families", found.families.count)
    rows.add("at_a_glance", "passwords_in_clear", found.faults[.passwordsInClear, default: 0])
    rows.add("at_a_glance", "vulnerable", found.vulnerable)
    rows.add("at_a_glance", "known_exploited", found.exploited)
    rows.add("discovery", "mode", found.modes)
    rows.add("discovery", "certificate", found.certificates)
    rows.add("discovery", "tls_version", found.tlsVersions)
    rows.add("exposure", "family", found.families)
    for family in found.families {
      for version in found.versions[family.answer] ?? [] {
        rows.add("exposure", "version", version.number, family.answer, version.answer)
      }
    }
    rows.add("exposure", "end_of_life", found.endOfLife.count)
    rows.add("exposure", "end_of_life_judged", found.endOfLife.judged)
    rows.add("exposure", "login_in_clear", found.loginInClear)
    rows.add("exposure", "data_protection", found.dataProtection)
    for fault in ServiceFault.allCases {
      if let count = found.faults[fault] { rows.add("exposure", "fault", count, fault.rawValue) }
    }
    for advisory in found.advisories {
      rows.add(
        "exposure", "advisory", advisory.count, advisory.id, advisory.certainty.rawValue)
    }
    rows.add("exposure", "exploited_advisory", found.exploitedAdvisories)
    for impact in ImpactWords.order {
      if let counts = found.impacts[impact] { rows.add("exposure", "impact", counts, impact) }
    }
  }

  private static func toMend(_ urgent: UrgentServices, _ rows: inout Rows) {
    rows.add("exposure", "to_mend", urgent.count)
    for service in urgent.listed {
      rows.add("exposure", "service_to_mend", 1, ServiceWords(service.record).place, service.words)
    }
  }

  private static func comparison(_ change: SurveyChange, _ rows: inout Rows) {
    if let direction = change.direction {
      rows.add("at_a_glance", "getting", 1, direction.rawValue)
    }
    rows.add("at_a_glance", "services_before", change.servicesBefore)
    rows.add("at_a_glance", "in_both", change.shared)
    for part in change.parts {
      rows.add("at_a_glance", "share", part.before, part.words, "before")
      rows.add("at_a_glance", "share", part.now, part.words, "now")
    }
  }

  private static func changes(_ changed: ChangedServices, _ rows: inout Rows) {
    for (name, list) in changed.lists {
      rows.add("changes", name, list.count)
      for change in list.listed {
        let place = ServiceWords(change.now.record).place
        if let before = change.before {
          rows.add("changes", "service_\(name)_before", 1, place, before.words)
        }
        rows.add("changes", "service_\(name)", 1, place, change.now.words)
      }
    }
  }

  private static func attacks(_ found: AttackFindings, _ rows: inout Rows) {
    func add(_ what: String, _ count: Int, _ answer: String = "", _ detail: String = "") {
      rows.add("attackers", what, count, answer, detail)
    }
    add("connections", found.connections)
    add("sources", found.sources)
    add("sessions", found.sessions)
    for (name, steps) in [("hour", found.hours), ("day", found.days)] {
      for step in steps {
        add("\(name)_connections", step.total, step.time)
        add("\(name)_sources", step.unique, step.time)
        if step.hasGap {
          add("\(name)_lost", step.lost, step.time, step.gaps.joined(separator: " "))
        }
      }
    }
    for grouping in AttackGrouping.allCases {
      for part in found.parts(by: grouping) {
        add(grouping.rawValue, part.total, part.name, part.mode)
        add("\(grouping.rawValue)_sources", part.unique, part.name, part.mode)
      }
    }
    rows.add("attackers", "credential", found.credentials)
    rows.add("attackers", "command", found.commands)
    rows.add("attackers", "exploit", found.exploits)
    rows.add("attackers", "client", found.clients)
    for upload in found.uploads { add("upload", upload.count, upload.sha256, upload.content) }
    rows.add("attackers", "download", found.downloads)
    rows.add("attackers", "bounce", found.bounces)
    for gap in found.gaps {
      add("gap", gap.gaps, gap.reason, gap.lost)
      if let count = gap.count { add("lost", count, gap.reason, gap.lost) }
    }
  }

  private static func usage(_ usage: UsageSummary, _ rows: inout Rows) {
    for day in usage.days {
      for (what, name, count) in figures(day.counts) {
        rows.add("usage", what, count, day.day?.text ?? "", name)
      }
    }
    let readiness = usage.readiness
    for (what, count) in [
      ("future_sessions", readiness.futureSessions),
      ("locked_out_users", readiness.lockedOutUsers),
      ("locked_out_clients", readiness.lockedOutClients),
      ("locked_out_sessions", readiness.lockedOutSessions),
      ("unjudged_sessions", readiness.unjudgedSessions),
      ("login_users", readiness.loginUsers), ("clear_users", readiness.clearUsers),
    ] {
      rows.add("usage", what, count)
    }
    for (what, parties) in [
      ("locked_out_user", readiness.users), ("locked_out_client", readiness.clients),
    ] {
      for party in parties { rows.add("usage", what, party.sessions, party.name) }
    }
    for refused in readiness.refused {
      rows.add(
        "usage", refused.wantedTLS ? "refused_tls" : "refused_clear", refused.sessions,
        RefusalReasons.name(refused),
        "\(RefusalReasons.answer(refused.verb, refused.code)): \(refused.reason)")
    }
  }

  /// What is counted of a day: of sessions, logins and transfers.
  private static func figures(
    _ counts: UsageCounts
  ) -> [(what: String, name: String, count: Int)] {
    UsageCounts.kinds.map { ("sessions", $0.name, $0.count(counts)) } + [
      ("sessions", "none", counts.none), ("uncertain", "", counts.uncertain),
      ("logins", "clear", counts.clearLogins), ("logins", "protected", counts.protectedLogins),
      ("transfers", "clear", counts.transfers.clear),
      ("transfers", "private", counts.transfers.private),
      ("transfers", "unknown", counts.transfers.unknown),
    ]
  }
}
