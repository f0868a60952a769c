/// The numbers below `count` in an order that a seed decides, computed number by number.
///
/// A Feistel network over the next even number of bits (Luby and Rackoff, 1988), walked until it
/// lands below `count` again (cycle walking: Black and Rogaway, 2002). At most four steps are
/// needed on average.
public struct Permutation: Sendable {
  /// How many numbers there are; at most 2^63.
  public let count: UInt64
  private let keys: [UInt64]
  /// Half the width of the network.
  private let halfBits: UInt64
  private let halfMask: UInt64
  private static let rounds: UInt64 = 6

  /// `count` may be 2^63 at most; more traps.
  public init(count: UInt64, seed: UInt64) {
    precondition(count <= 1 << 63, "too many to permute")
    self.count = count
    let bits = count <= 1 ? 0 : UInt64(UInt64.bitWidth - (count - 1).leadingZeroBitCount)
    halfBits = max(1, (bits + 1) / 2)
    halfMask = 1 << halfBits - 1
    keys = (0..<Self.rounds).map { mixed(seed &+ ($0 &+ 1) &* 0x9E37_79B9_7F4A_7C15) }
  }

  /// The number at a place below `count`.
  public subscript(place: UInt64) -> UInt64 {
    precondition(place < count, "no such place")
    var value = place
    repeat { value = walked(value) } while value >= count
    return value
  }

  private func walked(_ value: UInt64) -> UInt64 {
    var left = value >> halfBits
    var right = value & halfMask
    for key in keys {
      (left, right) = (right, left ^ (mixed(right ^ key) & halfMask))
    }
    return left << halfBits | right
  }
}

/// A number whose bits all depend on all of another's: the finaliser of SplitMix64 (Steele, Lea
/// and Flood, 2014).
func mixed(_ value: UInt64) -> UInt64 {
  var mix = value
  mix = (mix ^ mix >> 30) &* 0xBF58_476D_1CE4_E5B9
  mix = (mix ^ mix >> 27) &* 0x94D0_49BB_1331_11EB
  return mix ^ mix >> 31
}
