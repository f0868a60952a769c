import Bytes
import Synchronization

/// Who opened the back door, at which of the sensor's addresses, and until when somebody is waited
/// for there. All loops share it: whoever comes belongs to a session that may be another loop's.
final class BackDoorGuests: Sendable {
  /// A session that opened the door: what its events need.
  struct Guest: Sendable {
    var source: EventSource
    var numbers: EventNumbers
    var listener: String
  }

  private struct Door: Sendable {
    var guests: [IPAddress: Guest] = [:]
    var latest: Guest
    /// Milliseconds of the clock that only goes forward.
    var end: Int64
  }

  /// Sessions that are known at a door; of more, the latest.
  private static let guestsMaximum = 1000

  private let doors = Mutex<[IPAddress: Door]>([:])

  /// A session of a client's opens the door at an address until `end`. Whether it was shut before:
  /// then somebody has to listen there.
  func open(_ address: IPAddress, for client: IPAddress, _ guest: Guest, until end: Int64) -> Bool {
    doors.withLock { doors in
      var door = doors[address] ?? Door(latest: guest, end: end)
      defer { doors[address] = door }
      door.latest = guest
      door.end = max(door.end, end)
      if door.guests.count >= Self.guestsMaximum { door.guests = [:] }
      door.guests[client.host] = guest
      return doors[address] == nil
    }
  }

  /// The session that whoever came belongs to: his own address's that opened the door, else the
  /// latest. Nil where the door is shut.
  func guest(_ client: IPAddress, at address: IPAddress) -> Guest? {
    doors.withLock { $0[address].map { $0.guests[client.host] ?? $0.latest } }
  }

  /// Whether nobody is waited for any more.
  func isOver(_ address: IPAddress, now: Int64) -> Bool {
    doors.withLock { $0[address].map { now >= $0.end } ?? true }
  }

  /// The door is shut.
  func shut(_ address: IPAddress) { doors.withLock { $0[address] = nil } }
}

/// The numbers of a session's events, where more than its own connection gives them.
final class EventNumbers: Sendable {
  private let last: Atomic<Int>

  init(after number: Int) { last = Atomic(number) }

  func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
