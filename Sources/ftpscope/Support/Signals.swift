import Bytes
import Glibc
import Inputs
import Synchronization

/// SIGINT and SIGTERM: the first asks the work to stop and keeps what is finished, the second ends
/// the process at once, unless it comes with the first: `timeout` sends one to the process and one
/// to its group.
enum Signals {
  /// What comes within this time is one request.
  private static let togetherMilliseconds: Int64 = 500

  private static let caught = Atomic<Int32>(0)
  /// When the first came, by a clock that only goes forward; 0 before.
  private static let firstMilliseconds = Atomic<Int64>(0)
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
    // Made here, and not by the handler.
    caught.store(0, ordering: .relaxed)
    firstMilliseconds.store(0, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      // Whoever is interrupted may be about to read its own.
      let reason = errno
      defer { errno = reason }
      let now = uptimeMilliseconds()
      let isFirst = Signals.caught.compareExchange(
        expected: 0, desired: number, ordering: .relaxed
      ).exchanged
      guard isFirst else {
        let first = Signals.firstMilliseconds.load(ordering: .relaxed)
        if first == 0 || now - first < Signals.togetherMilliseconds { return }
        _exit(128 + number)
      }
      Signals.firstMilliseconds.store(now, ordering: .relaxed)
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
