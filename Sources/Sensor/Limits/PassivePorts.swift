import Bytes

/// The ports that data connections are waited for on, dealt out at random: what comes next is
/// nobody's guess. No host gets all of them.
struct PassivePorts: Sendable {
  private let range: ClosedRange<UInt16>?
  private var free: [UInt16]
  private var shares: FairShares

  /// Nil: the system deals out ports.
  init(_ range: ClosedRange<UInt16>?) {
    self.range = range
    free = range.map(Array.init) ?? []
    shares = FairShares(free.count)
  }

  /// A port for an address, which is to be given back; 0 where the system is to find one, nil where
  /// none is free, or the address has its share.
  mutating func take(for address: IPAddress) -> UInt16? {
    guard range != nil else { return 0 }
    guard shares.take(1, for: address) else { return nil }
    free.swapAt(Int.random(in: 0..<free.count), free.count - 1)
    return free.removeLast()
  }

  mutating func give(_ port: UInt16, of address: IPAddress) {
    guard port != 0 else { return }
    free.append(port)
    shares.give(1, of: address)
  }
}
