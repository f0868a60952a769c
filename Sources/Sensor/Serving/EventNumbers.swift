import Synchronization

/// The numbers of a session's events, from 1 on: more than its own connection may give them.
final class EventNumbers: Sendable {
  private let last = Atomic(0)

  func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
