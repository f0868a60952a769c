/// When a client came and when it was last heard of: milliseconds of the clock that only goes
/// forward.
struct VisitTimes {
  private let began: Int64
  private var lastWord: Int64
  /// Milliseconds of silence, and of a visit.
  private let silence: Int64
  private let length: Int64

  /// `idleSeconds`: the persona's, which the sensor's own come before.
  init(began: Int64, _ limits: SensorLimits, idleSeconds: Int? = nil) {
    self.began = began
    lastWord = began
    let idle = limits.idleSeconds ?? idleSeconds ?? SensorLimits.usualIdleSeconds
    silence = Int64(idle) * 1000
    length = Int64(limits.sessionSeconds) * 1000
  }

  /// Notes that something came from the client, or went to it.
  mutating func note(_ uptime: Int64) { lastWord = uptime }

  /// Why the visit is over; nil while it may go on.
  func end(at uptime: Int64) -> EndReason? {
    if uptime - began > length { return .time }
    if uptime - lastWord > silence { return .idle }
    return nil
  }
}
