import Bytes

/// When to probe which target: the rate, the number of probes at a time, the number of them a host
/// bears, and rest for a host that begins to turn us away.
///
///                        ┌──────────── source
///                        ▼
///          place? ── yes ──▶ in flight ── finished(final) ──▶ gone
///            │ no               ▲  │ finished(turned away)
///            ▼                  │  ▼
///         parked ── ready ──────┘ parked, and the host rests ── rest is over ──▶ ready
///
/// It has no clock: `now` is the time since the scan began, and never goes back. Memory is for the
/// addresses that are in flight, have targets parked, or rest.
struct Pacer<Source: TargetSource> {
  /// What to do.
  enum Decision: Hashable, Sendable {
    /// Begin this probe, and ask again at once.
    case probe(Target)
    /// Let the probe that has waited longest make its further connection, and ask again at once.
    case connect
    /// Ask again at this time, or when a probe has ended or the stream has brought more.
    case waitUntil(Duration)
    /// Ask again when a probe has ended or the stream has brought more.
    case waitForEvent
    /// All is done.
    case finished
  }

  private struct Rest: Comparable {
    var until: Int64
    var address: IPAddress

    static func < (left: Rest, right: Rest) -> Bool { left.until < right.until }
  }

  /// Where targets come from. A stream is fed through this.
  var source: Source
  private let limits: PacerLimits
  private let backOff: BackOff
  private var rate: RateLimit?
  private var hosts: [IPAddress: PacerHost] = [:]
  private var ready = Queue<IPAddress>()
  private var resting = Heap<Rest>()

  /// Probes that wait for leave to make one more connection.
  private var connectionsWanted = 0

  /// Probes at the moment.
  private(set) var inFlight = 0
  /// Targets that wait for their host.
  private(set) var parked = 0
  /// How often a host turned us away.
  private(set) var turnedAway = 0
  /// Addresses about which something is kept.
  var knownHosts: Int { hosts.count }

  /// `seed` decides only how long hosts rest.
  init(source: Source, limits: PacerLimits, seed: UInt64) {
    self.source = source
    self.limits = limits
    backOff = BackOff(seed: seed, limits: limits)
    rate = limits.rate.map { RateLimit(perSecond: $0) }
  }

  /// What to do now. Each `.probe` is to be answered by one `finished`.
  mutating func next(_ now: Duration) -> Decision {
    let now = now.nanoseconds
    endRests(now)
    guard inFlight < limits.concurrency || connectionsWanted > 0 else { return wait() }
    let free = rate?.free(at: now) ?? now
    // Nothing is taken from the source that can't be probed at once.
    guard free <= now else {
      return .waitUntil(.nanoseconds(min(free, resting.first?.until ?? free)))
    }
    // What has begun comes before what has not.
    if connectionsWanted > 0 {
      connectionsWanted -= 1
      rate?.take(at: now)
      return .connect
    }
    if let target = takeReady() { return begin(target, now) }
    while parked < limits.parked {
      switch source.next() {
      case .target(let target):
        let host = hosts[target.address] ?? PacerHost()
        if host.hasPlace(limits.perHost) { return begin(target, now) }
        park(target)
      case .later: return wait()
      case .soon: return .waitUntil(.nanoseconds(now))
      case .end: return inFlight == 0 && parked == 0 ? .finished : wait()
      }
    }
    return wait()
  }

  /// A probe wants to make a connection besides its first: `next` gives a `.connect` for it.
  mutating func wantsConnection() { connectionsWanted += 1 }

  /// What becomes of a target whose probe has ended so: asked before its record is written.
  func disposition(of target: Target, _ outcome: ProbeOutcome) -> Disposition {
    guard target.attempt + 1 < limits.attempts, let host = hosts[target.address] else {
      return .final
    }
    return host.turnsAway(target, outcome, limits) ? .again : .final
  }

  /// A probe has ended, and `disposition` was said of it. Call it only once its record is safe:
  /// then as many targets as may be in flight are all that a crash can repeat.
  mutating func finished(
    _ target: Target, _ outcome: ProbeOutcome, _ disposition: Disposition, _ now: Duration
  ) {
    guard var host = hosts.removeValue(forKey: target.address), host.inFlight > 0 else {
      preconditionFailure("a probe ended that never began")
    }
    let isGivenUp = target.attempt + 1 >= limits.attempts
    let isTurnedAway =
      disposition == .again || isGivenUp && host.turnsAway(target, outcome, limits)
    host.inFlight -= 1
    inFlight -= 1
    host.ended(target, outcome)
    if isTurnedAway {
      turnedAway += 1
      let doublings = outcome == .dropped ? limits.droppedDoublings : .max
      rest(&host, target.address, now.nanoseconds, doublings)
    } else if outcome == .dropped || outcome == .refused && target.attempt > 0 {
      // It is the port that is so, not the host that has had enough.
      host.level = 0
      host.isProbedAlone = false
    }
    hosts[target.address] = host
    if disposition == .again {
      var target = target
      target.attempt += 1
      // What is in doubt is cleared up before the doubt grows.
      park(target, isFirst: outcome == .refused)
    }
    settle(target.address)
  }

  private mutating func begin(_ target: Target, _ now: Int64) -> Decision {
    rate?.take(at: now)
    hosts[target.address, default: PacerHost()].inFlight += 1
    inFlight += 1
    return .probe(target)
  }

  private mutating func park(_ target: Target, isFirst: Bool = false) {
    if isFirst {
      hosts[target.address, default: PacerHost()].parked.prepend(target)
    } else {
      hosts[target.address, default: PacerHost()].parked.append(target)
    }
    parked += 1
  }

  private mutating func rest(
    _ host: inout PacerHost, _ address: IPAddress, _ now: Int64, _ doublings: Int
  ) {
    // Probes that were in flight together are turned away together: that is once.
    guard host.restUntil == nil else { return }
    host.level += 1
    host.isProbedAlone = true
    let level = min(host.level - 1, doublings) + 1
    let until = now.addingSaturated(backOff.rest(address, level: level))
    host.restUntil = until
    resting.insert(Rest(until: until, address: address))
  }

  private mutating func endRests(_ now: Int64) {
    while let rest = resting.first, rest.until <= now {
      _ = resting.popFirst()
      hosts[rest.address]?.restUntil = nil
      settle(rest.address)
    }
  }

  /// Queues a host that has both a target and a place for it, and forgets one that has nothing.
  private mutating func settle(_ address: IPAddress) {
    guard var host = hosts[address] else { return }
    if host.isIdle {
      hosts[address] = nil
    } else if !host.isReady, !host.parked.isEmpty, host.hasPlace(limits.perHost) {
      host.isReady = true
      hosts[address] = host
      ready.append(address)
    }
  }

  private mutating func takeReady() -> Target? {
    while let address = ready.popFirst() {
      hosts[address]?.isReady = false
      guard let host = hosts[address], host.hasPlace(limits.perHost),
        let target = hosts[address]?.parked.popFirst()
      else { continue }
      parked -= 1
      // Another of its targets may have a place too, after the other hosts' turn.
      if host.parked.count > 1, host.inFlight + 1 < host.places(limits.perHost) {
        hosts[address]?.isReady = true
        ready.append(address)
      }
      return target
    }
    return nil
  }

  private func wait() -> Decision {
    guard parked > 0, let rest = resting.first else { return .waitForEvent }
    return .waitUntil(.nanoseconds(rest.until))
  }
}

extension Int64 {
  /// The sum, or the highest number where that is lower.
  func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
