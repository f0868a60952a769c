import Records

/// Which services came, went, got worse and were mended since the survey that this one is compared
/// with.
enum ChangeSection {
  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    guard let changed = report.changed, let earlier = report.subject.earlier else { return nil }
    let name = earlier.isEmpty ? "the survey without a label" : earlier
    return ReportDocument.Section(
      id: "changes", heading: "What changed", lead: lead(changed, since: name),
      blocks: changed.lists.compactMap { name, list in
        table(name, list).map { .table($0) }
      })
  }

  private static func lead(_ changed: ChangedServices, since earlier: String) -> String {
    var parts: [String] = []
    if let new = changed.new { parts.append("\(Figures.count(new.count, "service")) new") }
    if let gone = changed.gone { parts.append("\(Figures.grouped(gone.count)) gone") }
    parts.append("\(Figures.grouped(changed.worse.count)) worse")
    parts.append("\(Figures.grouped(changed.mended.count)) better")
    let whole = changed.new == nil ? " Of the services that both surveys found:" : ""
    return "Since \(earlier):\(whole) \(parts.joined(separator: ", ")). Worse and better go by the "
      + "worst thing that is wrong with a service, then by the next."
  }

  private static func table(
    _ name: String, _ list: ChangedServices.List
  ) -> ReportDocument.Table? {
    guard !list.listed.isEmpty else { return nil }
    let isPair = list.listed.contains { $0.before != nil }
    let columns =
      isPair ? ["Service", "Before", "Now", "Software"] : ["Service", "What is wrong", "Software"]
    return ReportDocument.Table(
      id: "changes-\(name)", title: title(name), columns: columns.map { ($0, false) },
      rows: list.listed.map { change in
        let words = ServiceWords(change.now.record)
        let states = [change.before, change.now].compactMap { $0 }.map { service in
          ReportDocument.Table.Cell.text(service.words.isEmpty ? "in order" : service.words)
        }
        return [.name(words.host, rest: words.port)] + states + [.text(words.software)]
      }, count: list.count, rest: "the service records (of a store: ftpscope store export)")
  }

  private static func title(_ name: String) -> String {
    switch name {
    case "new": "New services"
    case "gone": "Services that were not found again, as they were"
    case "worse": "Services that are worse"
    default: "Services that are better"
    }
  }
}
