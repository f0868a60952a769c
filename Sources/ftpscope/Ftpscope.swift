import ArgumentParser
import Glibc
import Report

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

  static func main() async {
    StandardStreams.hold()
    // Swift has the arguments from there: without it every command would be none.
    if CommandLine.arguments.isEmpty {
      tell("/proc is not mounted, and the arguments can't be read")
      Glibc.exit(Exit.failed.rawValue)
    }
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else {
        if exitCode(for: error).isSuccess { answer(fullMessage(for: error)) }
        exit(withError: error)
      }
      // Wrong usage, which repeats what it was given.
      let message = fullMessage(for: error)
      let words = MisspeltWord.message(CommandLine.arguments.dropFirst(), insteadOf: message)
      for line in (words ?? message).split(separator: "\n") {
        var shown = EscapedText(line).text + "\n"
        shown.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
      }
      Glibc.exit(ExitCode.validationFailure.rawValue)
    }
  }

  /// Ends with what was asked of the command line itself: help, the version, completions.
  private static func answer(_ text: String) -> Never {
    do {
      let output = try Output(path: nil)
      try output.write(Array((text + "\n").utf8))
      try output.finish()
    } catch {
      tell("\(error)")
      Glibc.exit(Exit.failed.rawValue)
    }
    Glibc.exit(ExitCode.success.rawValue)
  }
}
