import Bytes

@testable import Survey

/// A scan in virtual time: probes last as long, and end as, a closure says.
struct VirtualScan<Source: TargetSource> {
  var pacer: Pacer<Source>
  /// The driver looks at least this often.
  var tick = Duration.milliseconds(10)
  var now = Duration.zero
  var begun: [(target: Target, at: Duration)] = []
  /// When further connections were made.
  var connected: [Duration] = []
  /// How many further connections each probe makes, at its beginning.
  var further = 0
  var finished: [(target: Target, outcome: ProbeOutcome)] = []
  var mostAtATime = 0
  var mostOfAHost = 0
  private var ends: [(target: Target, at: Duration, outcome: ProbeOutcome)] = []

  init(_ pacer: Pacer<Source>) { self.pacer = pacer }

  /// Runs to the end, or for a time. False where nothing was left to wait for.
  mutating func run(
    until limit: Duration = .seconds(1_000_000),
    probe: (Target, Duration) -> (ProbeOutcome, lasts: Duration)
  ) -> Bool {
    while now < limit {
      endProbes()
      switch pacer.next(now) {
      case .probe(let target):
        begun.append((target, now))
        for _ in 0..<further { pacer.wantsConnection() }
        let (outcome, lasts) = probe(target, now)
        ends.append((target, now + lasts, outcome))
        mostAtATime = max(mostAtATime, ends.count)
        mostOfAHost = max(mostOfAHost, ends.count { $0.target.address == target.address })
      case .connect: connected.append(now)
      case .waitUntil(let time):
        guard time > now else { return false }
        now = min(time, ends.map(\.at).min() ?? time)
      case .waitForEvent:
        guard let time = ends.map(\.at).min() else { return false }
        now = max(now, time)
      case .finished: return true
      }
    }
    return true
  }

  private mutating func endProbes() {
    for end in ends where end.at <= now {
      let disposition = pacer.disposition(of: end.target, end.outcome)
      pacer.finished(end.target, end.outcome, disposition, now)
      if disposition == .final {
        finished.append((end.target, end.outcome))
      }
    }
    ends.removeAll { $0.at <= now }
  }
}

/// Targets from an array.
struct ListedTargets: TargetSource {
  var targets: [Target]
  private var index = 0

  init(_ targets: [Target]) { self.targets = targets }

  mutating func next() -> TargetSupply {
    guard index < targets.count else { return .end }
    defer { index += 1 }
    return .target(targets[index])
  }
}
