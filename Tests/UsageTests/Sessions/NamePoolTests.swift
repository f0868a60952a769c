import Bytes
import Testing

@testable import Usage

@Suite struct NamePoolTests {
  /// Names of two words whose digests are alike, where a digest begins where it is known to begin:
  /// the second word makes the upper half 0, and of the lower half 32 bits count.
  private static func alike() -> [[UInt8]] {
    var seen: [UInt32: [UInt8]] = [:]
    for number in UInt64(0)..<1_000_000 {
      var digest = Digest128(seed: 16)
      digest.add(number)
      let second = digest.high ^ 0xE703_7ED1_A0B4_28DB
      digest.add(second)
      let name = withUnsafeBytes(of: (number, second)) { [UInt8]($0) }
      let other = seen.updateValue(name, forKey: UInt32(truncatingIfNeeded: digest.low >> 32))
      if digest.high == 0, let other { return [other, name] }
    }
    return []
  }

  /// Nobody can choose a name that counts as another's.
  @Test func craftedNamesAreTwo() {
    let names = Self.alike()
    #expect(names.count == 2)
    var pool = NamePool()
    let numbers = names.map { $0.withSlice { pool.number(of: $0) } }
    #expect(numbers == [0, 1])
  }

  /// A pool that grows and one that takes another's names in know each name once.
  @Test func grownAndMerged() {
    var one = NamePool()
    var other = NamePool()
    let names = (0..<5_000).map { Array("user-\($0 * 7919)".utf8) }
    for name in names { _ = name.withSlice { one.number(of: $0) } }
    for name in names.reversed() { _ = name.withSlice { other.number(of: $0) } }
    let numbers = one.merge(other)
    #expect(numbers == (0..<5_000).reversed().map { UInt32($0) })
    #expect(one.count == 5_000)
  }
}
