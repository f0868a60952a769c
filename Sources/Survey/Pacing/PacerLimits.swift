/// How hard a scan may press.
public struct PacerLimits: Hashable, Sendable {
  /// Connections begun a second, all hosts together; nil for no limit.
  public var rate: Double?
  /// Probes at a time.
  public var concurrency: Int
  /// Probes of one address at a time.
  public var perHost: Int
  /// How long a host is left alone that turns us away for the first time, and the longest.
  var restFirst = Duration.seconds(1)
  /// See `restFirst`.
  var restLongest = Duration.seconds(60)
  /// How often a target is probed at most.
  var attempts = 4
  /// How many connections in a row a host may drop and be asked again after a rest: one that has
  /// answered, and one that has not. Whoever drops more drops all, such as a firewall that accepts
  /// whatever port is asked.
  var droppedKnown = 12
  /// See `droppedKnown`.
  var droppedStrange = 2
  /// How often the rest doubles at most for a host that drops connections: that may be its nature,
  /// and it has not said that it has had enough.
  var droppedDoublings = 3
  /// Targets that may wait for their host at a time; the source is not asked for more.
  var parked = 16_384

  /// Two probes of a host at a time are what even small daemons bear.
  public init(rate: Double?, concurrency: Int, perHost: Int = 2) {
    precondition(concurrency > 0 && perHost > 0, "a scan without probes")
    self.rate = rate
    self.concurrency = concurrency
    self.perHost = perHost
  }
}

extension Duration {
  /// Whole nanoseconds, as many as an `Int64` holds.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, isPast) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    return isPast ? (whole < 0 ? .min : .max) : sum
  }
}
