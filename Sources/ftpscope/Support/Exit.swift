import ArgumentParser
import Glibc

/// The exit statuses that scripts rely on.
enum Exit {
  static let conditionHolds = ExitCode(1)
  static let failed = ExitCode(2)

  /// Runs a command's work: what it throws becomes a line on standard error and a status. A reader
  /// of standard output that has gone ends it quietly.
  static func guarding(_ work: () async throws -> Void) async throws {
    Signals.watch()
    do {
      try await work()
    } catch let exit as ExitCode {
      throw exit
    } catch is BrokenPipe {
      return
    } catch {
      tell("\(error)")
      throw failed
    }
    if let status = Signals.exitStatus { throw ExitCode(status) }
  }
}
