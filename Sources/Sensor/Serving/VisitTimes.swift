/// When a client came and when it was last heard of: milliseconds of the clock that only goes
/// forward.
struct VisitTimes {
  private let began: Int64
  private var lastWord: Int64

  init(began: Int64) {
    self.began = began
    lastWord = began
  }

  /// Notes that something came from the client, or went to it.
  mutating func note(_ uptime: Int64) { lastWord = uptime }

  /// Why the visit is over; nil while it may go on.
  func end(at uptime: Int64, _ limits: SensorLimits) -> EndReason? {
    if uptime - began > Int64(limits.sessionSeconds) * 1000 { return .time }
    if uptime - lastWord > Int64(limits.idleSeconds) * 1000 { return .idle }
    return nil
  }
}
