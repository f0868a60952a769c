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
    case table, jsonl
  }

  @Option(
    help: "More Recog databases: a file, or a folder of them. May be given more than once.",
    completion: .file())
  var recog: [String] = []

  @Option(help: "table (on a terminal) or jsonl (else).")
  var format: Format?

  @OptionGroup var output: OutputOption

  mutating func validate() throws { try output.check(reads: recog) }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.list() }
  }

  private func list() throws {
    let databases = try Knowledge.fingerprints(recog, strict: false).databases
    let output = try output.open()
    switch format ?? (output.isTerminal ? .table : .jsonl) {
    case .table:
      let view = FingerprintsTerminal(
        databases, width: Terminal.width, colour: output.hasColour)
      try output.write(Array(view.text().utf8))
    case .jsonl:
      for database in databases {
        for fingerprint in database.fingerprints {
          var json = JSONWriter()
          Self.write(fingerprint, of: database, to: &json)
          json.newline()
          try output.write(json.bytes)
        }
      }
    }
    try output.finish()
    let count = databases.reduce(0) { $0 + $1.fingerprints.count }
    tell("fingerprints: \(count), in \(databases.count) databases")
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
