import Bytes

/// What is counted of one client or one user: without references, two cache lines.
struct PartyTally: Sendable, Codable {
  /// What readiness needs of one day.
  struct Day: Sendable, Codable {
    /// Sessions that TLS as a requirement would have refused something.
    var lockedOut: UInt32 = 0
    var clearLogins: UInt32 = 0
    var clearTransfersOnly: UInt32 = 0
    /// Sessions that logged in and would have gone on working.
    var protected: UInt32 = 0
    /// When the last session that would have been refused something began; `.min` where none has
    /// a date.
    var last = Timestamp(milliseconds: .min)

    /// Whether there is anything that counts.
    var counts: Bool { lockedOut > 0 || protected > 0 }

    /// `last`; nil where none has a date.
    var lastIfDated: Timestamp? { last.milliseconds == .min ? nil : last }

    mutating func add(_ other: Day) {
      lockedOut &+= other.lockedOut
      clearLogins &+= other.clearLogins
      clearTransfersOnly &+= other.clearTransfersOnly
      protected &+= other.protected
      last = max(last, other.last)
    }
  }

  private(set) var counts = PackedCounts()
  private(set) var from = Timestamp(milliseconds: .max)
  private(set) var to = Timestamp(milliseconds: .min)
  /// The day that sessions come from now, and its number; `.min` before the first.
  var today = Day()
  var todayNumber = Int32.min
  /// Where `PartyTallies` has the day before; -1 where there is none.
  var past: Int32 = -1

  /// The first and the last moment; nil where no session has a date.
  var first: Timestamp? { from > to ? nil : from }
  var last: Timestamp? { from > to ? nil : to }

  mutating func add(_ sessions: PackedCounts) { counts.add(sessions) }

  /// Takes in when sessions began and ended.
  mutating func add(from: Timestamp, to: Timestamp) {
    self.from = min(self.from, from)
    self.to = max(self.to, to)
  }
}
