import Records

/// At a glance: a page's first answer, in the shape the field knows.
enum GlanceSection {
  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    ReportDocument.Section(
      id: "glance", heading: "At a glance", lead: "", blocks: [.facts(facts(report))])
  }

  private static func facts(_ report: ExposureReport) -> [(term: String, text: String)] {
    var facts = [(term: "What it is", text: whatItIs(report))]
    if let found = report.exposure {
      facts.append(("How many", howMany(found)))
      if found.services > 0 { facts.append(("In clear", inClear(found))) }
      facts.append(("Vulnerabilities", vulnerabilities(found)))
    }
    let advice = report.advice.foremost
    if !advice.isEmpty {
      facts.append(("Advice", advice.map { "\($0.text) (\($0.evidence).)" }.joined(separator: " ")))
    }
    // Who only watches attackers has no service of their own to replace or to mend.
    if report.exposure != nil || report.usage != nil {
      facts.append(("Alternatives", ReportAdvice.alternatives.joined(separator: "; ") + "."))
    }
    if report.exposure != nil || report.subject.earlier != nil {
      facts.append(("Getting better?", getting(report)))
    }
    return facts
  }

  private static func whatItIs(_ report: ExposureReport) -> String {
    var parts: [String] = []
    if report.exposure != nil { parts.append("FTP and FTP/S services that answer on the network") }
    if report.usage != nil {
      parts.append(
        parts.isEmpty
          ? "who uses FTP and FTP/S, and how, by their servers’ logs"
          : "who uses them, and how, by their servers’ logs")
    }
    if report.names != nil {
      let whose = parts.isEmpty ? "FTP servers" : "them"
      parts.append("the names in the DNS that tell of \(whose)")
    }
    if report.attackers != nil {
      parts.append(
        parts.isEmpty ? "who attacks FTP servers, as sensors saw it" : "who attacks them")
    }
    return parts.isEmpty
      ? "A survey of which there are no records."
      : Figures.sentence(parts.joined(separator: "; ")) + "."
  }

  static func howMany(_ found: ServiceFindings) -> String {
    "\(Figures.count(found.services, "service")) found; \(Figures.grouped(found.named)) named "
      + "(\(Figures.percent(found.named, of: found.services))), in "
      + "\(Figures.count(found.families.count, "family", "families"))."
  }

  private static func inClear(_ found: ServiceFindings) -> String {
    let faults: [ServiceFault] = [.passwordsInClear, .noTLS]
    let deeds = faults.map { fault in
      let count = found.faults[fault, default: 0]
      return "\(Figures.grouped(count)) (\(Figures.percent(count, of: found.services))) "
        + fault.deed(count)
    }
    let unknown = found.number(\.loginInClear, "unknown")
    return "Of \(Figures.count(found.services, "service")) \(deeds.joined(separator: ", "))"
      + (unknown > 0
        ? "; whether \(Figures.grouped(unknown)) more \(unknown == 1 ? "takes" : "take") passwords "
          + "in clear is not known." : ".")
  }

  private static func vulnerabilities(_ found: ServiceFindings) -> String {
    if found.named == 0 { return "No service could be named: nothing can be said." }
    var sentences: [String] = []
    let confirmed = ImpactWords.order.compactMap { impact -> String? in
      guard let count = found.impacts[impact]?[.confirmed], count > 0 else { return nil }
      return "\(ImpactWords.words(impact)) \(Figures.grouped(count))"
    }
    sentences.append(
      confirmed.isEmpty
        ? "None confirmed by its version." : "Confirmed: \(confirmed.joined(separator: ", ")).")
    let open = [ServiceAdvisory.Certainty.conditional, .possible].compactMap {
      certainty -> String? in
      guard let count = found.vulnerable[certainty], count > 0 else { return nil }
      return "\(certainty.rawValue) \(Figures.grouped(count))"
    }
    if !open.isEmpty { sentences.append("Not sure: \(open.joined(separator: ", ")).") }
    if let words = found.exploitedWords {
      sentences.append("With one that is known to be exploited: \(words).")
    }
    return sentences.joined(separator: " ")
  }

  private static func getting(_ report: ExposureReport) -> String {
    guard report.subject.earlier != nil else {
      return "Not known: no earlier survey was given to compare with."
    }
    guard let change = report.change else {
      return "Not known: one of the two surveys has no services."
    }
    let direction = change.direction.map { Figures.sentence($0.rawValue) } ?? "Not known"
    return "\(direction). \(change.why)"
  }
}
