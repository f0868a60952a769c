import Bytes

/// Ranges of addresses as they come: 8 bytes for one of IPv4, which may come by the million.
struct RangeList: Sendable {
  private var v4: [IntervalSet<UInt32>.Interval] = []
  private var v6: [IntervalSet<UInt128>.Interval] = []

  var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

  mutating func append(_ range: AddressRange) {
    if range.first.family == .v4 {
      v4.append(.init(UInt32(range.first.value), UInt32(range.last.value)))
    } else {
      v6.append(.init(range.first.value, range.last.value))
    }
  }

  /// The addresses, sorted and merged.
  var set: AddressSet { AddressSet(v4: v4, v6: v6) }
}
