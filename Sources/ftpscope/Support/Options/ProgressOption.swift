import ArgumentParser

/// Whether it is shown how far the work is.
struct ProgressOption: ParsableArguments {
  @Flag(
    name: .customLong("progress"),
    help: "Show how far the work is on standard error; on a terminal it is always shown.")
  var isWanted = false

  /// Nil where nobody would see it.
  func begin() -> Progress? { Progress(isWanted: isWanted) }
}
