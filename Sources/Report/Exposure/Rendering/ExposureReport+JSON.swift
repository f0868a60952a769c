import Advisories
import Bytes
import Records
import Store
import Usage

extension ExposureReport {
  /// Writes the report as one JSON object; docs/schema/report.json says it for machines.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("title", subject.title)
      json.field("survey", subject.survey.isEmpty ? nil : subject.survey)
      json.field("compared_with", subject.earlier)
      json.field("generated", subject.generated)
      json.object("knowledge") { json in
        json.field("advisories", known("advisories"))
        json.field("known_exploited", known("known_exploited"))
        json.field("geo", known("geo"))
        json.field("suffixes", known("suffixes"))
        json.field("end_of_life", EndOfLife.knowledge)
      }
      json.object("at_a_glance") { glance(&$0) }
      json.object("discovery") { discovery(&$0) }
      json.object("exposure") { exposed(&$0) }
      json.object("attackers") { attacked(&$0) }
      json.object("usage") { used(&$0) }
      json.object("advice") { json in
        json.field("teams", advice.teams)
        json.field("providers", advice.providers)
        json.field("certs", advice.certs)
      }
      json.object("method") { method(&$0) }
    }
  }

  private func known(_ kind: String) -> String? {
    let texts = knowledge.filter { $0.kind == kind }.map(\.text)
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  }

  // MARK: Sections

  private func glance(_ json: inout JSONWriter) {
    json.field("services", exposure?.services ?? 0)
    json.field("named", exposure?.named ?? 0)
    json.field("named_percent", exposure.flatMap { Self.percent($0.named, of: $0.services) })
    json.field("families", exposure?.families.count ?? 0)
    json.field("passwords_in_clear", exposure?.faults[.passwordsInClear] ?? 0)
    json.object("vulnerable") { json in
      json.write(exposure?.vulnerable ?? [:])
      json.object("by_impact") { json in
        for impact in ImpactWords.order {
          guard let counts = exposure?.impacts[impact] else { continue }
          json.object(named: impact) { $0.write(counts) }
        }
      }
      json.object("known_exploited") { $0.write(exposure?.exploited ?? [:]) }
    }
    json.field("advice", advice.foremost)
    json.field("alternatives", ReportAdvice.alternatives)
    json.field("getting", change?.direction?.rawValue)
    json.field("getting_why", change?.why)
    guard let change else { return json.field("compared", nil as String?) }
    json.object("compared") { json in
      json.field("services_before", change.servicesBefore)
      json.field("services_now", exposure?.services ?? 0)
      json.field("in_both", change.shared)
      json.field("basis", change.basis?.rawValue)
      json.list("shares", change.parts) { json, part in
        json.object {
          $0.field("what", part.words)
          $0.field("before", part.before)
          $0.field("of_before", part.servicesBefore)
          $0.field("now", part.now)
          $0.field("of_now", part.servicesNow)
        }
      }
    }
  }

  /// A share in whole percent; nil of nothing.
  private static func percent(_ part: Int, of whole: Int) -> Int? {
    whole == 0 ? nil : Int((Double(part) / Double(whole) * 100).rounded())
  }

  private func discovery(_ json: inout JSONWriter) {
    json.object("modes") { json in
      for mode in ["implicit", "explicit", "clear"] {
        json.field(named: mode, exposure?.number(\.modes, mode) ?? 0)
      }
      json.field("unknown", exposure?.number(\.modes, "") ?? 0)
    }
    json.counts("countries", "country", places?.countries ?? [])
    json.list("networks", places?.networks ?? []) { json, count in
      json.object {
        $0.field("asn", Int(count.answer.dropFirst(2)))
        $0.field("network", count.detail.isEmpty ? nil : count.detail)
        $0.field("count", count.number)
      }
    }
    json.counts("clouds", "cloud", places?.clouds ?? [])
    json.object("certificates") { json in
      json.field("shown", exposure?.number(\.certificates, "shown") ?? 0)
      json.field("valid", exposure?.number(\.certificates, "sound") ?? 0)
      json.field("at_fault", exposure?.number(\.certificates, "at_fault") ?? 0)
      for fault in ServiceFault.allCases where fault.isOfCertificate {
        json.field(named: fault.nameAmongCertificates, exposure?.faults[fault] ?? 0)
      }
    }
    json.counts("tls_versions", "version", exposure?.tlsVersions ?? [])
  }

  private func exposed(_ json: inout JSONWriter) {
    json.object("to_mend") { toMend(&$0) }
    json.object("changes") { changes(&$0) }
    json.counts("families", "family", exposure?.families ?? [])
    json.object("versions") { json in
      for family in exposure?.families ?? [] {
        json.field(
          named: family.answer,
          .list(
            (exposure?.versions[family.answer] ?? []).map { version in
              .object([
                .init("version", version.answer.isEmpty ? .null : .text(version.answer)),
                .init("count", .number("\(version.number)")),
              ])
            }))
      }
    }
    json.object("end_of_life") { json in
      json.field("count", exposure?.endOfLife.count ?? 0)
      json.field("judged", exposure?.endOfLife.judged ?? 0)
    }
    json.list("advisories", exposure?.advisories ?? []) { json, advisory in
      json.object {
        $0.field("id", advisory.id)
        $0.field("count", advisory.count)
        $0.field("certainty", advisory.certainty.rawValue)
        $0.field("impact", advisory.impact)
        $0.field("known_exploited", advisory.isKnownExploited)
      }
    }
    json.object("login_in_clear") { json in
      for word in ServiceRecord.LoginInClear.allCases {
        json.field(named: word.rawValue, exposure?.number(\.loginInClear, word.rawValue) ?? 0)
      }
    }
    json.object("data_protection") { json in
      for word in ServiceRecord.DataProtection.allCases {
        json.field(named: word.rawValue, exposure?.number(\.dataProtection, word.rawValue) ?? 0)
      }
    }
    json.object("faults") { json in
      for fault in ServiceFault.allCases {
        json.field(named: fault.rawValue, exposure?.faults[fault] ?? 0)
      }
    }
  }

  private func toMend(_ json: inout JSONWriter) {
    json.field("count", urgent?.count ?? 0)
    json.list("services", urgent?.listed ?? []) { json, service in
      json.object { service.write(to: &$0) }
    }
  }

  /// Lists that there are none of are null: what was not compared is not nothing.
  private func changes(_ json: inout JSONWriter) {
    let lists = Dictionary(uniqueKeysWithValues: changed?.lists ?? [])
    for name in ["new", "gone", "worse", "mended"] {
      guard let list = lists[name] else {
        json.field(named: name, .null)
        continue
      }
      json.object(named: name) { json in
        json.field("count", list.count)
        json.list("services", list.listed) { json, change in
          json.object {
            change.now.write(to: &$0)
            $0.field("faults_before", texts: change.before?.faults.map(\.rawValue))
          }
        }
      }
    }
  }

  private func attacked(_ json: inout JSONWriter) {
    json.object("totals") { attackers.writeTotals(to: &$0) }
    json.object("series") { json in
      json.steps("hour", attackers?.hours ?? [], withGaps: true)
      json.steps("day", attackers?.days ?? [], withGaps: true)
    }
    for grouping in AttackGrouping.allCases {
      json.list(grouping.list, attackers?.parts(by: grouping) ?? []) { json, part in
        json.object {
          part.write(to: &$0, as: grouping.key)
          $0.steps("days", part.days)
        }
      }
    }
    attackers.writeLists(to: &json)
    json.object("names") { json in
      json.field("names", names?.names ?? 0)
      json.field("domains", names?.domains ?? 0)
      json.counts("labels", "label", names?.labels ?? [])
      json.counts("suffixes", "suffix", names?.suffixes ?? [])
      json.counts("ftps_suffixes", "suffix", names?.ftpsSuffixes ?? [])
    }
  }

  private func used(_ json: inout JSONWriter) {
    let usage = usage ?? UsageSummary()
    json.object("totals") { usage.totals.write(to: &$0) }
    json.list("days", usage.days) { json, day in
      json.object {
        $0.field("day", day.day?.text)
        day.counts.write(to: &$0)
      }
    }
    json.object("readiness") { usage.writeReadiness(to: &$0, last: .day) }
  }

  private func method(_ json: inout JSONWriter) {
    json.field("records", parts)
    json.object("statuses") { json in
      for status in exposure?.statuses ?? [] { json.field(named: status.answer, status.number) }
    }
    json.list("not_read", readings) { json, reading in
      json.object {
        $0.field("record", reading.kind?.rawValue)
        $0.field("path", reading.path)
        $0.field("lines", reading.lines)
        $0.field("malformed", reading.malformed)
        $0.field("problem", reading.problem)
      }
    }
    json.field("unnamed", exposure.map { $0.services - $0.named } ?? 0)
  }
}

extension UrgentServices.Service {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("ip", record.ip)
    json.field("port", record.port)
    json.field("hostname", record.hostname)
    json.field("faults", faults.map(\.rawValue))
    json.list("advisories", confirmed) { json, advisory in
      json.object { advisory.write(to: &$0) }
    }
    json.field("product", record.product?.product)
    json.field("version", record.product?.version)
  }
}

extension JSONWriter {
  fileprivate mutating func field(_ key: StaticString, _ lines: [ReportAdvice.Line]) {
    list(key, lines) { json, line in
      json.object {
        $0.field("text", line.text)
        $0.field("evidence", line.evidence)
        $0.field("settings", line.settings)
      }
    }
  }

  fileprivate mutating func write(_ counts: [ServiceAdvisory.Certainty: Int]) {
    for certainty in ServiceAdvisory.Certainty.allCases {
      field(named: certainty.rawValue, counts[certainty, default: 0])
    }
  }
}
