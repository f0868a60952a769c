import ArgumentParser

/// The command line.
@main
struct Ftpscope: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ftpscope",
    abstract: "Shows an organisation its FTP and FTP/S.",
    discussion: """
      Exit status: 0 done; 1 done, and a --fail-on condition holds; 2 could not do it; \
      64 wrong usage; 130 and 143 after SIGINT and SIGTERM.

      Completions: ftpscope --generate-completion-script bash (or zsh, fish).
      """,
    version: "0.1.0",
    subcommands: [
      LogsCommand.self, ScanCommand.self, IdentifyCommand.self, FingerprintsCommand.self,
      AdvisoriesCommand.self, NamesCommand.self, ReportCommand.self, SurveyCommand.self,
      StoreCommand.self, SensorCommand.self,
    ])
}
