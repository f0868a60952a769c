import ArgumentParser

/// `ftpscope sensor`: the group; `run` is meant where nothing is said.
struct SensorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensor",
    abstract: "The FTP and FTP/S honeypot, and what it saw.",
    discussion: """
      Without a subcommand it runs: ftpscope sensor --listen 127.0.0.1:2121 --events -. The help \
      of run has all its options.
      """,
    subcommands: [SensorRunCommand.self, SensorTimelineCommand.self],
    defaultSubcommand: SensorRunCommand.self)
}
