import Bytes

/// What one session counts for, and for whom.
struct Counted {
  var counts: PackedCounts
  var part: PartyTally.Day
  var from: Timestamp
  var to: Timestamp
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
    part = PartyTally.Day(outcome, begins: day == nil ? nil : session.begins)
    from = session.begins
    to = session.ends
    self.day = day
    client = session.client
    user = session.shownUser
    server = UInt64(session.server) << 16 | UInt64(session.port)
    isLockedOut = outcome.wouldBeLockedOut
    isUnjudged = !isLockedOut && outcome.isUnjudged
  }

  /// Who was seen with whom.
  var pair: PartyPair { PartyPair(client: client, user: user, isLockedOut: isLockedOut) }
}

/// The sessions that ended last, not counted yet, in the order in which they ended.
struct RecentlyCounted: ~Copyable {
  private static var countMaximum: Int { 8 }

  private let places: UnsafeMutablePointer<Counted>
  private var first = 0
  private var count = 0

  init() { places = .allocate(capacity: Self.countMaximum) }

  deinit { places.deallocate() }

  var isFull: Bool { count == Self.countMaximum }

  /// The one that ended first; nil where there is none.
  var oldest: UnsafePointer<Counted>? { count == 0 ? nil : UnsafePointer(places + first) }

  mutating func removeOldest() {
    first = (first &+ 1) % Self.countMaximum
    count &-= 1
  }

  /// Adds a session, for which there is room, and gives its place.
  @inline(__always)
  mutating func append(_ session: Counted) -> UnsafePointer<Counted> {
    let place = places + (first &+ count) % Self.countMaximum
    place.initialize(to: session)
    count &+= 1
    return UnsafePointer(place)
  }
}
