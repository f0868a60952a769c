import Bytes
import Testing

@testable import Sensor

@Suite struct SharesTests {
  private static let one = IPAddress(v4: 0x0A00_0001)

  /// How much there is, who wants one of it, and whether each gets it.
  @Test(
    arguments: [
      (1, ["10.0.0.1", "10.0.0.1"], [true, false]),
      (2, ["10.0.0.1", "10.0.0.1", "10.0.0.2"], [true, false, true]),
      (4, ["10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.1.1"], [true, true, false, true]),
      // A /64 is one host.
      (
        4, ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:1::1"],
        [true, true, false, true]
      ),
      // A network does not get all by many addresses.
      (
        8,
        ["10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1"] + (2...5).map { "10.0.0.\($0)" }
          + ["10.0.1.1"],
        [true, true, true, true, true, true, false, false, true]
      ),
    ] as [(Int, [String], [Bool])])
  func shares(_ total: Int, _ comers: [String], _ isGiven: [Bool]) throws {
    var shares = FairShares(total)
    var given: [Bool] = []
    for comer in comers { given.append(shares.take(1, for: try #require(IPAddress(comer)))) }
    #expect(given == isGiven)
  }

  @Test func whatIsGivenBackIsFree() {
    var shares = FairShares(10)
    for _ in 0..<3 {
      let isGiven = shares.take(5, for: Self.one)
      #expect(isGiven)
      #expect(shares.free == 5)
      let isGivenMore = shares.take(1, for: Self.one)
      #expect(!isGivenMore)
      shares.give(5, of: Self.one)
    }
    #expect(shares.free == 10)
  }

  /// Nothing is always to be had, and no number of bytes is too many to count with.
  @Test func edges() {
    var shares = FairShares(.max)
    let isAllGiven = shares.take(shares.free, for: Self.one)
    #expect(isAllGiven)
    let isNoneGiven = shares.take(0, for: Self.one)
    #expect(isNoneGiven)
    let isOneGiven = shares.take(1, for: Self.one)
    #expect(!isOneGiven)
  }

  @Test func ports() {
    var ports = PassivePorts(50_000...50_002)
    let taken = (0..<3).compactMap { ports.take(for: IPAddress(v4: UInt32($0) << 8)) }
    #expect(taken.sorted() == [50_000, 50_001, 50_002])
    let none = ports.take(for: Self.one)
    #expect(none == nil)
    ports.give(50_001, of: IPAddress(v4: 0))
    let again = ports.take(for: Self.one)
    #expect(again == 50_001)
    var any = PassivePorts(nil)
    let free = any.take(for: Self.one)
    #expect(free == 0)
  }
}
