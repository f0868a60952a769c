import Bytes

extension TargetCollection {
  /// What there is to probe, each address and port once, without what the filter holds back.
  public func plan(ports: Ports, filter: TargetFilter) throws(TargetPlan.TooLarge) -> TargetPlan {
    let numbers = ports.numbers
    var leftOut = LeftOut()
    var plain = filter.allowed(of: ranges.set, &leftOut)
    var byPort = rangesByPort.mapValues { filter.allowed(of: $0.set, &leftOut) }
    let entries = allowedEntries(filter, numbers, &leftOut)

    let split = SplitAddresses(entries, ports: numbers, plain: plain)
    plain = plain.subtracting(split.taken)
    for (port, addresses) in split.added {
      byPort[port] = (byPort[port] ?? AddressSet()).union(addresses)
    }
    for (port, addresses) in split.removed {
      byPort[port] = byPort[port]?.subtracting(addresses)
    }
    for port in numbers { byPort[port] = byPort[port]?.subtracting(plain) }
    for (port, addresses) in filter.takeExcludedPorts(of: &plain, numbers) {
      byPort[port] = (byPort[port] ?? AddressSet()).union(addresses)
    }
    for (port, addresses) in byPort {
      byPort[port] = filter.allowed(of: addresses, at: port, &leftOut)
    }

    let others = byPort.sorted { $0.key < $1.key }.map { ($0.value, [$0.key]) }
    let all = byPort.values.reduce(plain) { $0.union($1) }
    let different = Set(entries.map { TargetPlan.Entry($0, port: nil) }).count
    return try TargetPlan(
      groups: [(plain, numbers)] + others, entries: entries, ports: numbers, leftOut: leftOut,
      addressCount: all.count.addingSaturated(UInt128(different)))
  }

  /// The addresses with names and zones that may be probed, in order.
  private func allowedEntries(
    _ filter: TargetFilter, _ ports: [UInt16], _ leftOut: inout LeftOut
  ) -> [TargetPlan.Entry] {
    var entries: Set<TargetPlan.Entry> = []
    for asked in askedNames {
      for address in resolutions[asked.name] ?? [] {
        entries.insert(.init(address: address, hostname: asked.name, port: asked.port))
      }
    }
    for asked in zoned {
      entries.insert(.init(address: asked.address, zone: asked.zone, port: asked.port))
    }
    // Asked for with a port and without: the port is among those of `--ports` already, or apart.
    let isAsked = Set(ports)
    let twice = entries.filter { entry in
      guard let port = entry.port, isAsked.contains(port) else { return false }
      return entries.contains(.init(entry, port: nil))
    }
    entries.subtract(twice)
    var allowed: [TargetPlan.Entry] = []
    for entry in entries {
      if filter.excluded.addresses.contains(entry.address) {
        leftOut.excluded += 1
      } else if filter.reserved.contains(entry.address) {
        leftOut.reserved += 1
      } else {
        allowed += filter.allowedPorts(of: entry, ports, &leftOut)
      }
    }
    return allowed.sorted()
  }
}

extension TargetFilter {
  /// Takes from addresses that are to be probed at all ports those that are excluded at one, and
  /// gives them by port.
  fileprivate func takeExcludedPorts(
    of plain: inout AddressSet, _ ports: [UInt16]
  ) -> [UInt16: AddressSet] {
    let excluded = ports.reduce(AddressSet()) {
      $0.union(self.excluded.addressesByPort[$1] ?? AddressSet())
    }
    let rest = plain.subtracting(excluded)
    let some = plain.subtracting(rest)
    plain = rest
    return some.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: ports.map { ($0, some) })
  }

  /// An entry, or one for each of its ports where some are excluded.
  fileprivate func allowedPorts(
    of entry: TargetPlan.Entry, _ ports: [UInt16], _ left: inout LeftOut
  ) -> [TargetPlan.Entry] {
    let asked = entry.port.map { [$0] } ?? ports
    let rest = asked.filter { !excluded.contains(entry.address, port: $0) }
    left.excluded = left.excluded.addingSaturated(UInt128(asked.count - rest.count))
    return rest.count == asked.count ? [entry] : rest.map { .init(entry, port: $0) }
  }
}

extension TargetPlan.Entry {
  /// Another port of the same.
  init(_ other: Self, port: UInt16?) {
    self = other
    self.port = port
  }
}

/// Which addresses without a name give way to those with one, so that none is probed twice.
private struct SplitAddresses {
  /// No longer probed on all ports.
  var taken = AddressSet()
  /// Of those, the ones that are on some ports still.
  var added: [UInt16: AddressSet] = [:]
  /// No longer probed on one port.
  var removed: [UInt16: AddressSet] = [:]

  init(_ entries: [TargetPlan.Entry], ports: [UInt16], plain: AddressSet) {
    var covered: [IPAddress: Set<UInt16>] = [:]
    for entry in entries where entry.zone == nil {
      covered[entry.address, default: []].formUnion(entry.port.map { [$0] } ?? ports)
    }
    var taken: [AddressRange] = []
    var added: [UInt16: [AddressRange]] = [:]
    var removed: [UInt16: [AddressRange]] = [:]
    for (address, itsPorts) in covered {
      let range = AddressRange(address)
      for port in itsPorts { removed[port, default: []].append(range) }
      guard plain.contains(address), !itsPorts.isDisjoint(with: ports) else { continue }
      taken.append(range)
      for port in ports where !itsPorts.contains(port) { added[port, default: []].append(range) }
    }
    self.taken = AddressSet(taken)
    self.added = added.mapValues { AddressSet($0) }
    self.removed = removed.mapValues { AddressSet($0) }
  }
}
