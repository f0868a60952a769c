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
    var words: [String] = []
    for option in options {
      if option.name == "config" { throw Failure("\(option.place): a file names no other") }
      do {
        _ = try SensorRunCommand.parse(
          option.arguments.isEmpty ? ["--\(option.name)"] : option.arguments)
      } catch {
        // A flag that is off needs no value; what it is called has been seen to.
        let message = SensorRunCommand.message(for: error)
        let isOff = option.arguments.isEmpty && message.hasPrefix("Missing value")
        if isOff { continue }
        let isFlag = (try? SensorRunCommand.parse(["--\(option.name)"])) != nil
        throw Failure(
          "\(option.place): "
            + (isFlag ? "`\(option.name)` is on or off: write `yes` or `no`" : message))
      }
      let isGiven = own.contains { $0 == "--\(option.name)" || $0.hasPrefix("--\(option.name)=") }
      if !isGiven { words += option.arguments }
    }
    do {
      return try SensorRunCommand.parse(words + own)
    } catch {
      throw Failure("\(path): \(SensorRunCommand.message(for: error))")
    }
  }

  private static func read(_ path: String) throws -> [SensorConfiguration.Option] {
    try SensorConfiguration(yaml: try WholeFile.text(path), path: path).options
  }
}
