/// Counts by server and day, of the few that sessions come from now: most logs are of one server or
/// two, and go on day by day.
struct ServerDays {
  struct Part {
    /// The server's number and, in the lower 16 bits, the port.
    var server: UInt64
    /// The number of the day; nil where the log has no dates.
    var day: Int32?
    var tally = Tally.DayTally()
  }

  private static let countMaximum = 16

  private(set) var parts: ContiguousArray<Part> = []

  /// Counts a session; false where there is no room for its server and day.
  mutating func add(_ session: borrowing Counted) -> Bool {
    let (server, day) = (session.server, session.day)
    var index = 0
    while index < parts.count, parts[index].server != server || parts[index].day != day {
      index &+= 1
    }
    if index == parts.count {
      if index == Self.countMaximum { return false }
      parts.append(Part(server: server, day: day))
    }
    parts[index].tally.counts.add(session.counts.counts)
    if session.isLockedOut { parts[index].tally.lockedOut += 1 }
    if session.isUnjudged { parts[index].tally.unjudged += 1 }
    return true
  }

  mutating func removeAll() { parts.removeAll(keepingCapacity: true) }
}
