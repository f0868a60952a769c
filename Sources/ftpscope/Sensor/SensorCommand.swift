import ArgumentParser

/// `ftpscope sensor`: the group; `run` is meant where nothing is said.
struct SensorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensor",
    abstract: "The FTP and FTP/S honeypot, and what it saw.",
    subcommands: [SensorRunCommand.self, SensorTimelineCommand.self],
    defaultSubcommand: SensorRunCommand.self)
}
