import ArgumentParser

/// `ftpscope store`.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Looks after a store of records.",
    discussion: """
      A store is a file of SQLite's. scan, logs, names and identify put records into it with \
      --store FILE, report reads it.
      """,
    subcommands: [
      StoreInfoCommand.self, StoreExportCommand.self, StoreMergeCommand.self,
      StorePruneCommand.self,
    ])
}

/// Which records of a store are meant.
struct StoreSelection: ParsableArguments {
  @Option(help: "Only records of a survey; may be given more than once, '' is those without one.")
  var survey: [String] = []

  @Option(
    help: "Only records of a kind: service, session, event, name. May be given more than once.")
  var record: [RecordKind] = []

  @Option(help: "Only records of before: 2026-10-01, an RFC 3339 time, or 90d, 12h ago.")
  var before: Moment?
}
