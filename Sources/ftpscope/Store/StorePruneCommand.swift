import ArgumentParser
import Store

/// `ftpscope store prune`.
struct StorePruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Takes records out of a store for good.",
    discussion: "What is left is counted anew, and the file made smaller.")

  @OptionGroup var argument: StoreArgument

  @OptionGroup var chosen: StoreSelection

  @Flag(help: "Only say how many records would go.")
  var dryRun = false

  mutating func validate() throws {
    if chosen.isEmpty {
      throw ValidationError("Say what to take out: --survey, --record or --before.")
    }
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding {
      let location = command.argument.location
      let store = try StoreWriter.open(location, command.dryRun ? .read : .change)
      defer { store.close() }
      let selection = try command.chosen.selection(of: store)
      if command.dryRun {
        return tell("records that would go: \(try store.count(selection)); none went")
      }
      tell("records gone: \(try store.prune(selection))")
    }
  }
}
