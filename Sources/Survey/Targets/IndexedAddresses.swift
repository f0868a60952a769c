import Bytes

/// A set of addresses by number: the first is 0.
struct IndexedAddresses: Sendable {
  private let set: AddressSet
  /// How many addresses stand before each range.
  private let before: [UInt64]
  let count: UInt64

  /// Nil where there are 2^63 addresses or more.
  init?(_ set: AddressSet) {
    guard set.count < 1 << 63 else { return nil }
    self.set = set
    var total: UInt64 = 0
    var before: [UInt64] = []
    before.reserveCapacity(set.v4.intervals.count + set.v6.intervals.count)
    for interval in set.v4.intervals {
      before.append(total)
      total += UInt64(interval.last - interval.first) + 1
    }
    for interval in set.v6.intervals {
      before.append(total)
      total += UInt64(interval.last - interval.first) + 1
    }
    self.before = before
    count = total
  }

  /// The address of a number below `count`. Binary search.
  subscript(index: UInt64) -> IPAddress {
    let range = before.lastIndex(atMost: index)
    let offset = index - before[range]
    let fours = set.v4.intervals.count
    return range < fours
      ? IPAddress(v4: set.v4.intervals[range].first + UInt32(offset))
      : IPAddress(v6: set.v6.intervals[range - fours].first + UInt128(offset))
  }

  func contains(_ address: IPAddress) -> Bool { set.contains(address) }

  func add(to digest: inout Digest128) { set.add(to: &digest) }
}

extension AddressSet {
  /// Adds all addresses to what tells one scan from another.
  func add(to digest: inout Digest128) {
    digest.add(UInt64(v4.intervals.count + v6.intervals.count))
    for interval in v4.intervals {
      digest.add(UInt64(interval.first) << 32 | UInt64(interval.last))
    }
    for interval in v6.intervals {
      digest.add(IPAddress(v6: interval.first))
      digest.add(IPAddress(v6: interval.last))
    }
  }
}

extension [UInt64] {
  /// Where the last number stands that is not above another, in an array in order whose first
  /// number is not.
  func lastIndex(atMost number: UInt64) -> Int {
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle] <= number { low = middle } else { high = middle }
    }
    return low
  }
}
