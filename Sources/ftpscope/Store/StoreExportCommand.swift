import ArgumentParser
import Bytes
import Report
import Store

/// `ftpscope store export`.
struct StoreExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a store's records, one JSON object a line.")

  @OptionGroup var argument: StoreArgument

  @OptionGroup var chosen: StoreSelection

  @Flag(help: "Read what can be read of a damaged store.")
  var recover = false

  @OptionGroup var output: OutputOption

  mutating func validate() throws {
    if recover, !chosen.isEmpty {
      throw ValidationError("--recover gives all records; choose of them afterwards.")
    }
    try output.check(reads: [], keeps: [argument.location])
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.export() }
  }

  private func export() throws {
    let location = argument.location
    let output = try output.open()
    do {
      if recover {
        let found = try StoreRescue.each(of: location) { line in
          try output.write(Array(line.buffer) + [0x0A])
          return !Signals.isInterrupted
        }
        try output.finish()
        return tell(
          "records read: \(found.read); stretches of the store that could not be: "
            + "\(found.stretches)"
            + (found.broken > 0 ? "; rows without a record: \(found.broken)" : ""))
      }
      let store = try StoreWriter.open(location, .read)
      var count = 0
      try store.each(try chosen.selection(of: store)) { line in
        try output.write(Array(line.buffer) + [0x0A])
        count += 1
        return !Signals.isInterrupted
      }
      try output.finish()
      tell("records written: \(count)")
    } catch {
      if let path = output.leave() { tell("what was read so far is in \(path)") }
      throw error
    }
  }
}
