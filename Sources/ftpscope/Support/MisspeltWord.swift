import ArgumentParser
import Bytes
import Foundation

/// A word of the command line that stands where a subcommand or an option ought to, and is none.
/// The parser tells of such an option only where all else is right.
enum MisspeltWord {
  /// What to say, where the parser says `error`; nil where no word is misspelt.
  static func message(_ arguments: some Sequence<String>, insteadOf error: String) -> String? {
    var command: any ParsableCommand.Type = Ftpscope.self
    var words = Array(arguments)[...]
    while let word = words.first, let next = command.subcommand(word) {
      command = next
      words.removeFirst()
    }
    guard let word = words.first, word != "help" else { return nil }
    if !command.names.isEmpty, !word.hasPrefix("-") {
      return "Error: '\(word)' is no command; \(hint(word, command.names))"
    }
    // The parser's own hints are far from what was written.
    guard let usage = error.firstRange(of: "Usage: "),
      let option = unknownOption(words, of: command.configuration.defaultSubcommand ?? command)
    else { return nil }
    return "Error: Unknown option '\(option.name)'.\(option.hint)\n\(error[usage.lowerBound...])"
  }

  private static func hint(_ word: String, _ names: [String]) -> String {
    word.nearest(of: names).map { "did you mean '\($0)'?" }
      ?? "there are: \(names.joined(separator: ", "))"
  }

  private static func unknownOption(
    _ words: some Sequence<String>, of command: any ParsableCommand.Type
  ) -> (name: String, hint: String)? {
    let known = command.options
    if !command.names.isEmpty || known.isEmpty { return nil }
    for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("-") && word.count > 1 {
      let name = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : String(word.prefix(2))
      // A number below zero is a value.
      if known.contains(name) || Int(name) != nil { continue }
      let near = name.hasPrefix("--") ? name.nearest(of: known) : nil
      return (name, near.map { " Did you mean '\($0)'?" } ?? "")
    }
    return nil
  }
}

extension ParsableCommand {
  /// The names of its subcommands.
  fileprivate static var names: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  fileprivate static func subcommand(_ name: String) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first { $0.configuration.commandName == name }
  }

  /// The names of its options, `--format` and `-p`; none where they can't be told.
  fileprivate static var options: [String] {
    let help = try? JSONDecoder().decode(CommandHelp.self, from: Data(_dumpHelp().utf8))
    return (help?.command.arguments ?? []).flatMap { $0.names ?? [] }
      .map { $0.kind == "long" ? "--\($0.name)" : "-\($0.name)" }
  }
}

/// What the parser tells of a command, as far as it is wanted here.
private struct CommandHelp: Decodable {
  struct Command: Decodable {
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    var names: [Name]?
  }

  struct Name: Decodable {
    var kind: String
    var name: String
  }

  var command: Command
}
