import ArgumentParser
import Records
import Report
import Store

/// `ftpscope store info`.
struct StoreInfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Says what is in a store.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  @OptionGroup var argument: StoreArgument

  @Option(help: "table (on a terminal), json (else), or the surveys alone as jsonl or csv.")
  var format: Format?

  @OptionGroup var output: OutputOption

  mutating func validate() throws { try output.check(reads: [], keeps: [argument.location]) }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.show() }
  }

  private func show() throws {
    let location = argument.location
    let store = try StoreWriter.open(location, .read)
    let output = try output.open()
    let (surveys, knowledge) = (try store.surveys(), try store.knowledge())
    switch format ?? (output.isTerminal ? .table : .json) {
    case .table:
      let view = StoreTerminal(
        surveys, knowledge, location: location, bytes: store.bytes, width: Terminal.width,
        colour: output.hasColour)
      try output.write(Array(view.text().utf8))
    case .json:
      try output.writeLine { json in
        json.object { json in
          json.field("store", location)
          json.field("schema", SQLiteStore.schemaVersion)
          json.field("bytes", store.bytes)
          json.list("surveys", surveys) { $1.write(to: &$0) }
          json.list("knowledge", knowledge) { json, one in
            json.object {
              $0.field("kind", one.kind)
              $0.field("text", one.text)
            }
          }
        }
      }
    case .jsonl:
      for survey in surveys { try output.writeLine { survey.write(to: &$0) } }
    case .csv:
      let rows = surveys.map { StoredSurveysCSV.rows($0) }
      try output.write(Array((StoredSurveysCSV.header + rows.joined()).utf8))
    }
    try output.finish()
  }
}
