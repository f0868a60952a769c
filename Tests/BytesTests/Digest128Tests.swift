import Testing

@testable import Bytes

@Suite struct Digest128Tests {
  static func digest(_ text: String, seed: UInt64 = 0) -> Digest128 {
    var digest = Digest128(seed: seed)
    withBytes(text) { digest.add($0) }
    return digest
  }

  /// Session ids are made of these: they may never change.
  @Test(
    arguments: [
      ("", 0, "247c67d4fab4e199b8d30d00726d4bf1"), ("a", 0, "2b2288acbf7ac17e60ff83ba7eceb0bc"),
      ("12345678", 0, "90e973533214139ac60244420d30032f"),
      ("123456789", 0, "483e0190bc7bca5f3bbc79efe070f357"),
      ("203.0.113.7", 1, "cacb26432eb51d1ecbf633e31d32abc7"),
    ] as [(String, UInt64, String)])
  func stable(_ text: String, _ seed: UInt64, _ expected: String) {
    #expect(Self.digest(text, seed: seed).hex == expected)
  }

  @Test func hex() {
    #expect(
      Digest128(high: 0x0123_4567_89AB_CDEF, low: 1).hex == "0123456789abcdef0000000000000001")
    #expect((0x0A as UInt8).hexadecimal == "0a")
    #expect((0xBEEF as UInt32).hexadecimal == "0000beef")
    #expect(([0, 0x7F, 0xFF] as [UInt8]).hexadecimal == "007fff")
    #expect(([] as [UInt8]).hexadecimal == "")
  }

  @Test func withinIsItsOwnInverse() {
    let (one, other) = (Self.digest("one"), Self.digest("other"))
    #expect(one.within(other).within(other) == one)
    #expect(one.within(other) == other.within(one))
  }

  @Test func noCollisions() {
    var seen: Set<Digest128> = []
    var lows: Set<UInt64> = []
    var count = 0
    func put(_ digest: Digest128) {
      count += 1
      seen.insert(digest)
      lows.insert(digest.low)
    }
    for number in 0..<200_000 {
      put(Self.digest("192.0.2.\(number)"))
      var other = Digest128(seed: 1)
      other.add(UInt64(number))
      put(other)
    }
    for length in 0..<300 { put(Self.digest(String(repeating: "\0", count: length), seed: 2)) }
    #expect(seen.count == count)
    #expect(lows.count == count)
  }

  /// Where one piece ends is part of the digest.
  @Test func piecesAreToldApart() {
    var one = Digest128()
    withBytes("ab") { one.add($0) }
    withBytes("c") { one.add($0) }
    var other = Digest128()
    withBytes("a") { other.add($0) }
    withBytes("bc") { other.add($0) }
    #expect(one != other)
  }

  /// Whoever chooses the input can have one half as he likes, and may not fill a table with it.
  @Test func hashesOfOneHalf() {
    let hashes = (0..<100).flatMap { number in
      [Digest128(high: number, low: 0), Digest128(high: 0, low: number)].map(\.hashValue)
    }
    #expect(Set(hashes).count == 199)
  }
}
