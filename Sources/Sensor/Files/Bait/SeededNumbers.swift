import Bytes

/// Numbers that a seed decides: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// The numbers of one thing among many that have the same seed.
  init(_ seed: UInt64, of name: [UInt8], _ part: UInt64 = 0) {
    var digest = Digest128(seed: seed)
    name.withSlice { digest.add($0) }
    digest.add(part)
    state = digest.low
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mix = state
    mix = (mix ^ mix >> 30) &* 0xBF58_476D_1CE4_E5B9
    mix = (mix ^ mix >> 27) &* 0x94D0_49BB_1331_11EB
    return mix ^ mix >> 31
  }

  /// A number of a range, more often a small one: sizes of files are like that.
  mutating func size(_ range: ClosedRange<Int>) -> Int {
    let first = Int.random(in: range, using: &self)
    return min(first, Int.random(in: range, using: &self))
  }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(next() % UInt64(list.count))]
  }
}
