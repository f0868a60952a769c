import Bytes
import Records
import Store

/// Where the services of a survey are.
public struct PlaceFindings: Sendable {
  /// Networks that are listed.
  static let networksMaximum = 1000

  /// By country, two capital letters (ISO 3166-1).
  let countries: [Count]
  /// `AS64496`, with the name as detail, of several the most frequent; empty where none is known.
  public let networks: [Count]
  /// How many networks there are, those that are not listed included.
  let networkCount: Int
  /// By cloud provider.
  let clouds: [Count]
  /// How many services of a provider take passwords in clear.
  let cloudClearLogins: [String: Int]
  /// How many of them are vulnerable for sure.
  let cloudConfirmed: [String: Int]

  /// As the records have it; nil where none has a place.
  init?(_ store: any RecordStore, _ survey: String) throws {
    try self.init { try store.counts($0, of: survey) }
  }

  /// Of places that were looked up, as counts of the topics of places; nil where none was found.
  public init?(_ counts: [Topic: [Count]]) {
    self.init { counts[$0] ?? [] }
  }

  private init?(_ counts: (Topic) throws -> [Count]) rethrows {
    countries = try counts(.country)
    let networks = Self.byNumber(try counts(.network))
    self.networks = Array(networks.prefix(Self.networksMaximum))
    networkCount = networks.count
    clouds = try counts(.cloud)
    cloudClearLogins = Dictionary(
      try counts(.cloudFault).filter { $0.detail == ServiceFault.passwordsInClear.rawValue }
        .map { ($0.answer, $0.number) }, uniquingKeysWith: +)
    cloudConfirmed = Dictionary(
      try counts(.cloudVulnerable)
        .filter { $0.detail == ServiceAdvisory.Certainty.confirmed.rawValue }
        .map { ($0.answer, $0.number) }, uniquingKeysWith: +)
    if countries.isEmpty, networks.isEmpty, clouds.isEmpty { return nil }
  }

  /// Each network once, under whatever names it came; without a number they are told apart by name.
  private static func byNumber(_ counts: [Count]) -> [Count] {
    var places: [String: Int] = [:]
    var networks: [Count] = []
    for count in counts.sorted(by: isBefore) {
      let key = count.answer.isEmpty ? " \(count.detail)" : count.answer
      if let place = places[key] {
        networks[place].number += count.number
        if networks[place].detail.isEmpty { networks[place].detail = count.detail }
      } else {
        places[key] = networks.count
        networks.append(count)
      }
    }
    return networks.sorted(by: isBefore)
  }

  private static func isBefore(_ one: Count, _ other: Count) -> Bool {
    (other.number, one.answer, one.detail) < (one.number, other.answer, other.detail)
  }
}
