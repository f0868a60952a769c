import ArgumentParser
import Identification
import Records
import Report

/// `ftpscope fingerprints list`.
struct FingerprintsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists what the fingerprints name, in the order in which they are asked.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  @Option(
    help: "More Recog databases: a file, or a folder of them. May be given more than once.",
    completion: .file())
  var recog: [String] = []

  @Option(help: "table (on a terminal), json, jsonl (else) or csv.")
  var format: Format?

  @OptionGroup var output: OutputOption

  mutating func validate() throws { try output.check(reads: recog) }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.list() }
  }

  private func list() throws {
    let databases = try Knowledge.fingerprints(recog, strict: false).databases
    let all = databases.flatMap { database in
      database.fingerprints.map { (database: database, fingerprint: $0) }
    }
    let output = try output.open()
    switch format ?? (output.isTerminal ? .table : .jsonl) {
    case .table:
      let view = FingerprintsTerminal(
        databases, width: Terminal.width, colour: output.hasColour)
      try output.write(Array(view.text().utf8))
    case .json:
      try output.writeLine { json in
        json.object {
          $0.list("fingerprints", all) { Self.write($1.fingerprint, of: $1.database, to: &$0) }
        }
      }
    case .jsonl:
      for (database, fingerprint) in all {
        try output.writeLine { Self.write(fingerprint, of: database, to: &$0) }
      }
    case .csv:
      let rows = all.map { FingerprintsCSV.row($0.fingerprint, of: $0.database) }
      try output.write(Array((FingerprintsCSV.header + rows.joined()).utf8))
    }
    try output.finish()
    tell("fingerprints: \(all.count), in \(databases.count) databases")
  }

  private static func write(
    _ fingerprint: Fingerprint, of database: FingerprintDatabase, to json: inout JSONWriter
  ) {
    json.object {
      $0.field("database", database.name)
      $0.field("matches", database.matches)
      $0.field("preference", database.preference)
      $0.field("line", fingerprint.line)
      $0.field("names", fingerprint.subject)
      $0.field("description", fingerprint.description)
      $0.field("certainty", fingerprint.certainty)
      $0.field("pattern", fingerprint.pattern)
      $0.object("fields") { fields in
        for parameter in fingerprint.parameters {
          let value = parameter.position > 0 ? "group \(parameter.position)" : parameter.value
          fields.field(named: parameter.name, .text(value))
        }
      }
    }
  }
}
