import ArgumentParser

/// `ftpscope advisories`.
struct AdvisoriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advisories",
    abstract: "The known vulnerabilities of FTP software.",
    subcommands: [AdvisoriesListCommand.self])
}
