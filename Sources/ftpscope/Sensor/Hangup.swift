import Glibc
import Synchronization

/// SIGHUP: something is to be read or opened anew.
enum Hangup {
  private static let came = Atomic<Bool>(false)

  /// Begins to watch.
  static func watch() {
    // Made here, and not by the handler.
    came.store(false, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      Hangup.came.store(true, ordering: .relaxed)
    }
    sigaction(SIGHUP, &action, nil)
  }

  /// Whether it came since the last call.
  static func take() -> Bool { came.exchange(false, ordering: .relaxed) }
}
