import Bytes

/// The numbers below `count` in an order that a seed decides, computed number by number.
///
/// A Feistel network over the next even number of bits (Luby and Rackoff, 1988), walked until it
/// lands below `count` again (cycle walking: Black and Rogaway, 2002). At most four steps are
/// needed on average.
struct Permutation: Sendable {
  /// How many numbers there are; at most 2^63.
  let count: UInt64
  private let keys: [UInt64]
  /// Half the width of the network.
  private let halfBits: UInt64
  private let halfMask: UInt64
  private static let rounds: UInt64 = 6

  /// `count` may be 2^63 at most; more traps.
  init(count: UInt64, seed: UInt64) {
    precondition(count <= 1 << 63, "too many to permute")
    self.count = count
    let bits = count <= 1 ? 0 : UInt64(UInt64.bitWidth - (count - 1).leadingZeroBitCount)
    halfBits = max(1, (bits + 1) / 2)
    halfMask = 1 << halfBits - 1
    var numbers = SplitMix64(seed: seed)
    keys = (0..<Self.rounds).map { _ in numbers.next() }
  }

  /// The number at a place below `count`.
  subscript(place: UInt64) -> UInt64 {
    precondition(place < count, "no such place")
    var value = place
    repeat { value = walked(value) } while value >= count
    return value
  }

  private func walked(_ value: UInt64) -> UInt64 {
    var left = value >> halfBits
    var right = value & halfMask
    for key in keys {
      (left, right) = (right, left ^ (SplitMix64.mixed(right ^ key) & halfMask))
    }
    return left << halfBits | right
  }
}
