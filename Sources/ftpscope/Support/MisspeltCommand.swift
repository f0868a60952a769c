import ArgumentParser
import Bytes

/// A word of the command line that stands where a subcommand ought to, and is none.
enum MisspeltCommand {
  /// What to say of it; nil where the subcommands are as they should be.
  static func message(_ arguments: some Sequence<String>) -> String? {
    var command: any ParsableCommand.Type = Ftpscope.self
    for word in arguments {
      let known = command.configuration.subcommands
      if known.isEmpty || word.hasPrefix("-") || word == "help" { return nil }
      if let next = known.first(where: { $0.configuration.commandName == word }) {
        command = next
        continue
      }
      let names = known.compactMap { $0.configuration.commandName }
      let hint =
        word.nearest(of: names).map { "did you mean '\($0)'?" }
        ?? "there are: \(names.joined(separator: ", "))"
      return "Error: '\(word)' is no command; \(hint)"
    }
    return nil
  }
}
