import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks the work to stop and keeps what is finished, the second ends
/// the process at once.
enum Signals {
  private static let caught = Atomic<Int32>(0)

  /// Begins to watch for signals. Writing into a closed pipe becomes an error that the writer sees.
  static func watch() {
    signal(SIGPIPE, SIG_IGN)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let before = Signals.caught.exchange(number, ordering: .relaxed)
      if before != 0 { _exit(128 + number) }
    }
    // Without SA_RESTART, so that a wait for input ends.
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
  }

  /// Whether to stop.
  static var isInterrupted: Bool { caught.load(ordering: .relaxed) != 0 }

  /// The exit status that the signal asks for; nil where none came.
  static var exitStatus: Int32? {
    let number = caught.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }
}
