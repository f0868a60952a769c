import NIOCore

/// The timers of all probes of a loop. Each waits equally long, so the first to be set is the first
/// to end: a queue does for what a heap would, and a timer that is set anew costs nothing.
struct Deadlines {
  /// A timer that has ended; it counts only where the probe has not set it anew since.
  struct Ended {
    var probe: UInt64
    var generation: UInt32
  }

  private struct Entry {
    var at: NIODeadline
    var probe: UInt64
    var generation: UInt32
  }

  private let length: TimeAmount
  private var entries = Queue<Entry>()

  init(length: Duration) { self.length = TimeAmount(length) }

  /// Sets a probe's timer.
  mutating func set(_ probe: UInt64, _ generation: UInt32, now: NIODeadline) {
    entries.append(Entry(at: now + length, probe: probe, generation: generation))
  }

  /// The next timer that has ended; nil where none has.
  mutating func next(now: NIODeadline) -> Ended? {
    guard let first = entries.first, first.at <= now else { return nil }
    _ = entries.popFirst()
    return Ended(probe: first.probe, generation: first.generation)
  }
}
