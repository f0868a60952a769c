import Bytes

/// Counts by address, of those that came last, and all anew each day.
struct RecentCounts<Count: Sendable>: Sendable {
  private let zero: Count
  private var counts: LatestTable<IPAddress, Count>
  private var day: CalendarDay?

  init(countMaximum: Int, zero: Count) {
    counts = LatestTable(countMaximum: countMaximum)
    self.zero = zero
  }

  /// Changes an address's count.
  mutating func change<Result>(
    _ address: IPAddress, on day: CalendarDay, _ body: (inout Count) -> Result
  ) -> Result {
    // What began yesterday and ends today is counted today.
    if self.day.map({ $0 < day }) ?? true {
      counts.removeAll()
      self.day = day
    }
    var count = counts[address] ?? zero
    let result = body(&count)
    counts.remember(address, count)
    return result
  }
}
