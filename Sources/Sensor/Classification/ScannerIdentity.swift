import Bytes

/// A research scanner, by what its operator publishes of it: addresses, ends of reverse names,
/// words that its clients say. Nothing here is guessed from traffic.
public struct ScannerIdentity: Sendable {
  /// As the operator calls it.
  public let name: String
  /// `192.0.2.0/24`: networks that the operator scans from and nobody else. Addresses that are
  /// rented one by one (Shodan's, BinaryEdge's, LeakIX's, Stretchoid's) are others' next month, and
  /// left out. As published in 2026; compared with github.com/OpenFilters/internet-scanners and
  /// github.com/MISP/misp-warninglists.
  let networks: [String]
  /// `.example.org`.
  let hosts: [String]
  /// In small letters: parts of an anonymous password, of CLNT, of what is no FTP.
  let words: [String]
  /// Where the operator says so.
  let source: String

  /// Those that are known.
  public static let all: [ScannerIdentity] = [
    ScannerIdentity(
      name: "Censys",
      networks: [
        "66.132.148.0/24", "66.132.153.0/24", "66.132.159.0/24", "66.132.172.0/24",
        "66.132.186.0/24", "66.132.195.0/24", "66.132.198.0/24", "66.132.224.0/24",
        "66.132.228.0/24", "162.142.125.0/24", "167.94.138.0/24", "167.94.145.0/24",
        "167.94.146.0/24", "167.248.133.0/24", "199.45.154.0/23", "206.168.32.0/22",
        "2602:80d:1000::/48", "2602:80d:1006::/47", "2602:80d:1008::/47", "2602:80d:100a::/48",
        "2620:96:e000::/48",
      ],
      hosts: [".censys-scanner.com"], words: ["censysinspect"],
      source: "https://docs.censys.com/docs/opt-out-of-data-collection"),
    ScannerIdentity(
      name: "Shadowserver",
      networks: [
        "64.62.156.0/24", "64.62.195.152/29", "64.62.197.0/24", "65.49.1.0/24", "65.49.20.64/26",
        "74.82.47.0/26", "184.105.139.64/26", "184.105.143.128/26", "184.105.247.192/26",
        "216.218.206.64/26", "2001:470:1:332::/64", "2001:470:1:c84::/64", "2001:470:1:fb5::/64",
        "2001:470:2cc::/48",
      ],
      hosts: [".shadowserver.org"], words: ["shadowserver.org"],
      source: "https://www.shadowserver.org/what-we-do/network-reporting/"),
    ScannerIdentity(
      name: "Rapid7 Project Sonar",
      networks: [
        "5.63.151.96/27", "71.6.233.0/24", "88.202.190.128/27", "109.123.117.224/27",
        "146.185.25.160/27", "2607:ff10:c5:522::/64", "2a02:2498:e004:23::/64",
      ],
      hosts: [".sonar.labs.rapid7.com"], words: ["sonar@rapid7.com"],
      source: "https://opendata.rapid7.com/about/"),
    ScannerIdentity(
      name: "Shodan", networks: [], hosts: [".shodan.io"], words: ["shodan.io"],
      source: "https://help.shodan.io"),
    ScannerIdentity(
      name: "University of Michigan",
      networks: [
        "141.212.120.0/22", "141.212.124.0/23", "141.213.13.192/28",
      ],
      hosts: [".eecs.umich.edu"], words: ["eecs.umich.edu"],
      source: "https://cse.engin.umich.edu/about/resources/connection-attempts/"),
    ScannerIdentity(
      name: "Driftnet",
      networks: [
        "87.236.176.0/24", "185.247.137.0/24", "193.163.125.0/24", "2a06:4880::/29",
      ],
      hosts: [".internet-measurement.com"], words: ["internet-measurement.com"],
      source: "https://internet-measurement.com"),
    ScannerIdentity(
      name: "Cortex Xpanse",
      networks: [
        "35.203.210.0/23", "144.86.173.0/24", "147.185.132.0/22", "162.216.148.0/22",
        "172.105.147.0/24", "198.235.24.0/24", "205.210.31.0/24", "216.25.88.0/21",
        "2604:a940:300::/47", "2604:a940:302::/48",
      ],
      hosts: [".expanseinc.com"],
      words: ["scaninfo@expanseinc.com", "scaninfo@paloaltonetworks.com"],
      source: "https://docs-cortex.paloaltonetworks.com/r/1/Cortex-Xpanse/Scanning-activity"),
    ScannerIdentity(
      name: "BinaryEdge", networks: [], hosts: [".binaryedge.ninja"], words: ["binaryedge"],
      source: "https://www.binaryedge.io"),
    ScannerIdentity(
      name: "Internet Census Group",
      networks: [
        "45.156.128.0/22", "109.105.208.0/21", "185.117.225.0/24", "185.180.140.0/22",
        "185.226.196.0/22", "2a10:3c0::/29",
      ],
      hosts: [".internet-census.org"],
      words: ["internet-census.org"], source: "https://www.internet-census.org/home.html"),
    ScannerIdentity(
      name: "LeakIX", networks: [], hosts: [".leakix.org"], words: ["leakix"],
      source: "https://leakix.net"),
    ScannerIdentity(
      name: "ONYPHE",
      networks: [
        "51.254.49.96/28", "91.196.152.0/24", "91.230.168.0/24", "91.231.89.0/24",
        "94.231.206.0/24", "195.184.76.0/24", "2001:41d0:33a:a00::400/124",
        "2001:41d0:33d:9200::400/124", "2a14:f100::/29",
      ],
      hosts: [".onyphe.net"], words: ["onyphe"],
      source: "https://www.onyphe.io"),
    ScannerIdentity(
      name: "Stretchoid", networks: [], hosts: [".stretchoid.com"], words: ["stretchoid.com"],
      source: "https://stretchoid.com"),
    ScannerIdentity(
      name: "RWTH Aachen University",
      networks: [
        "137.226.113.0/26"
      ],
      hosts: [".comsys.rwth-aachen.de"],
      words: ["comsys.rwth-aachen.de"], source: "http://researchscan.comsys.rwth-aachen.de"),
    ScannerIdentity(
      name: "Technical University of Munich",
      networks: [
        "138.246.253.0/24", "2001:4ca0:108::/48",
      ],
      hosts: [".net.in.tum.de"],
      words: ["net.in.tum.de"], source: "https://www.net.in.tum.de"),
    ScannerIdentity(
      name: "Alpha Strike Labs",
      networks: [
        "45.83.64.0/22", "194.187.176.0/22", "2a0e:7b84::/30",
      ],
      hosts: [".alphastrike.io"],
      words: ["alphastrike.io"], source: "https://www.alphastrike.io"),
    ScannerIdentity(
      name: "Recyber Project", networks: [], hosts: [".recyber.net"], words: ["recyber.net"],
      source: "https://www.recyber.net"),
  ]

  private static let sets: [AddressSet] = all.map { identity in
    AddressSet(identity.networks.compactMap { AddressRange($0) })
  }

  /// Who an address, a reverse name or some words belong to, and how that is known; nil where they
  /// belong to nobody of these.
  public static func find(
    address: IPAddress?, host: String?, words: [[UInt8]]
  ) -> (identity: ScannerIdentity, how: String)? {
    if let address = address?.unmapped,
      let index = sets.firstIndex(where: { $0.contains(address) })
    {
      return (all[index], "its address is among those published")
    }
    if let host = host?.lowercased(),
      let found = all.first(where: { $0.hosts.contains { ("." + host).hasSuffix($0) } })
    {
      return (found, "its reverse name is one published")
    }
    for said in words {
      if let index = said.withSlice({ index(naming: $0) }) {
        return (all[index], "it names itself")
      }
    }
    return nil
  }

  /// The words of all as bytes, and whose they are: they are looked for in every session.
  private static let needles: [(word: [UInt8], index: Int)] = all.indices.flatMap { index in
    all[index].words.map { (Array($0.utf8), index) }
  }

  private static func index(naming said: ByteSlice) -> Int? {
    var first: Int?
    for needle in needles where first.map({ needle.index < $0 }) ?? true {
      if needle.word.withSlice({ said.containsIgnoringCase($0) }) { first = needle.index }
    }
    return first
  }
}
