import ArgumentParser
import CProcessors
import Glibc

/// How many processors are used.
struct ThreadsOption: ParsableArguments {
  @Option(
    name: .customLong("threads"), help: "Processors to use at most (default: all).")
  var maximum: Int?

  /// More processors than any machine has; each thread takes memory.
  private static let range = 1...1024

  func validate() throws {
    if let maximum, !Self.range.contains(maximum) {
      throw ValidationError("--threads wants 1 to 1024.")
    }
  }

  /// How many threads do the work, where each takes its share.
  var count: Int { maximum ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Keeps a command to so many processors that does its work on one thread, while others help.
  func bound() {
    if let maximum { processors_keep(CInt(clamping: maximum)) }
  }
}
