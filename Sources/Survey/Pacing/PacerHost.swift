/// What the pacer knows of an address as long as it has something to do with it.
struct PacerHost {
  /// Probes at the moment.
  var inFlight = 0
  /// Targets that wait until the address may be probed again.
  var parked = Queue<Target>()
  /// How often in a row it turned us away.
  var level = 0
  /// Whether it is probed one at a time from now on, since it turned us away.
  var isProbedAlone = false
  /// It is left alone until then; nil where it is not.
  var restUntil: Int64?
  /// The ports that answered.
  var answered: Set<UInt16> = []
  /// How many connections in a row it dropped, none of its ports having answered in between.
  var dropped = 0
  /// Whether it has refused again what it had refused: its refusals are those of closed ports.
  var isRefusalSure = false
  /// Whether it is in the queue of hosts that have both a target and a place for it.
  var isReady = false

  /// Whether one more probe may begin.
  func hasPlace(_ perHost: Int) -> Bool { restUntil == nil && inFlight < places(perHost) }

  /// How many probes at a time it bears, as far as is known. That it answers one of them tells
  /// nothing of several.
  func places(_ perHost: Int) -> Int { isProbedAlone ? 1 : perHost }

  /// Whether an end of a probe of it, one of those in flight, tells that it has had enough of us.
  func turnsAway(_ target: Target, _ outcome: ProbeOutcome, _ limits: PacerLimits) -> Bool {
    switch outcome {
    case .answered, .silent: return false
    case .turnedAway: return true
    case .refused:
      if answered.contains(target.port) { return true }
      // Closed, or one too many beside the other probes: another look, alone, tells.
      return !answered.isEmpty && inFlight > 1 && !isRefusalSure && target.attempt == 0
    case .dropped:
      return dropped < (answered.isEmpty ? limits.droppedStrange : limits.droppedKnown)
    }
  }

  /// A probe of it has ended.
  mutating func ended(_ target: Target, _ outcome: ProbeOutcome) {
    switch outcome {
    case .answered:
      // One that had begun before the rest is no answer to it.
      if restUntil == nil { level = 0 }
      dropped = 0
      answered.insert(target.port)
    // Those that were in flight together are dropped together: that is once.
    case .dropped: if restUntil == nil { dropped += 1 }
    case .refused: isRefusalSure = isRefusalSure || target.attempt > 0
    case .silent, .turnedAway: break
    }
  }

  /// Whether nothing need be known of it any more.
  var isIdle: Bool { inFlight == 0 && parked.isEmpty && restUntil == nil }
}
