/// What the pacer knows of an address as long as it has something to do with it.
struct PacerHost {
  /// Probes at the moment.
  var inFlight = 0
  /// Targets that wait until the address may be probed again.
  var parked = Queue<Target>()
  /// How often in a row it turned us away.
  var level = 0
  /// It is left alone until then; nil where it is not.
  var restUntil: Int64?
  /// The ports that answered.
  var answered: Set<UInt16> = []
  /// Whether it is in the queue of hosts that have both a target and a place for it.
  var isReady = false

  /// Whether one more probe may begin. A host that turned us away is probed one at a time until
  /// it answers.
  func hasPlace(_ perHost: Int) -> Bool {
    restUntil == nil && inFlight < (level == 0 ? perHost : 1)
  }

  /// Whether nothing need be known of it any more.
  var isIdle: Bool { inFlight == 0 && parked.isEmpty && restUntil == nil }
}
