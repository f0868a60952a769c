import Glibc
import Inputs
import Synchronization

/// SIGINT and SIGTERM: the first asks the work to stop and keeps what is finished, the second ends
/// the process at once.
enum Signals {
  private static let caught = Atomic<Int32>(0)
  /// The end of a pipe that is written to when a signal comes.
  private static let teller = Atomic<Int32>(-1)

  /// Begins to watch for signals. Writing into a closed pipe, or beyond the size that a file may
  /// have (`ulimit -f`), becomes an error that the writer sees.
  static func watch() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      teller.store(ends[1], ordering: .relaxed)
      Interruption.isTold(by: ends[0])
    }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let before = Signals.caught.exchange(number, ordering: .relaxed)
      if before != 0 { _exit(128 + number) }
      var byte: UInt8 = 0
      write(Signals.teller.load(ordering: .relaxed), &byte, 1)
    }
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
