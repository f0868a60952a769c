import Synchronization

/// The numbers of a session's events, where more than its own connection gives them.
final class EventNumbers: Sendable {
  private let last: Atomic<Int>

  init(after number: Int) { last = Atomic(number) }

  func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
