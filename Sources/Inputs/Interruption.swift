import Glibc
import Synchronization

/// What ends a wait for input that may never come. A signal is often delivered to another thread
/// than the one that waits, whose read then goes on: so a descriptor tells instead.
public enum Interruption {
  private static let descriptor = Atomic<Int32>(-1)

  /// Names a descriptor that becomes readable when waiting is to end.
  public static func isTold(by descriptor: Int32) {
    Self.descriptor.store(descriptor, ordering: .relaxed)
  }

  /// Waits until there is something to read; false where waiting is to end.
  static func awaitInput(of input: Int32) -> Bool {
    // Of a descriptor below 0 nothing is ever told.
    let teller = descriptor.load(ordering: .relaxed)
    var either = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: teller, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&either, 2, -1) < 0 {
      if errno != EINTR { return true }
    }
    return either[1].revents == 0
  }
}
