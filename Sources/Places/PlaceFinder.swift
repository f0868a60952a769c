import Bytes
import Inputs
import Records

/// Says where addresses are: country, network, cloud provider.
public struct PlaceFinder {
  private let databases: [PlaceDatabase]
  private let ranges: CloudRanges

  /// What the answers come from: `GeoLite2-Country of 2026-11-01`, `address ranges of Amazon`.
  public let credits: [String]

  /// Opens databases in MaxMind's format. Throws `FileProblem`.
  public init(databases paths: [String], ranges: CloudRanges) throws(FileProblem) {
    var databases: [PlaceDatabase] = []
    for path in paths { databases.append(try PlaceDatabase(path: path)) }
    self.databases = databases
    self.ranges = ranges
    credits =
      databases.map { "\($0.type) of \($0.built.day.text)" }
      + ranges.providers.map { "address ranges of \($0)" }
  }

  /// Where an address is; nil where nothing is known of it. Each of country and network is from the
  /// database that knows the longest prefix for it, the provider from the published ranges, else
  /// from the network.
  public func place(of address: IPAddress) -> ServicePlace? {
    var place = placeByDatabases(address)
    place.cloud =
      ranges.provider(of: address)
      ?? place.asn.flatMap { CloudNetworks.provider(ofNetwork: $0) }
    return place == ServicePlace() ? nil : place
  }

  /// Where an address is, of which a place is known already: what is found takes the place of what
  /// was known, and what is not found stays.
  public func place(of address: IPAddress, knownAs known: ServicePlace?) -> ServicePlace? {
    let found = place(of: address)
    guard let found, var place = known else { return found ?? known }
    place.country = found.country ?? place.country
    if found.asn != nil { (place.asn, place.network) = (found.asn, found.network) }
    place.cloud = found.cloud ?? place.cloud
    return place
  }

  private func placeByDatabases(_ address: IPAddress) -> ServicePlace {
    var place = ServicePlace()
    var (country, network) = (-1, -1)
    for database in databases {
      guard let answer = database.answer(address) else { continue }
      if let found = answer.place.country, answer.prefixLength > country {
        (place.country, country) = (found, answer.prefixLength)
      }
      if let found = answer.place.asn, answer.prefixLength > network {
        (place.asn, network) = (found, answer.prefixLength)
        place.network = answer.place.network
      }
    }
    return place
  }
}
