import Bytes

/// All targets of a scan by number, without holding them: ranges of addresses times ports.
///
/// An address and port is there once for each name it was asked for by, and without a name only
/// where no name has it. The numbers depend on what is asked for, not on the order of asking.
public struct TargetPlan: Sendable {
  /// The plan can't be carried out by anyone: 2^63 targets or more.
  public struct TooLarge: Error, Hashable, Sendable {}

  /// Addresses that all have the same ports.
  struct Group: Sendable {
    var addresses: IndexedAddresses
    var ports: [UInt16]
    var count: UInt64
  }

  /// An address with its name or zone, and its ports.
  struct Entry: Hashable, Sendable {
    var address: IPAddress
    var zone: String?
    var hostname: String?
    var port: UInt16?
  }

  private let groups: [Group]
  private let entries: [Entry]
  /// The number of each group's first target, then of each entry's.
  private let starts: [UInt64]
  private let ports: [UInt16]
  /// How many targets: addresses times their ports.
  public let count: UInt64
  /// How many addresses, one with two names counted twice; 2^128 − 1 also where there are more.
  public let addressCount: UInt128
  /// What was asked for and is not in it.
  public let leftOut: LeftOut
  /// What tells this plan's targets from another's, ports aside.
  let digest: Digest128

  init(
    groups: [(AddressSet, [UInt16])], entries: [Entry], ports: [UInt16], leftOut: LeftOut,
    addressCount: UInt128
  ) throws(TooLarge) {
    var digest = Digest128(seed: 0x7461_7267)
    var total: UInt64 = 0
    var starts: [UInt64] = []
    var indexed: [Group] = []
    for (set, ports) in groups where !set.isEmpty && !ports.isEmpty {
      guard let addresses = IndexedAddresses(set) else { throw TooLarge() }
      let (count, overflow) = addresses.count.multipliedReportingOverflow(by: UInt64(ports.count))
      guard !overflow, count < 1 << 63 - total else { throw TooLarge() }
      addresses.add(to: &digest)
      digest.add(UInt64(ports.count == 1 ? ports[0] : 0))
      indexed.append(Group(addresses: addresses, ports: ports, count: count))
      starts.append(total)
      total += count
    }
    for entry in entries {
      entry.add(to: &digest)
      starts.append(total)
      let count = entry.port == nil ? UInt64(ports.count) : 1
      guard count < 1 << 63 - total else { throw TooLarge() }
      total += count
    }
    self.groups = indexed
    self.entries = entries
    self.starts = starts
    self.ports = ports
    self.leftOut = leftOut
    self.addressCount = addressCount
    self.digest = digest
    count = total
  }

  /// Whether the plan has a target: the same name, and without a name any.
  func contains(_ target: Target) -> Bool {
    if target.hostname == nil, target.zone == nil,
      groups.contains(where: {
        $0.ports.contains(target.port) && $0.addresses.contains(target.address)
      })
    {
      return true
    }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].address < target.address { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.address == target.address }.contains {
      $0.zone == target.zone && (target.hostname == nil || $0.hostname == target.hostname)
        && ($0.port.map { $0 == target.port } ?? ports.contains(target.port))
    }
  }

  /// The target of a number below `count`; `position` is its place in the scan's order.
  public func target(at index: UInt64, position: UInt64) -> Target {
    precondition(index < count, "no such target")
    let place = starts.lastIndex(atMost: index)
    let offset = index - starts[place]
    guard place >= groups.count else {
      let group = groups[place]
      let (address, port) = offset.quotientAndRemainder(dividingBy: UInt64(group.ports.count))
      return Target(
        position: position, address: group.addresses[address], port: group.ports[Int(port)])
    }
    let entry = entries[place - groups.count]
    return Target(
      position: position, address: entry.address, port: entry.port ?? ports[Int(offset)],
      zone: entry.zone, hostname: entry.hostname)
  }
}

extension TargetPlan.Entry: Comparable {
  /// A fixed order, by address first.
  static func < (left: Self, right: Self) -> Bool {
    if left.address != right.address { return left.address < right.address }
    let (leftNames, rightNames) = (
      (left.hostname ?? "", left.zone ?? ""), (right.hostname ?? "", right.zone ?? "")
    )
    if leftNames != rightNames { return leftNames < rightNames }
    return left.port ?? 0 < right.port ?? 0
  }

  func add(to digest: inout Digest128) {
    digest.add(address)
    digest.add(UInt64(port ?? 0))
    for text in [hostname ?? "", zone ?? ""] { digest.add(text) }
  }
}
