import Bytes

/// One machine's share of a scan: `2/4` is the second of four. Machines with the same targets and
/// the same seed have disjoint shares that together are the whole, and need not talk.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// From 0.
  public let index: UInt64
  /// How many shares there are: 1 to 65,536.
  public let count: UInt64

  /// The whole.
  public static let whole = Shard(index: 0, count: 1)

  private init(index: UInt64, count: UInt64) {
    self.index = index
    self.count = count
  }

  /// Reads `I/N`, I from 1 to N, N up to 65,536.
  public init(_ text: String) throws(MalformedTarget) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
      $0.utf8.allSatisfy(\.isDigit) ? UInt64($0) : nil
    }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...65_536).contains(count), (1...count).contains(number)
    else { throw MalformedTarget("'\(text)' is no shard: write I/N, I from 1 to N") }
    self.init(index: number - 1, count: count)
  }

  public var description: String { "\(index + 1)/\(count)" }

  /// Whether a streamed address is in this share. All its ports are in the same one, and it is the
  /// same whatever the seed.
  func owns(_ address: IPAddress) -> Bool {
    guard count > 1 else { return true }
    let low = UInt64(truncatingIfNeeded: address.value)
    let high = UInt64(truncatingIfNeeded: address.value >> 64)
    return SplitMix64.mixed(low ^ SplitMix64.mixed(high ^ UInt64(address.family.rawValue))) % count
      == index
  }
}
