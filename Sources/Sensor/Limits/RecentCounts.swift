import Bytes

/// Counts by address, of those that came last: in two generations, as in `RecentSet`, and all anew
/// each day.
struct RecentCounts<Count: Sendable>: Sendable {
  private let half: Int
  private let zero: Count
  private var young: [IPAddress: Count] = [:]
  private var old: [IPAddress: Count] = [:]
  private var day: CalendarDay?

  init(countMaximum: Int, zero: Count) {
    half = max(1, countMaximum / 2)
    self.zero = zero
  }

  /// Changes an address's count.
  mutating func change<Result>(
    _ address: IPAddress, on day: CalendarDay, _ body: (inout Count) -> Result
  ) -> Result {
    // What began yesterday and ends today is counted today.
    if self.day.map({ $0 < day }) ?? true {
      young = [:]
      old = [:]
      self.day = day
    }
    var count = young[address] ?? old[address] ?? zero
    let result = body(&count)
    if young[address] == nil, young.count >= half {
      old = young
      young = [:]
    }
    young[address] = count
    return result
  }
}
