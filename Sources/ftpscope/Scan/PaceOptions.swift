import ArgumentParser

/// How fast a scan goes, and how long it waits.
struct PaceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Connections begun a second at most (default: 500); needed beyond 65,536 addresses.")
  var rate: Double?

  @Option(help: "Probes at a time, all hosts together.")
  var concurrency = 1000

  @Option(help: "Probes of one address at a time.")
  var perHost = 2

  @Option(help: "Seconds that each step may take: a connection, a handshake, a reply.")
  var timeout = 5.0

  mutating func validate() throws {
    if let rate, !(rate > 0) || rate > 10_000_000 {
      throw ValidationError("--rate wants connections a second, more than 0, up to 10000000.")
    }
    if !(1...1_000_000).contains(concurrency) {
      throw ValidationError("--concurrency wants 1 to 1000000.")
    }
    if !(1...1000).contains(perHost) { throw ValidationError("--per-host wants 1 to 1000.") }
    if !(timeout > 0) || timeout > 3600 {
      throw ValidationError("--timeout wants seconds, more than 0 and up to 3600.")
    }
  }

  /// As they are given to a command.
  var arguments: [String] {
    var arguments = [
      "--concurrency", "\(concurrency)", "--per-host", "\(perHost)", "--timeout", "\(timeout)",
    ]
    if let rate { arguments += ["--rate", "\(rate)"] }
    return arguments
  }
}
