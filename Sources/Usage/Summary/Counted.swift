import Bytes

/// What one session counts for, and for whom.
struct Counted {
  var counts: PackedCounts
  var part: PartyTally.Day
  var from: Timestamp
  /// The number of the day it began; nil where the log has no dates.
  var day: Int32?
  var client: UInt32
  var user: UInt32
  /// The server's number and, in the lower 16 bits, the port.
  var server: UInt64
  var isLockedOut: Bool
  var isUnjudged: Bool

  init(_ session: borrowing Session, _ outcome: borrowing SessionOutcome, day: Int32?) {
    counts = PackedCounts(outcome)
    part = PartyTally.Day(outcome, last: session.ends)
    from = session.begins
    self.day = day
    client = session.client
    user = session.shownUser
    server = UInt64(session.server) << 16 | UInt64(session.port)
    isLockedOut = outcome.wouldBeLockedOut
    isUnjudged = !isLockedOut && outcome.isUnjudged
  }

  /// Who was seen with whom.
  var pair: UInt64 { PairList.pair(client: client, user: user) }
}

/// The sessions that ended last, not counted yet: a place for each, taken in turn.
struct RecentlyCounted {
  private static let countMaximum = 8

  private var sessions: ContiguousArray<Counted> = []
  private var next = 0

  /// Takes the place of the oldest, which it gives back; nil as long as there is room.
  mutating func replace(with session: Counted) -> Counted? {
    if sessions.count < Self.countMaximum {
      sessions.append(session)
      return nil
    }
    let oldest = sessions[next]
    sessions[next] = session
    next = (next &+ 1) % Self.countMaximum
    return oldest
  }

  /// Takes one out, in no order; nil where none is left.
  mutating func removeLast() -> Counted? {
    next = 0
    return sessions.popLast()
  }
}
