import Bytes
import Records
import Store

/// Where the services of a survey are.
public struct PlaceFindings: Sendable {
  /// Networks that are listed.
  static let networksMaximum = 1000

  public let countries: [Count]
  /// `AS64496`, with the name as detail.
  public let networks: [Count]
  public let networkCount: Int
  public let clouds: [Count]
  /// How many services of a provider take passwords in clear.
  public let cloudClearLogins: [String: Int]
  /// How many of them are vulnerable for sure.
  public let cloudConfirmed: [String: Int]

  /// As the records have it; nil where none has a place.
  init?(_ store: any RecordStore, _ survey: String) throws {
    countries = try store.counts(.country, of: survey)
    networks = try store.counts(.network, of: survey, limit: Self.networksMaximum)
    networkCount = try store.size(.network, of: survey).answers
    clouds = try store.counts(.cloud, of: survey)
    cloudClearLogins = Dictionary(
      try store.counts(.cloudFault, of: survey)
        .filter { $0.detail == ServiceFault.passwordsInClear.rawValue }
        .map { ($0.answer, $0.number) }, uniquingKeysWith: +)
    cloudConfirmed = Dictionary(
      try store.counts(.cloudVulnerable, of: survey)
        .filter { $0.detail == ServiceAdvisory.Certainty.confirmed.rawValue }
        .map { ($0.answer, $0.number) }, uniquingKeysWith: +)
    if countries.isEmpty, networks.isEmpty, clouds.isEmpty { return nil }
  }

  /// Of places that were looked up, one for each service.
  public init(_ tally: PlaceTally) {
    countries = tally.countries.ordered
    let networks = tally.networks.map { number, entry in
      Count("AS\(number)", entry.name, entry.count)
    }
    .sorted { ($1.number, $0.answer) < ($0.number, $1.answer) }
    self.networks = Array(networks.prefix(Self.networksMaximum))
    networkCount = networks.count
    clouds = tally.clouds.ordered
    cloudClearLogins = [:]
    cloudConfirmed = [:]
  }
}

/// Places, counted.
public struct PlaceTally: Sendable {
  fileprivate var countries: [String: Int] = [:]
  fileprivate var networks: [Int: (name: String, count: Int)] = [:]
  fileprivate var clouds: [String: Int] = [:]

  public init() {}

  public mutating func add(_ place: ServicePlace) {
    if let country = place.country { countries[country, default: 0] += 1 }
    if let number = place.asn { networks[number, default: (place.network ?? "", 0)].count += 1 }
    if let cloud = place.cloud { clouds[cloud, default: 0] += 1 }
  }
}

extension [String: Int] {
  fileprivate var ordered: [Count] {
    map { Count($0.key, $0.value) }.sorted { ($1.number, $0.answer) < ($0.number, $1.answer) }
  }
}
