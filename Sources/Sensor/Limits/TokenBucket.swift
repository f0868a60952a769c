/// So many bytes a second, with a burst of a second's.
struct TokenBucket: Sendable {
  private let rate: Int
  private var tokens: Int
  private var last: Int64

  /// `now`: milliseconds of any clock that only goes forward.
  init(rate: Int, now: Int64) {
    self.rate = max(1, rate)
    tokens = self.rate
    last = now
  }

  /// Takes what has passed already; gives the milliseconds to wait before the next.
  mutating func take(_ count: Int, now: Int64) -> Int {
    let passed = min(max(0, now - last), 1000)
    if passed > 0 {
      tokens = min(rate, tokens + rate * Int(passed) / 1000)
      last = now
    }
    tokens -= count
    return tokens >= 0 ? 0 : min(60_000, -tokens * 1000 / rate + 1)
  }

  /// Whether there is one; it is taken.
  mutating func takeOne(now: Int64) -> Bool {
    if take(0, now: now) > 0 || tokens < 1 { return false }
    tokens -= 1
    return true
  }
}
