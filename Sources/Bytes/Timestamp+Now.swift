import Glibc

extension Timestamp {
  /// The moment, by this machine's clock.
  public static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(time)
  }

  /// The moment that a clock or a file's status tells. File systems may hold any 64 bits: a moment
  /// outside the years 0 to 9999 is taken as the nearest inside.
  public init(_ time: timespec) {
    let first = Self.firstMilliseconds / 1000
    let last = Self.lastMilliseconds / 1000
    let seconds = min(max(Int64(time.tv_sec), first), last)
    self.init(milliseconds: seconds * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The second that it lies in.
  public var second: Timestamp {
    Timestamp(milliseconds: milliseconds - ((milliseconds % 1000) + 1000) % 1000)
  }
}
