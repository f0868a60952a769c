import Bytes

/// How long a host is left alone that turns connections away: twice as long each time, up to a
/// limit, and by chance a quarter more or less, so that hosts are not asked again all at once.
/// The chance is the seed's: two runs do the same.
struct BackOff {
  let seed: UInt64
  let limits: PacerLimits

  /// Nanoseconds of rest after the host turned us away for the `level`th time, from 1.
  func rest(_ address: IPAddress, level: Int) -> Int64 {
    let doublings = min(max(level, 1) - 1, 30)
    let longest = limits.restLongest.nanoseconds
    let first = limits.restFirst.nanoseconds
    let plain = first > longest >> Int64(doublings) ? longest : first << Int64(doublings)
    let chance = SplitMix64.mixed(
      seed ^ SplitMix64.mixed(UInt64(truncatingIfNeeded: address.value) &+ UInt64(level) << 48))
    // From 3/4 to 5/4.
    let part = Double(chance >> 11) / 0x1p53 / 2 + 0.75
    return min(longest, Int64(clamping: Double(plain) * part))
  }
}
