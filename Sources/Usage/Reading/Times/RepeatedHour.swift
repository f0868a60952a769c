import Bytes

/// The hour that comes twice where summer time ends, in logs of local times: `LogZone` takes each
/// of its times for one of the first, and by a step back among them it shows that the second has
/// begun.
struct RepeatedHour: Sendable {
  /// Servers write lines out of order by less.
  private static let stepMilliseconds: Int64 = 5 * 60_000

  /// Nil where no clocks are set.
  private let zone: LogZone?
  /// The latest time, the hour's taken for the first.
  private var last = Timestamp.beforeAll
  /// The first passing of the hour whose second is read.
  private var hour: Range<Timestamp>?

  init(_ zone: LogZone) { self.zone = zone.isFixed ? nil : zone }

  /// The moment that a line's time is, where lines are in the order of time.
  @inline(__always)
  mutating func moment(_ time: Timestamp) -> Timestamp {
    zone == nil ? time : settle(time)
  }

  private mutating func settle(_ time: Timestamp) -> Timestamp {
    if hour == nil, last.milliseconds - time.milliseconds > Self.stepMilliseconds,
      let repeated = zone?.repeatedHour(at: time), repeated.contains(last)
    {
      hour = repeated
    }
    last = time
    guard let hour else { return time }
    if hour.contains(time) {
      return time.adding(
        milliseconds: hour.upperBound.milliseconds - hour.lowerBound.milliseconds)
    }
    if time >= hour.upperBound { self.hour = nil }
    return time
  }
}
