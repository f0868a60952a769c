import Advisories
import Records
import Store

/// How it was made, and what is not in it.
enum MethodSection {
  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    var facts = report.parts.map { part -> (term: String, text: String) in
      var text = Figures.count(part.records, "record")
      if let first = part.first, let last = part.last {
        text += ", \(first.minuteText) to \(last.minuteText) UTC"
      }
      let kind = Figures.sentence(part.kind.rawValue)
      return ("\(kind) records", "\(text). \(asked(part.kind, report))")
    }
    let missing = Record.Kind.allCases.filter { kind in !report.parts.contains { $0.kind == kind } }
    if !missing.isEmpty {
      facts.append(
        ("Not there", "There are no \(missing.map(\.rawValue).joined(separator: ", ")) records."))
    }
    let notRead = notRead(report.readings)
    if !notRead.isEmpty { facts.append(("Not read", notRead)) }
    facts.append(("Left out", leftOut(report)))
    let known = report.knowledge.map { "\(words($0.kind)): \($0.text)" }
    facts.append(
      (
        "Knowledge",
        (known + ["maintained versions: \(EndOfLife.knowledge)"]).joined(separator: "; ") + "."
      ))
    return ReportDocument.Section(
      id: "method", heading: "Method",
      lead: "What was asked, what was left out, and of when it is.",
      blocks: [.facts(facts)])
  }

  private static func asked(_ kind: Record.Kind, _ report: ExposureReport) -> String {
    switch kind {
    case .service:
      "Each address and port was asked for its greeting, FEAT and SYST, USER before TLS with a "
        + "name that can’t exist, AUTH, a TLS handshake, PBSZ and PROT; never for a password. Of "
        + "several records of one address and port the latest counts; of several names the worst."
    case .session:
      "Read from servers’ logs: AUTH, PBSZ and PROT seen and succeeding on a port other than 990 "
        + "is explicit FTPS, port 990 is implicit. Readiness looks at the last "
        + "\(report.subject.windowDays) days."
    case .event:
      "Seen by sensors: a connection counts once in the raw figure, a source once an hour."
    case .name:
      "Names in DNS data with a label that says FTP, below a registered domain, each once."
    }
  }

  /// Inputs that are named.
  private static let namesMaximum = 5

  /// What of the inputs is not in the records; empty where all of it is.
  private static func notRead(_ readings: [StoredReading]) -> String {
    var parts: [String] = []
    let malformed = readings.reduce(0) { $0 + $1.malformed }
    if malformed > 0 {
      parts.append("\(Figures.count(malformed, "line")) could not be understood")
    }
    let unread = readings.count(where: \.isUnread)
    if unread > 0 {
      parts.append("\(Figures.count(unread, "file")) could not be read, or not to the end")
    }
    guard !parts.isEmpty else { return "" }
    let worst = readings.sorted {
      ($0.isUnread ? 0 : 1, -$0.malformed, $0.path) < ($1.isUnread ? 0 : 1, -$1.malformed, $1.path)
    }
    let names = worst.prefix(namesMaximum).map { reading in
      reading.isUnread
        ? "\(reading.path) (\(reading.problem ?? "not to the end"))"
        : "\(reading.path) (\(Figures.count(reading.malformed, "line")))"
    }
    let left = worst.count - names.count
    return Figures.sentence(parts.joined(separator: "; ")) + ": "
      + names.joined(separator: ", ") + (left > 0 ? " and \(Figures.grouped(left)) more" : "")
      + "."
  }

  private static func leftOut(_ report: ExposureReport) -> String {
    var parts: [String] = []
    if let found = report.exposure {
      let others = found.statuses.reduce(0) { $0 + $1.number } - found.services
      parts.append(
        "in no figure, since they are no FTP service’s: \(Figures.count(others, "record"))")
      let unnamed = found.services - found.named
      parts.append(
        "in no family, since they could not be named: \(Figures.count(unnamed, "service"))")
      if let places = report.places {
        let placed = places.countries.reduce(0) { $0 + $1.number }
        parts.append(
          "in no country that is known: "
            + Figures.count(max(0, found.services - placed), "service"))
      }
    }
    parts.append("what an advisory says is judged by versions, not tried")
    return Figures.sentence(parts.joined(separator: "; ")) + "."
  }

  private static func words(_ kind: String) -> String {
    switch kind {
    case "advisories": "advisories of"
    case "known_exploited": "known exploited of"
    case "geo": "places from"
    case "suffixes": "public suffixes of"
    default: kind
    }
  }
}
