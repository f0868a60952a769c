/// An IPv4 or IPv6 address as a number.
///
/// It has no zone: which link `fe80::1` is on is a matter of the machine that asks (RFC 4007), and
/// whoever needs the zone keeps it beside the address.
@frozen
public struct IPAddress: Hashable, Sendable {
  /// The version of the Internet Protocol.
  @frozen
  public enum Family: UInt8, Sendable {
    case v4 = 4
    case v6 = 6

    /// How many bits an address has: 32 or 128.
    public var bits: Int { self == .v4 ? 32 : 128 }
  }

  /// Which kind of address it is.
  public let family: Family
  /// The address, its first byte the most significant; below 2^32 for IPv4.
  public let value: UInt128

  /// The IPv4 address of a number: 0xC000_0201 is 192.0.2.1.
  public init(v4 value: UInt32) {
    family = .v4
    self.value = UInt128(value)
  }

  /// The IPv6 address of a number.
  public init(v6 value: UInt128) {
    family = .v6
    self.value = value
  }

  /// The address of its bytes in network order: 4 or 16; nil for any other number of them.
  public init?(bytes: some Collection<UInt8>) {
    let value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    switch bytes.count {
    case 4: self.init(v4: UInt32(value))
    case 16: self.init(v6: value)
    default: return nil
    }
  }

  /// The IPv4 address inside an IPv4-mapped one, `::ffff:192.0.2.1` (RFC 4291 section 2.5.5.2);
  /// any other address as it is. A connection to either reaches the same host.
  public var unmapped: IPAddress {
    guard family == .v6, value >> 32 == 0xFFFF else { return self }
    return IPAddress(v4: UInt32(truncatingIfNeeded: value))
  }

  /// The bytes in network order: 4 or 16.
  public var bytes: [UInt8] {
    stride(from: family.bits - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> UInt128($0))
    }
  }
}

extension IPAddress: Comparable {
  /// IPv4 before IPv6, then by number.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.family == right.family
      ? left.value < right.value : left.family.rawValue < right.family.rawValue
  }
}

extension Digest128 {
  /// Mixes an address in.
  public mutating func add(_ address: IPAddress) {
    add(UInt64(address.family.rawValue))
    add(UInt64(truncatingIfNeeded: address.value >> 64))
    add(UInt64(truncatingIfNeeded: address.value))
  }
}
