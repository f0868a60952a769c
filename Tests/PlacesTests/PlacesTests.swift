import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import Places

@Suite struct PlacesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ name: String, _ bytes: Data) throws -> String {
    try folder.write(bytes, name)
  }

  private func country(_ code: String) -> TestDatabase.Value {
    .map([("country", .map([("iso_code", .text(code))]))])
  }

  private func place(_ finder: PlaceFinder, _ address: String) -> ServicePlace? {
    IPAddress(address).flatMap { finder.place(of: $0) }
  }

  /// What is found takes the place of what was known of an address, and the rest stays.
  @Test func placeThatWasKnown() throws {
    var countries = TestDatabase(type: "Country")
    countries.add("192.0.2.0/24", country("FR"))
    var ranges = CloudRanges()
    try ranges.add(Array("198.51.100.0/24\n".utf8), path: "r.txt", provider: "Ours")
    let finder = try PlaceFinder(databases: [file("c.mmdb", countries.bytes())], ranges: ranges)
    #expect(finder.credits == ["Country of 2026-09-21", "address ranges of Ours"])
    let known = ServicePlace(country: "DE", asn: 64496, network: "Own", cloud: "Theirs")
    for (address, known, wanted) in [
      (
        "192.0.2.1", known, ServicePlace(country: "FR", asn: 64496, network: "Own", cloud: "Theirs")
      ),
      (
        "198.51.100.1", known,
        ServicePlace(country: "DE", asn: 64496, network: "Own", cloud: "Ours")
      ),
      ("203.0.113.1", known, known), ("203.0.113.1", nil, nil),
      ("192.0.2.1", nil, ServicePlace(country: "FR")),
    ] as [(String, ServicePlace?, ServicePlace?)] {
      let address = try #require(IPAddress(address))
      #expect(finder.place(of: address, knownAs: known) == wanted)
    }
  }

  /// Of several databases the one that knows the longest prefix answers, for country and network
  /// apart.
  @Test func longestPrefix() throws {
    var wide = TestDatabase(type: "Wide")
    wide.add("192.0.2.0/24", country("US"))
    wide.add("198.51.100.0/28", country("FR"))
    wide.add("2001:db8::/32", country("JP"))
    var narrow = TestDatabase(type: "Narrow")
    narrow.add("192.0.2.128/25", country("de"))
    narrow.add("198.51.100.0/24", country("IT"))
    var networks = TestDatabase(type: "ASN")
    networks.add(
      "192.0.0.0/16",
      .map([
        ("autonomous_system_number", .number(16276)),
        ("autonomous_system_organization", .text("OVH SAS")),
      ]))
    networks.add("203.0.113.0/24", .map([("asn", .text("AS64496")), ("as_name", .text("Own"))]))
    let finder = try PlaceFinder(
      databases: [
        file("w.mmdb", wide.bytes()), file("n.mmdb", narrow.bytes()),
        file("a.mmdb", networks.bytes()),
      ], ranges: CloudRanges())
    let ovh = (asn: 16276, network: "OVH SAS", cloud: "OVH")
    for (address, code) in [("192.0.2.1", "US"), ("192.0.2.200", "DE")] {
      #expect(
        place(finder, address)
          == ServicePlace(country: code, asn: ovh.asn, network: ovh.network, cloud: ovh.cloud))
    }
    #expect(place(finder, "198.51.100.3")?.country == "FR")
    #expect(place(finder, "198.51.100.99")?.country == "IT")
    #expect(place(finder, "2001:db8::1")?.country == "JP")
    #expect(place(finder, "203.0.113.9") == ServicePlace(asn: 64496, network: "Own"))
    #expect(place(finder, "8.8.8.8") == nil)
    #expect(finder.credits == ["Wide of 2026-09-21", "Narrow of 2026-09-21", "ASN of 2026-09-21"])
  }

  @Test func wrongKinds() throws {
    var other = TestDatabase(type: "Connection-Type")
    other.add("192.0.2.0/24", .map([("connection_type", .text("Cable"))]))
    let cases = [
      (try file("o.mmdb", other.bytes()), "Connection-Type: it holds neither"),
      (try file("t.mmdb", Data("no database".utf8)), "is no database in MaxMind's format"),
      (folder.path("none.mmdb"), "can't be opened: No such file"),
      (try file("h.mmdb", other.bytes().dropFirst(200)), "neither"),
    ]
    for (path, words) in cases {
      var reason = "none"
      do { _ = try PlaceFinder(databases: [path], ranges: CloudRanges()) } catch {
        reason = "\(error)"
      }
      #expect(reason.contains(path) && reason.contains(words), "\(reason)")
    }
  }

  @Test func publishedRanges() throws {
    var ranges = CloudRanges()
    func add(_ text: String, _ path: String, _ provider: String? = nil) throws {
      try ranges.add(Array(text.utf8), path: path, provider: provider)
    }
    try add(
      #"{"prefixes":[{"ip_prefix":"3.0.0.0/8"}],"ipv6_prefixes":[{"ipv6_prefix":"2600::/24"}]}"#,
      "ip-ranges.json")
    try add(
      #"{"values":[{"properties":{"addressPrefixes":["3.5.0.0/16","2603:1000::/25"]}}]}"#, "t.json")
    try add(
      #"{"prefixes":[{"ipv4Prefix":"8.8.8.0/24"},{"ipv6Prefix":"2001:4860::/32"}]}"#, "g.json")
    try add(#"{"regions":[{"cidrs":[{"cidr":"129.146.0.0/21"}]}]}"#, "public_ip_ranges.json")
    try add("# geofeed\n45.33.0.0/17,US,,\n2600:3c00::/32,US\n", "/x/linode.csv")
    try add("173.245.48.0/20\n3.5.1.0/24\n", "ips-v4", "Cloudflare")
    let wanted: [(String, String?)] = [
      ("3.1.2.3", "Amazon"), ("3.5.2.1", "Microsoft"), ("3.5.1.255", "Cloudflare"),
      ("3.5.2.0", "Microsoft"), ("3.6.0.0", "Amazon"), ("4.0.0.0", nil), ("2.255.255.255", nil),
      ("8.8.8.8", "Google"), ("129.146.7.1", "Oracle"), ("45.33.1.1", "Linode"),
      ("2600::1", "Amazon"), ("2600:3c00::1", "Linode"), ("2603:1000::5", "Microsoft"),
      ("::1", nil), ("255.255.255.255", nil), ("0.0.0.0", nil),
    ]
    for (address, provider) in wanted {
      #expect(IPAddress(address).flatMap { ranges.provider(of: $0) } == provider, "\(address)")
    }
    for (text, path) in [("{\"a\":1}", "a.json"), ("{", "b.json"), ("1.2.3.0/24", "list")] {
      #expect((try? add(text, path)) == nil, "\(path)")
    }
  }

  /// Ranges within ranges, against asking each of them.
  @Test func prefixTable() {
    var state: UInt32 = 7
    func next() -> UInt32 {
      state = state &* 1_664_525 &+ 1_013_904_223
      return state
    }
    for _ in 0..<50 {
      let entries = (0..<40).map { value in
        let length = (next() >> 8) % 9
        let first = ((next() >> 24) >> length) << length
        let size = UInt8(truncatingIfNeeded: (1 << length) - 1)
        return PrefixTable<UInt8>.Entry(
          first: UInt8(truncatingIfNeeded: first), last: UInt8(truncatingIfNeeded: first) | size,
          value: value)
      }
      let table = PrefixTable(entries)
      for address in UInt8.min...UInt8.max {
        let holding = entries.filter { $0.first <= address && address <= $0.last }
        let narrowest = holding.map { $0.last - $0.first }.min()
        let plain = holding.last { $0.last - $0.first == narrowest }?.value
        #expect(table.value(at: address) == plain)
      }
    }
  }

  @Test func networksAreOneProviders() {
    let all = CloudNetworks.providers.flatMap(\.networks)
    #expect(Set(all).count == all.count)
    #expect(CloudNetworks.providers.count >= 30)
    #expect(CloudNetworks.provider(ofNetwork: 24940) == "Hetzner")
  }
}

/// A real database, from PyPI's package maxminddb-geolite2: `Lab/setup` puts it into the lab.
@Suite(.enabled(if: RealDatabase.path != nil, RealDatabase.absence))
struct RealDatabaseTests {
  @Test func countries() throws {
    let finder = try PlaceFinder(
      databases: [try #require(RealDatabase.path)], ranges: CloudRanges())
    #expect(finder.credits == ["GeoLite2-City of 2018-07-03"])
    // Blocks of universities and agencies, which stay where they are.
    for (address, code) in [
      ("18.62.0.96", "US"), ("131.111.8.46", "GB"), ("130.60.184.1", "CH"),
      ("129.132.19.216", "CH"),
      ("133.11.0.1", "JP"), ("2001:630::1", "GB"),
    ] {
      let place = IPAddress(address).flatMap { finder.place(of: $0) }
      #expect(place?.country == code, "\(address)")
    }
  }
}

enum RealDatabase {
  static let absence: Comment = "skipped: there is no lab with GeoLite2-City.mmdb: Lab/setup"

  static let path: String? = {
    let path = Project.lab + "/geo/GeoLite2-City.mmdb"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}
