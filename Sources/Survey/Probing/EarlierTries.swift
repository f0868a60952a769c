import Records

/// What was found at targets that are probed again. A host that turned us away once may do so each
/// time from then on, and what it said before that is still true: of a target's tries, the one
/// stands that tells most.
///
/// Memory is for the targets that wait for another try and had a port open, no others.
struct EarlierTries {
  private var best: [UInt64: Probe.Ending] = [:]

  /// A try has ended, and there will be another.
  mutating func keep(_ ending: Probe.Ending) {
    guard ending.isOpen else { return }
    best[ending.target.position] = better(ending)
  }

  /// The last try of a target has ended: the same, with the record that stands.
  mutating func settle(_ last: Probe.Ending) -> Probe.Ending {
    guard !best.isEmpty else { return last }
    let kept = better(last)
    best[last.target.position] = nil
    var settled = last
    settled.record = kept.record
    settled.isOpen = kept.isOpen
    return settled
  }

  /// What stands of all targets that were to have another try, in their order.
  mutating func takeAll() -> [Probe.Ending] {
    defer { best = [:] }
    return best.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The later one where neither tells more.
  private func better(_ ending: Probe.Ending) -> Probe.Ending {
    guard let earlier = best[ending.target.position], ending.weight < earlier.weight else {
      return ending
    }
    return earlier
  }
}

extension Probe.Ending {
  /// How much a try tells: what comes first counts before all that follows.
  fileprivate var weight: Weight {
    let isGreeted = record.greetingCode.map { $0 < 400 } ?? false
    return Weight(
      parts: [
        record.mode != nil, record.tls != nil, record.loginInClear != .unknown, isGreeted,
        record.foreign != nil,
      ].map { $0 ? 1 : 0 }
        + [record.replies.count + record.repliesInsideTLS.count]
        + [record.greetingCode != nil, isOpen].map { $0 ? 1 : 0 })
  }

  fileprivate struct Weight: Comparable {
    let parts: [Int]

    static func < (left: Weight, right: Weight) -> Bool {
      left.parts.lexicographicallyPrecedes(right.parts)
    }
  }
}
