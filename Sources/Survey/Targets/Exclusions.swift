import Bytes

/// What a user excluded: addresses, and addresses at one port.
public struct Exclusions: Hashable, Sendable {
  /// Excluded at every port.
  public var addresses = AddressSet()
  /// Excluded at one port.
  var addressesByPort: [UInt16: AddressSet] = [:]

  public init() {}

  /// Whether an address is excluded at a port.
  public func contains(_ address: IPAddress, port: UInt16) -> Bool {
    addresses.contains(address) || addressesByPort[port]?.contains(address) == true
  }

  /// What either excludes.
  public func union(_ other: Exclusions) -> Exclusions {
    var result = self
    result.addresses = addresses.union(other.addresses)
    result.addressesByPort.merge(other.addressesByPort) { $0.union($1) }
    return result
  }

  func add(to digest: inout Digest128) {
    addresses.add(to: &digest)
    for (port, set) in addressesByPort.sorted(by: { $0.key < $1.key }) {
      digest.add(UInt64(port))
      set.add(to: &digest)
    }
  }
}
