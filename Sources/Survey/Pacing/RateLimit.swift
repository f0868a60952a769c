/// A bucket of tokens, one a connection (the generic cell rate algorithm of ITU-T I.371): so many
/// a second, and after a pause as many at once as fit in 50 ms.
///
/// Times are nanoseconds since the scan began.
struct RateLimit {
  /// Where tokens come faster, who waits is woken this often, for several at a time.
  private static let tick = 10_000_000.0
  private static let pause = 50_000_000.0

  private let interval: Double
  /// When the next token comes; a little in the past where some are saved up.
  private var due = 0.0

  /// Connections a second, above zero.
  init(perSecond rate: Double) {
    precondition(rate > 0, "a rate is above zero")
    interval = 1_000_000_000 / rate
  }

  /// When to come for a token: `now` where there is one.
  func free(at now: Int64) -> Int64 {
    guard due > Double(now) else { return now }
    let time = interval < Self.tick ? max(due, Double(now) + Self.tick) : due
    return Int64(clamping: time.rounded(.up))
  }

  mutating func take(at now: Int64) { due = max(due, Double(now) - Self.pause) + interval }
}

extension Int64 {
  /// The nearest number there is.
  init(clamping value: Double) {
    self = value >= 0x1p63 ? .max : value <= -0x1p63 ? .min : Int64(value)
  }
}
