/// What to do, for three readers.
enum AdviceSection {
  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    let advice = report.advice
    let readers = [
      ("For IT and security teams", advice.teams),
      ("For cloud and hosting providers", advice.providers),
      ("For national CERTs", advice.certs),
    ]
    let blocks = readers.filter { !$0.1.isEmpty }.map {
      ReportDocument.Block.advice(reader: $0.0, $0.1)
    }
    guard !blocks.isEmpty else { return nil }
    return ReportDocument.Section(
      id: "advice", heading: "Our advice",
      lead:
        "Made from the findings, what matters most here first; each line with what it rests on.",
      blocks: blocks)
  }
}
