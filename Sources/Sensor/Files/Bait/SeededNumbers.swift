import Bytes

/// Numbers that a seed decides, and what is made of them.
struct SeededNumbers: RandomNumberGenerator {
  private var numbers: SplitMix64

  init(_ seed: UInt64) { numbers = SplitMix64(seed: seed) }

  /// The numbers of one thing among many that have the same seed.
  init(_ seed: UInt64, of name: [UInt8], _ part: UInt64 = 0) {
    var digest = Digest128(seed: seed)
    name.withSlice { digest.add($0) }
    digest.add(part)
    numbers = SplitMix64(seed: digest.low)
  }

  mutating func next() -> UInt64 { numbers.next() }

  /// A number of a range, more often a small one: sizes of files are like that.
  mutating func size(_ range: ClosedRange<Int>) -> Int {
    let first = Int.random(in: range, using: &self)
    return min(first, Int.random(in: range, using: &self))
  }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(next() % UInt64(list.count))]
  }
}
