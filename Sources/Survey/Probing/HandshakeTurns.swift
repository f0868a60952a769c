/// Which probes may shake hands now: so many at once, the others in the order they came. OpenSSL
/// takes far more memory for a handshake than a probe has otherwise.
struct HandshakeTurns {
  private let maximum: Int
  private var shaking: Set<UInt64> = []
  private var waiting: Set<UInt64> = []
  /// Those that wait, and some that no longer do.
  private var queue = Queue<UInt64>()

  /// `maximum` is 1 or more.
  init(maximum: Int) { self.maximum = max(1, maximum) }

  /// A probe wants its turn. Whether it has it at once; else `next` gives it later.
  mutating func ask(_ probe: UInt64) -> Bool {
    if waiting.isEmpty, shaking.count < maximum {
      shaking.insert(probe)
      return true
    }
    waiting.insert(probe)
    queue.append(probe)
    return false
  }

  /// A probe's handshake has ended, or it waits no longer; nothing where it did neither.
  mutating func end(_ probe: UInt64) {
    shaking.remove(probe)
    waiting.remove(probe)
  }

  /// The next probe whose turn has come; nil where none has.
  mutating func next() -> UInt64? {
    while shaking.count < maximum, let probe = queue.popFirst() {
      guard waiting.remove(probe) != nil else { continue }
      shaking.insert(probe)
      return probe
    }
    return nil
  }
}
