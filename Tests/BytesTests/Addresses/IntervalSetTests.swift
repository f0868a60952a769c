import Bytes
import Testing

@Suite struct IntervalSetTests {
  typealias Bytes = IntervalSet<UInt8>

  /// Every operation against the same one on plain sets, the ends of the type included.
  @Test(arguments: 0..<200) func isASet(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    func some() -> [Bytes.Interval] {
      (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        let first = UInt8.random(in: 0...255, using: &generator)
        let length = UInt8.random(in: 0...30, using: &generator)
        return .init(first, first.addingReportingOverflow(length).overflow ? 255 : first + length)
      }
    }
    let (left, right) = (some(), some())
    let (one, other) = (Bytes(left), Bytes(right))
    var inserted = Bytes()
    for interval in left { inserted.insert(interval) }
    #expect(inserted == one)
    #expect(one.count == UInt128(plain(one).count))
    #expect(plain(one) == Set(left.flatMap { Array($0.first...$0.last) }))
    #expect(plain(one.union(other)) == plain(one).union(plain(other)))
    let difference = one.subtracting(other)
    #expect(plain(difference) == plain(one).subtracting(plain(other)))
    #expect(Bytes(difference.intervals) == difference, "in their shortest form")
    for number in UInt8.min...UInt8.max {
      #expect(one.contains(number) == plain(one).contains(number))
      let missing = (number...255).first { !plain(one).contains($0) }
      #expect(one.firstMissing(from: number) == missing)
    }
    for interval in right {
      let isInside = plain(one).isSuperset(of: interval.first...interval.last)
      #expect(one.contains(interval) == isInside)
    }
  }

  private func plain(_ set: Bytes) -> Set<UInt8> {
    Set(set.intervals.flatMap { Array($0.first...$0.last) })
  }

  @Test func countsUpToTheEnd() throws {
    let all = try #require(AddressRange(IPAddress(v6: 0), prefixLength: 0))
    let set = AddressSet([all, AddressRange(IPAddress(v4: 1))])
    #expect(set.count == .max)
    #expect(IntervalSet<UInt128>([.init(0, .max)]).count == .max)
    #expect(IntervalSet<UInt128>([.init(1, .max)]).count == .max)
    #expect(AddressSet([AddressRange(IPAddress(v4: 7))]).count == 1)
  }

  @Test func addressesOfBothFamilies() throws {
    let four = try #require(AddressRange(IPAddress(v4: 0x0A00_0000), prefixLength: 8))
    let six = try #require(AddressRange(IPAddress(v6: 0xFE80 << 112), prefixLength: 10))
    let set = AddressSet([four, six])
    #expect(set.contains(IPAddress(v4: 0x0AFF_FFFF)))
    #expect(!set.contains(IPAddress(v4: 0x0B00_0000)))
    #expect(!set.contains(IPAddress(v6: 0x0A00_0000)), "the number alone is not the address")
    #expect(set.contains(six))
    #expect(set.subtracting(AddressSet([four])) == AddressSet([six]))
    #expect(AddressSet([four]).union(AddressSet([six])) == set)
  }
}
