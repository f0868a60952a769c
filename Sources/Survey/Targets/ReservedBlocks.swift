import Bytes

/// Addresses that are no one's to scan, unless the user names them: IANA's special-purpose
/// registries for IPv4 and IPv6 (RFC 6890; as after the last allocation, of April 2025), and
/// multicast, to which TCP can't connect.
enum ReservedBlocks {
  /// A block and where it comes from.
  struct Block: Sendable {
    /// Its addresses.
    let range: AddressRange
    /// What the registry calls it, such as `private use`.
    let name: String
    /// The RFC that reserves it.
    let rfc: Int
  }

  /// Every block, in the registries' order. Some lie inside others, as they do there.
  static let all: [Block] = table.compactMap { block, name, rfc in
    AddressRange(block).map { Block(range: $0, name: name, rfc: rfc) }
  }

  /// The addresses of all blocks.
  static let addresses = AddressSet(all.map(\.range))

  static let table: [(block: String, name: String, rfc: Int)] = [
    ("0.0.0.0/8", "this network", 791),
    ("0.0.0.0/32", "this host on this network", 1122),
    ("10.0.0.0/8", "private use", 1918),
    ("100.64.0.0/10", "shared address space", 6598),
    ("127.0.0.0/8", "loopback", 1122),
    ("169.254.0.0/16", "link local", 3927),
    ("172.16.0.0/12", "private use", 1918),
    ("192.0.0.0/24", "IETF protocol assignments", 6890),
    ("192.0.0.0/29", "IPv4 service continuity", 7335),
    ("192.0.0.8/32", "IPv4 dummy address", 7600),
    ("192.0.0.9/32", "Port Control Protocol anycast", 7723),
    ("192.0.0.10/32", "TURN anycast", 8155),
    ("192.0.0.170/32", "NAT64/DNS64 discovery", 7050),
    ("192.0.0.171/32", "NAT64/DNS64 discovery", 7050),
    ("192.0.2.0/24", "documentation (TEST-NET-1)", 5737),
    ("192.31.196.0/24", "AS112-v4", 7535),
    ("192.52.193.0/24", "AMT", 7450),
    ("192.88.99.0/24", "deprecated 6to4 relay anycast", 7526),
    ("192.88.99.2/32", "6a44 relay anycast", 6751),
    ("192.168.0.0/16", "private use", 1918),
    ("192.175.48.0/24", "direct delegation AS112", 7534),
    ("198.18.0.0/15", "benchmarking", 2544),
    ("198.51.100.0/24", "documentation (TEST-NET-2)", 5737),
    ("203.0.113.0/24", "documentation (TEST-NET-3)", 5737),
    ("224.0.0.0/4", "multicast", 5771),
    ("240.0.0.0/4", "reserved", 1112),
    ("255.255.255.255/32", "limited broadcast", 919),
    ("::1/128", "loopback", 4291),
    ("::/128", "unspecified address", 4291),
    ("::ffff:0:0/96", "IPv4-mapped", 4291),
    ("64:ff9b::/96", "IPv4-IPv6 translation", 6052),
    ("64:ff9b:1::/48", "IPv4-IPv6 translation", 8215),
    ("100::/64", "discard only", 6666),
    ("100:0:0:1::/64", "dummy prefix", 9780),
    ("2001::/23", "IETF protocol assignments", 2928),
    ("2001::/32", "Teredo", 4380),
    ("2001:1::1/128", "Port Control Protocol anycast", 7723),
    ("2001:1::2/128", "TURN anycast", 8155),
    ("2001:1::3/128", "DNS-SD service registration anycast", 9665),
    ("2001:2::/48", "benchmarking", 5180),
    ("2001:3::/32", "AMT", 7450),
    ("2001:4:112::/48", "AS112-v6", 7535),
    ("2001:10::/28", "deprecated ORCHID", 4843),
    ("2001:20::/28", "ORCHIDv2", 7343),
    ("2001:30::/28", "drone remote identification", 9374),
    ("2001:db8::/32", "documentation", 3849),
    ("2002::/16", "6to4", 3056),
    ("2620:4f:8000::/48", "direct delegation AS112", 7534),
    ("3fff::/20", "documentation", 9637),
    ("5f00::/16", "segment routing (SRv6) SIDs", 9602),
    ("fc00::/7", "unique local", 4193),
    ("fe80::/10", "link-local unicast", 4291),
    ("ff00::/8", "multicast", 4291),
  ]
}
