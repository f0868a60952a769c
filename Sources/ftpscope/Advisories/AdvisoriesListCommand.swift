import Advisories
import ArgumentParser
import Identification
import Records
import Report

/// `ftpscope advisories list`.
struct AdvisoriesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the known vulnerabilities of FTP software.",
    discussion: """
      The program's own catalogue, with what NVD's feeds and CISA's catalogue add to it. Filters \
      may be combined.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  @Option(help: "Of a product: proftpd, \"WS_FTP Server\", or vendor:product as in CPE names.")
  var product: String?

  @Option(
    help: "Of an impact: \(Advisory.Impact.allCases.map(\.rawValue).joined(separator: ", ")).")
  var impact: Advisory.Impact?

  @Option(help: "Of the year in the CVE's number.")
  var year: Int?

  @Option(
    help: "NVD's records of vulnerabilities (JSON 2.0). May be given more than once.",
    completion: .file())
  var nvd: [String] = []

  @Option(help: "CISA's catalogue of known exploited vulnerabilities (JSON).", completion: .file())
  var kev: String?

  @Option(help: "table (on a terminal), json, jsonl (else) or csv.")
  var format: Format?

  @OptionGroup var output: OutputOption

  mutating func validate() throws { try output.check(reads: nvd + [kev].compactMap { $0 }) }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.list() }
  }

  private func list() throws {
    let catalogue = try Knowledge.advisories(nvd: nvd, kev: kev, .embedded())
    if let product, catalogue.filtered(product: product).isEmpty {
      tell("no vulnerability of a product \(product) is known")
    }
    let advisories = catalogue.filtered(product: product, impact: impact, year: year)
      .sorted {
        ($0.family.lowercased(), $1.year ?? 0, $0.id) < (
          $1.family.lowercased(), $0.year ?? 0, $1.id
        )
      }
    let output = try output.open()
    switch format ?? (output.isTerminal ? .table : .jsonl) {
    case .table:
      let view = AdvisoriesTerminal(
        advisories, knowledge: catalogue.knowledge, exploited: catalogue.exploitedKnowledge,
        width: Terminal.width,
        colour: output.hasColour)
      try output.write(Array(view.text().utf8))
    case .json:
      var json = JSONWriter()
      json.object {
        $0.field("knowledge", catalogue.knowledge)
        $0.field("known_exploited", catalogue.exploitedKnowledge)
        $0.list("advisories", advisories) { $1.write(to: &$0) }
      }
      json.newline()
      try output.write(json.bytes)
    case .jsonl:
      for advisory in advisories {
        var json = JSONWriter()
        advisory.write(to: &json)
        json.newline()
        try output.write(json.bytes)
      }
    case .csv:
      let rows = [AdvisoriesCSV.header] + advisories.map { AdvisoriesCSV.row($0) }
      try output.write(Array(rows.joined().utf8))
    }
    try output.finish()
  }
}

extension Advisory.Impact: ExpressibleByArgument {}
