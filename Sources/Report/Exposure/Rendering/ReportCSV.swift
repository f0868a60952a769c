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
    var rows: [[CSVCell]] = []
    func add(_ section: String, _ what: String, _ answer: String, _ detail: String, _ count: Int) {
      rows.append([
        CSVCell(section), CSVCell(what), CSVCell(answer), CSVCell(detail), CSVCell(count),
      ])
    }
    func add(_ section: String, _ what: String, _ counts: [Count]) {
      for count in counts { add(section, what, count.answer, count.detail, count.number) }
    }
    if let found = report.exposure {
      add("at_a_glance", "services", "", "", found.services)
      add("at_a_glance", "named", "", "", found.named)
      add("at_a_glance", "families", "", "", found.families.count)
      add("discovery", "mode", found.modes)
      add("discovery", "certificate", found.certificates)
      add("discovery", "tls_version", found.tlsVersions)
      add("exposure", "family", found.families)
      for family in found.families {
        for version in found.versions[family.answer] ?? [] {
          add("exposure", "version", family.answer, version.answer, version.number)
        }
      }
      add("exposure", "login_in_clear", found.loginInClear)
      add("exposure", "data_protection", found.dataProtection)
      for fault in ServiceFault.allCases {
        if let count = found.faults[fault] { add("exposure", "fault", fault.rawValue, "", count) }
      }
      for advisory in found.advisories {
        add("exposure", "advisory", advisory.id, advisory.certainty.rawValue, advisory.count)
      }
      for impact in ImpactWords.order {
        for certainty in ServiceAdvisory.Certainty.allCases {
          guard let count = found.impacts[impact]?[certainty] else { continue }
          add("exposure", "impact", impact, certainty.rawValue, count)
        }
      }
    }
    if let places = report.places {
      add("discovery", "country", places.countries)
      add("discovery", "network", places.networks)
      add("discovery", "cloud", places.clouds)
    }
    if let found = report.attackers { rows += Self.attacks(found) }
    if let names = report.names {
      add("attackers", "name_label", names.labels)
      add("attackers", "name_suffix", names.suffixes)
    }
    for day in report.usage?.days ?? [] {
      for kind in UsageCounts.kinds {
        add("usage", "sessions", day.day?.text ?? "", kind.name, kind.count(day.counts))
      }
    }
    let header = "section,what,answer,detail,count\r\n"
    return header
      + rows.map { $0.map(\.text).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func attacks(_ found: AttackFindings) -> [[CSVCell]] {
    var rows: [[CSVCell]] = []
    func add(_ what: String, _ answer: String, _ detail: String, _ count: Int) {
      rows.append([
        CSVCell("attackers"), CSVCell(what), CSVCell(answer), CSVCell(detail), CSVCell(count),
      ])
    }
    func add(_ what: String, _ counts: [Count]) {
      for count in counts { add(what, count.answer, count.detail, count.number) }
    }
    for step in found.days {
      add("day_connections", step.time, "", step.total)
      add("day_sources", step.time, "", step.unique)
      if step.hasGap { add("day_lost", step.time, step.gaps.joined(separator: " "), step.lost) }
    }
    for part in found.listeners {
      add("listener", part.name, part.mode, part.total)
      add("listener_sources", part.name, part.mode, part.unique)
    }
    for part in found.classes {
      add("class", part.name, "", part.total)
      add("class_sources", part.name, "", part.unique)
    }
    add("credential", found.credentials)
    add("command", found.commands)
    add("exploit", found.exploits)
    add("client", found.clients)
    for upload in found.uploads { add("upload", upload.sha256, upload.content, upload.count) }
    add("download", found.downloads)
    add("bounce", found.bounces)
    for gap in found.gaps {
      add("gap", gap.reason, gap.lost, gap.gaps)
      add("lost", gap.reason, gap.lost, gap.count)
    }
    return rows
  }
}
