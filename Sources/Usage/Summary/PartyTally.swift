import Bytes

/// What is counted of one client or one user.
struct PartyTally: Sendable, Codable {
  /// What readiness needs of one day.
  struct Day: Sendable, Codable {
    /// Sessions that TLS as a requirement would have refused something.
    var lockedOut: UInt32 = 0
    var clearLogins: UInt32 = 0
    var clearTransfersOnly: UInt32 = 0
    /// Sessions that logged in and would have gone on working.
    var protected: UInt32 = 0
    var last = Timestamp(milliseconds: .min)

    mutating func add(_ other: Day) {
      lockedOut &+= other.lockedOut
      clearLogins &+= other.clearLogins
      clearTransfersOnly &+= other.clearTransfersOnly
      protected &+= other.protected
      last = max(last, other.last)
    }
  }

  private(set) var counts = PackedCounts()
  private var from = Timestamp(milliseconds: .max)
  private var to = Timestamp(milliseconds: .min)
  /// By number of day. One day is kept aside: sessions come day by day.
  private var earlier: [Int32: Day] = [:]
  private var today = Day()
  private var todayNumber = Int32.min

  /// The first and the last moment; nil where no session has a date.
  var first: Timestamp? { from > to ? nil : from }
  var last: Timestamp? { from > to ? nil : to }

  /// Counts a session of a day.
  mutating func add(
    _ session: PackedCounts, day: Int32?, _ part: Day, from: Timestamp, to: Timestamp
  ) {
    counts.add(session)
    guard let day else { return }
    self.from = min(self.from, from)
    self.to = max(self.to, to)
    guard part.lockedOut > 0 || part.protected > 0 else { return }
    if day != todayNumber { turn(to: day) }
    today.add(part)
  }

  /// Adds another tally of the same party.
  mutating func add(_ other: PartyTally) {
    counts.add(other.counts)
    from = min(from, other.from)
    to = max(to, other.to)
    for (day, part) in other.days {
      earlier[day, default: Day()].add(part)
    }
  }

  /// What readiness needs of the days from a number on.
  func sum(from day: Int32) -> Day {
    var sum = Day()
    if todayNumber >= day { sum.add(today) }
    for (number, part) in earlier where number >= day { sum.add(part) }
    return sum
  }

  /// All days that count for readiness.
  private var days: [Int32: Day] {
    var all = earlier
    if todayNumber != .min { all[todayNumber, default: Day()].add(today) }
    return all
  }

  private mutating func turn(to day: Int32) {
    if todayNumber != .min { earlier[todayNumber, default: Day()].add(today) }
    today = Day()
    todayNumber = day
  }
}
