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
