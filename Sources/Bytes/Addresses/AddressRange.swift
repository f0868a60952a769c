/// Addresses of one family that follow one another.
public struct AddressRange: Hashable, Sendable {
  /// The first address that is in it.
  public let first: IPAddress
  /// The last one, included.
  public let last: IPAddress

  /// From one address to another; nil where they are of two families or in the wrong order.
  public init?(_ first: IPAddress, through last: IPAddress) {
    guard first.family == last.family, first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// One address.
  public init(_ address: IPAddress) {
    first = address
    last = address
  }

  /// The block of a prefix (RFC 4632, RFC 4291 section 2.3) that an address lies in; nil where the
  /// length is not 0 to 32, or 0 to 128.
  public init?(_ address: IPAddress, prefixLength: Int) {
    guard prefixLength >= 0, prefixLength <= address.family.bits else { return nil }
    let free = UInt128(address.family.bits - prefixLength)
    let mask = ((1 as UInt128) << free) &- 1
    let low = address.value & ~mask
    let high = address.value | mask
    if address.family == .v4 {
      first = IPAddress(v4: UInt32(truncatingIfNeeded: low))
      last = IPAddress(v4: UInt32(truncatingIfNeeded: high))
    } else {
      first = IPAddress(v6: low)
      last = IPAddress(v6: high)
    }
  }

  /// How many addresses; 2^128 − 1 stands for all of IPv6, which has one more.
  public var count: UInt128 {
    let (count, overflow) = (last.value - first.value).addingReportingOverflow(1)
    return overflow ? .max : count
  }

  /// The IPv4 addresses of a range of IPv4-mapped ones; any other range as it is.
  public var unmapped: AddressRange {
    let (low, high) = (first.unmapped, last.unmapped)
    return low.family == high.family ? AddressRange(low, through: high) ?? self : self
  }
}
