import ArgumentParser

/// How far back readiness looks.
struct WindowOption: ParsableArguments {
  /// A hundred years.
  private static let daysMaximum = 36_500

  @Option(
    name: .customLong("window"), parsing: .unconditional,
    help: "How many days back, from the last that is told of, readiness looks.")
  var days = 30

  func validate() throws {
    if days < 1 { throw ValidationError("--window wants a number of days, 1 or more.") }
    if days > Self.daysMaximum {
      throw ValidationError("--window wants a number of days, \(Self.daysMaximum) at most.")
    }
  }
}
