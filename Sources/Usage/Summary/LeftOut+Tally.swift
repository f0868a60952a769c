import Bytes

extension UsageSummary.LeftOut {
  /// Adds a session.
  mutating func add(_ session: borrowing Session) {
    sessions += 1
    if session.facts.isDated { add(from: session.begins, to: session.begins) }
  }

  /// Adds others.
  mutating func add(_ other: UsageSummary.LeftOut) {
    sessions += other.sessions
    if let from = other.first, let to = other.last { add(from: from, to: to) }
  }

  private mutating func add(from: Timestamp, to: Timestamp) {
    first = min(first ?? from, from)
    last = max(last ?? to, to)
  }
}
