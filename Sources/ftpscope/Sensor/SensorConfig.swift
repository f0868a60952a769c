import ArgumentParser
import Foundation
import Sensor

/// `--config`: options of a file, before those of the command line.
enum SensorConfig {
  /// The command with the file's options, if it names one. Throws `Failure`, with file and line.
  static func completed(_ command: SensorRunCommand) throws -> SensorRunCommand {
    guard let path = command.config else { return command }
    let options = try read(path)
    let given = Array(CommandLine.arguments.drop { $0 != "sensor" }.dropFirst())
    let own = given.first == "run" ? Array(given.dropFirst()) : given
    for option in options {
      if option.name == "config" { throw Failure("\(option.place): a file names no other") }
      try check(option)
    }
    let used = options.filter { option in
      !own.contains { $0 == "--\(option.name)" || $0.hasPrefix("--\(option.name)=") }
    }
    do {
      return try SensorRunCommand.parse(used.flatMap(\.arguments) + own)
    } catch {
      let message = SensorRunCommand.message(for: error)
      // The line that is wrong by itself, else the first that is so behind those before it.
      let line =
        used.first { Self.message(for: $0.arguments) == message }
        ?? used.indices.first { index in
          Self.message(for: used[...index].flatMap(\.arguments)) == message
        }.map { used[$0] }
      throw Failure("\(line?.place ?? path): \(message)")
    }
  }

  /// Throws where an option is not known, or a flag has a value. Whether its value is right is seen
  /// together with the others'.
  private static func check(_ option: SensorConfiguration.Option) throws {
    guard let message = message(for: ["--\(option.name)"]) else {
      if option.arguments.count < 2 { return }
      throw Failure("\(option.place): `\(option.name)` is on or off: write `yes` or `no`")
    }
    // An option that wants a value; a flag that is off needs none.
    if message.hasPrefix("Missing value") { return }
    throw Failure("\(option.place): \(message)")
  }

  /// What is wrong with words of the command line; nil where nothing is.
  private static func message(for words: [String]) -> String? {
    do {
      _ = try SensorRunCommand.parse(words)
      return nil
    } catch {
      return SensorRunCommand.message(for: error)
    }
  }

  private static func read(_ path: String) throws -> [SensorConfiguration.Option] {
    try SensorConfiguration(yaml: try WholeFile.text(path), path: path).options
  }
}
