import Bytes

/// One address and port to probe.
public struct Target: Hashable, Sendable {
  /// The place in this scan's order, from 0: what a resumed scan remembers.
  var position: UInt64
  /// The address; of a link, without its zone.
  public var address: IPAddress
  /// The TCP port.
  public var port: UInt16
  /// The link that an address is on, where the user gave it.
  var zone: String?
  /// The name that the address was found by.
  var hostname: String?
  /// How often it was probed before, because the host turned connections away.
  var attempt = 0

  public init(
    position: UInt64, address: IPAddress, port: UInt16, zone: String? = nil,
    hostname: String? = nil
  ) {
    self.position = position
    self.address = address
    self.port = port
    self.zone = zone
    self.hostname = hostname
  }
}
