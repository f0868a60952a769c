import Bytes
import Synchronization

/// Who opened the back door, at which of the sensor's addresses, and until when somebody is waited
/// for there. All loops share it: whoever comes belongs to a session that may be another loop's.
final class BackDoorGuests: Sendable {
  /// What a door is.
  enum State: Sendable {
    /// Somebody has to listen there.
    case shut
    /// Somebody is about to.
    case opening
    case open
  }

  /// A session that opened the door: what its events need.
  struct Guest: Sendable {
    var source: EventSource
    var numbers: EventNumbers
    var listener: String
  }

  private struct Door: Sendable {
    private var guests = LatestTable<IPAddress, Guest>(
      countMaximum: BackDoorGuests.guestsMaximum)
    private var latest: Guest
    /// Milliseconds of the clock that only goes forward.
    private(set) var end: Int64
    var isOpen = false

    init(_ latest: Guest, until end: Int64) {
      self.latest = latest
      self.end = end
    }

    subscript(client: IPAddress) -> Guest { guests[client] ?? latest }

    mutating func add(_ client: IPAddress, _ guest: Guest, until time: Int64) {
      latest = guest
      end = max(end, time)
      guests.remember(client, guest)
    }
  }

  /// Sessions that are known at a door; of more, the latest.
  private static let guestsMaximum = 1000

  private let doors = Mutex<[IPAddress: Door]>([:])

  /// A session of a client's opens the door at an address until `end`. What it was before: where it
  /// was shut, somebody has to listen there now.
  func open(
    _ address: IPAddress, for client: IPAddress, _ guest: Guest, until end: Int64
  ) -> State {
    doors.withLock { doors in
      let before = doors[address].map { $0.isOpen ? State.open : .opening } ?? .shut
      // In its place, so that nothing is copied.
      doors[address, default: Door(guest, until: end)].add(client.host, guest, until: end)
      return before
    }
  }

  func state(of address: IPAddress) -> State {
    doors.withLock { $0[address].map { $0.isOpen ? .open : .opening } ?? .shut }
  }

  /// Somebody listens there.
  func opened(_ address: IPAddress) { doors.withLock { $0[address]?.isOpen = true } }

  /// The session that whoever came belongs to: his own address's that opened the door, else the
  /// latest. Nil where the door is shut.
  func guest(_ client: IPAddress, at address: IPAddress) -> Guest? {
    doors.withLock { $0[address]?[client.host] }
  }

  /// Shuts the door where nobody is waited for any more; whether it is shut.
  func shut(_ address: IPAddress, ifOver now: Int64) -> Bool {
    doors.withLock { doors in
      guard let door = doors[address] else { return true }
      guard now >= door.end else { return false }
      doors[address] = nil
      return true
    }
  }

  /// The door is shut.
  func shut(_ address: IPAddress) { doors.withLock { $0[address] = nil } }
}
