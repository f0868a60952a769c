import Bytes

/// Something of which there is only so much, dealt out to hosts: each may hold as much as is free
/// besides, its network three times that. Who is alone gets half, who comes next half of the rest,
/// and whoever has none gets some as long as there is any: a flood from one shuts nobody else out.
struct FairShares: Sendable {
  /// How many times what is free a network may hold.
  private static let sharesOfNetwork = 3

  private(set) var free: Int
  private var hosts: [IPAddress: Int] = [:]
  private var networks: [IPAddress: Int] = [:]

  /// No more than can be multiplied, whatever somebody asks for.
  init(_ total: Int) { free = min(max(0, total), .max / (Self.sharesOfNetwork + 1)) }

  /// Takes some for an address; what is taken has to be given back. False where it may have no
  /// more.
  mutating func take(_ count: Int, for address: IPAddress) -> Bool {
    guard count > 0 else { return true }
    let (host, network) = (address.host, address.network)
    let ofHost = hosts[host, default: 0]
    let ofNetwork = networks[network, default: 0]
    guard count <= free, ofHost == 0 || ofHost + count <= free,
      ofNetwork + count <= Self.sharesOfNetwork * free
    else { return false }
    free -= count
    hosts[host] = ofHost + count
    networks[network] = ofNetwork + count
    return true
  }

  mutating func give(_ count: Int, of address: IPAddress) {
    guard count > 0 else { return }
    free += count
    Self.take(count, of: address.host, from: &hosts)
    Self.take(count, of: address.network, from: &networks)
  }

  private static func take(_ count: Int, of key: IPAddress, from held: inout [IPAddress: Int]) {
    guard let before = held[key] else { return }
    held[key] = before > count ? before - count : nil
  }
}
