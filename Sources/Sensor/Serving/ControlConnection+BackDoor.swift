import Bytes

extension ControlConnection {
  /// Opens the port that vsftpd 2.3.4's back door had, with nothing behind it but somebody who
  /// writes down.
  func openBackDoor() {
    guard let wanted = loop.shared.settings.backDoorPort, let own = localAddress else {
      return tell { $0.backDoorTried(at: $1) }
    }
    let guest = BackDoorGuests.Guest(
      source: source, numbers: eventNumbers, listener: listenerName)
    let loop = loop
    loop.backDoors.open(wanted, at: own, for: peer, guest) { port in
      let observation = BackDoorObservation(
        step: port == nil ? .failed : .opened, port: port ?? wanted)
      loop.observe(.backDoor(observation), of: guest)
      self.tell { $0.backDoorTried(at: $1) }
    }
  }
}
