/// A set of addresses: sorted ranges, looked up by binary search. An IPv4 range takes 8 bytes.
public struct AddressSet: Hashable, Sendable {
  /// The IPv4 addresses, as numbers.
  public private(set) var v4 = IntervalSet<UInt32>()
  /// The IPv6 addresses, as numbers.
  public private(set) var v6 = IntervalSet<UInt128>()

  /// None.
  public init() {}

  /// The addresses of ranges in any order, which may overlap.
  public init(_ ranges: some Sequence<AddressRange>) {
    var four: [IntervalSet<UInt32>.Interval] = []
    var six: [IntervalSet<UInt128>.Interval] = []
    for range in ranges {
      if range.first.family == .v4 {
        four.append(.init(UInt32(range.first.value), UInt32(range.last.value)))
      } else {
        six.append(.init(range.first.value, range.last.value))
      }
    }
    self.init(v4: four, v6: six)
  }

  /// The addresses of intervals of either family, in any order.
  public init(
    v4: [IntervalSet<UInt32>.Interval], v6: [IntervalSet<UInt128>.Interval]
  ) {
    self.v4 = IntervalSet(v4)
    self.v6 = IntervalSet(v6)
  }

  /// Whether no address is in it.
  public var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

  /// How many addresses; 2^128 − 1 also where there are more.
  public var count: UInt128 {
    let (sum, overflow) = v4.count.addingReportingOverflow(v6.count)
    return overflow ? .max : sum
  }

  /// Whether an address is in the set.
  public func contains(_ address: IPAddress) -> Bool { contains(AddressRange(address)) }

  /// Whether all addresses of a range are in the set.
  public func contains(_ range: AddressRange) -> Bool {
    range.first.family == .v4
      ? v4.contains(.init(UInt32(range.first.value), UInt32(range.last.value)))
      : v6.contains(.init(range.first.value, range.last.value))
  }

  /// The addresses of either set.
  public func union(_ other: AddressSet) -> AddressSet {
    var result = AddressSet()
    result.v4 = v4.union(other.v4)
    result.v6 = v6.union(other.v6)
    return result
  }

  /// The addresses that are not in the other set.
  public func subtracting(_ other: AddressSet) -> AddressSet {
    var result = AddressSet()
    result.v4 = v4.subtracting(other.v4)
    result.v6 = v6.subtracting(other.v6)
    return result
  }
}
