import ArgumentParser

/// `ftpscope fingerprints`.
struct FingerprintsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fingerprints",
    abstract: "The databases by which software is named.",
    subcommands: [FingerprintsListCommand.self, FingerprintsVerifyCommand.self])
}
