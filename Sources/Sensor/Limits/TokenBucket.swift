/// So many bytes a second, with a burst of a second's.
struct TokenBucket: Sendable {
  private let rate: Int
  /// In thousandths, so that nothing is lost between two close calls.
  private var tokens: Int
  private var last: Int64

  /// `now`: milliseconds of any clock that only goes forward.
  init(rate: Int, now: Int64) {
    self.rate = min(max(1, rate), 1 << 50)
    tokens = self.rate * 1000
    last = now
  }

  /// Takes what has passed already; gives the milliseconds to wait before the next.
  mutating func take(_ count: Int, now: Int64) -> Int {
    let full = rate * 1000
    // No more than fills it, so that no product is too large.
    let passed = min(max(0, now - last), Int64((full - tokens) / rate + 1))
    if passed > 0 {
      tokens = min(full, tokens + rate * Int(passed))
      last = now
    }
    tokens -= count * 1000
    return tokens >= 0 ? 0 : min(60_000, -tokens / rate + 1)
  }

  /// Whether there is one; it is taken.
  mutating func takeOne(now: Int64) -> Bool {
    if take(0, now: now) > 0 || tokens < 1000 { return false }
    tokens -= 1000
    return true
  }
}
