import Bytes
import NIOCore

/// The back doors of one loop: where somebody is waited for, and who came.
final class BackDoors {
  /// How long it is before it is looked again whether a door is open.
  private static let patience = TimeAmount.milliseconds(10)

  private unowned let loop: SensorLoop
  private var ports: [BackDoorPort] = []
  private var connections: [ObjectIdentifier: BackDoorConnection] = [:]

  init(_ loop: SensorLoop) { self.loop = loop }

  /// A session's client opens the door at the address that it is connected to. Tells what came of
  /// it: the port, nil where it can't be had.
  func open(
    _ port: UInt16, at own: SocketAddress, for client: IPAddress, _ guest: BackDoorGuests.Guest,
    _ done: @escaping (UInt16?) -> Void
  ) {
    guard let address = IPAddress(own) else { return done(nil) }
    let guests = loop.shared.backDoorGuests
    let seconds = loop.limits.idleSeconds ?? SensorLimits.usualIdleSeconds
    let end = loop.uptime + Int64(seconds) * 1000
    guard case .shut = guests.open(address, for: client, guest, until: end) else {
      return tell(port, at: address, done)
    }
    let door = BackDoorPort(address, loop)
    ports.append(door)
    door.bind(own, port) { bound in
      if bound == nil { self.shut(door) } else { guests.opened(address) }
      done(bound)
    }
  }

  /// Tells what comes of a door that another session opened, perhaps one of another loop.
  private func tell(_ port: UInt16, at address: IPAddress, _ done: @escaping (UInt16?) -> Void) {
    switch loop.shared.backDoorGuests.state(of: address) {
    case .shut: done(nil)
    case .open: done(port)
    case .opening:
      loop.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
        self.tell(port, at: address, done)
      }
    }
  }

  private func shut(_ door: BackDoorPort) {
    loop.shared.backDoorGuests.shut(door.address)
    close(door)
  }

  private func close(_ door: BackDoorPort) {
    door.shut()
    ports.removeAll { $0 === door }
  }

  func add(_ connection: BackDoorConnection) {
    connections[ObjectIdentifier(connection)] = connection
  }

  func remove(_ connection: BackDoorConnection) {
    connections[ObjectIdentifier(connection)] = nil
  }

  /// Looks who has been silent for too long, and which doors nobody uses.
  func look(_ uptime: Int64) {
    for connection in connections.values { connection.look(uptime) }
    for door in ports where loop.shared.backDoorGuests.shut(door.address, ifOver: uptime) {
      close(door)
    }
  }

  /// The sensor stops.
  func stop() {
    for door in ports { shut(door) }
    for connection in connections.values { connection.end(.stopped) }
  }
}
