import Bytes

/// What is never probed: the reserved blocks but for what the user named, and the user's
/// exclusions, named or not.
///
/// An address is *named* where an argument of the command line consists of reserved addresses only:
/// `10.1.0.0/16` names itself, `0.0.0.0/0` names nothing. A host name on the command line names
/// the reserved addresses it has. What stands in files or comes from a stream names nothing.
public struct TargetFilter: Hashable, Sendable {
  /// What the user excluded.
  public let excluded: Exclusions
  /// What is reserved and was not named.
  public let reserved: AddressSet

  /// `named` are probed though they are reserved; `excluded` are not probed whoever names them.
  public init(named: AddressSet = AddressSet(), excluded: Exclusions = Exclusions()) {
    self.excluded = excluded
    reserved = ReservedBlocks.addresses.subtracting(named)
  }

  /// Whether an address may be probed, at some port at least.
  func allows(_ address: IPAddress) -> Bool {
    !excluded.addresses.contains(address) && !reserved.contains(address)
  }

  /// A digest and what is held back.
  func added(to digest: Digest128) -> Digest128 {
    var digest = digest
    excluded.add(to: &digest)
    reserved.add(to: &digest)
    return digest
  }

  /// The addresses of a set that may be probed at some port, and how many are left out for which
  /// reason.
  func allowed(of set: AddressSet, _ left: inout LeftOut) -> AddressSet {
    let some = set.subtracting(excluded.addresses)
    let rest = some.subtracting(reserved)
    left.excluded = left.excluded.addingSaturated(set.count - some.count)
    left.reserved = left.reserved.addingSaturated(some.count - rest.count)
    return rest
  }

  /// The addresses of a set that may be probed at a port.
  func allowed(of set: AddressSet, at port: UInt16, _ left: inout LeftOut) -> AddressSet {
    guard let some = excluded.addressesByPort[port] else { return set }
    let rest = set.subtracting(some)
    left.excluded = left.excluded.addingSaturated(set.count - rest.count)
    return rest
  }

  /// Counts what of a range is left out, at some of these ports or at all; whether that is all of
  /// it at every port.
  func holdsBack(_ range: AddressRange, at ports: [UInt16], _ left: inout LeftOut) -> Bool {
    if range.count == 1 {
      // Most streams are lists of these.
      if excluded.addresses.contains(range.first) {
        left.excluded = left.excluded.addingSaturated(1)
        return true
      }
      if reserved.contains(range.first) {
        left.reserved = left.reserved.addingSaturated(1)
        return true
      }
      if excluded.addressesByPort.isEmpty { return false }
    }
    let rest = allowed(of: AddressSet([range]), &left)
    return ports.count { allowed(of: rest, at: $0, &left).isEmpty } == ports.count
  }
}

/// How many addresses are left out of a scan, and why; 2^128 − 1 also where there are more.
public struct LeftOut: Hashable, Sendable {
  /// By the user's exclusions; those at one port count for each.
  public var excluded: UInt128 = 0
  /// Because they are reserved and were not named.
  public var reserved: UInt128 = 0

  public init() {}
}

extension UInt128 {
  /// The sum, or the highest number where that is lower.
  public func addingSaturated(_ other: UInt128) -> UInt128 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
