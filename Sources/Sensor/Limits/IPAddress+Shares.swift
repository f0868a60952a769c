import Bytes

extension IPAddress {
  /// What one host may have: an address of IPv4, a /64 of IPv6.
  var host: IPAddress { family == .v4 ? self : IPAddress(v6: (value >> 64) << 64) }

  /// What one network may have: a /24, a /48 of IPv6.
  var network: IPAddress {
    family == .v4
      ? IPAddress(v4: UInt32(truncatingIfNeeded: value) & 0xFFFF_FF00)
      : IPAddress(v6: (value >> 80) << 80)
  }
}
