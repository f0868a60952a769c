import Bytes

/// What one argument or line asks to be probed.
public struct TargetSpec: Hashable, Sendable {
  /// Where.
  public enum Place: Hashable, Sendable {
    case addresses(AddressRange)
    /// An IPv6 address on one link of this machine: `fe80::1%eth0` (RFC 4007 section 11).
    case zoned(IPAddress, zone: String)
    /// A host name, in lower case and without a dot at the end: each of its addresses.
    case name(String)
  }

  /// What is to be probed.
  public var place: Place
  /// The port that the line itself gives; nil for those of `--ports`.
  public var port: UInt16?

  public init(_ place: Place, port: UInt16? = nil) {
    self.place = place
    self.port = port
  }

  /// One address and perhaps a port.
  init(_ address: IPAddress, port: UInt16? = nil) {
    self.init(.addresses(AddressRange(address.unmapped)), port: port)
  }
}
