import Advisories
import Bytes
import Identification
import Places
import Records

/// Adds to service records what software the service is, which advisories apply to it, and where
/// it is.
struct Enrichment {
  private var identifier: Identifier
  private let judge: AdvisoryJudge
  private let places: PlaceFinder?
  /// What was found out about services that said the same: most have neighbours that do.
  private var known: [Words: (finding: Finding, product: ServiceProduct?)] = [:]
  /// What is known, and of when.
  let knowledge: [(kind: String, text: String)]

  /// What was found out about one service.
  struct Finding {
    var identification: Identification?
    var judgement: Judgement
  }

  /// What a service said of itself: all that a finding follows from.
  private struct Words: Hashable {
    let traces: [Trace]
    let features: [String]?
    let featuresInsideTLS: [String]?
    let mode: ServiceRecord.Mode?
    let hasTLS: Bool
    let anonymous: ServiceRecord.Anonymous?

    init(_ record: ServiceRecord, _ traces: [Trace]) {
      self.traces = traces
      features = record.features
      featuresInsideTLS = record.featuresInsideTLS
      mode = record.mode
      hasTLS = record.tls != nil
      anonymous = record.anonymous
    }
  }

  /// Findings that are remembered; when there are more, all are forgotten.
  private static let knownMaximum = 1024

  init(
    _ library: FingerprintLibrary, _ catalogue: AdvisoryCatalogue, places: PlaceFinder?
  ) {
    identifier = Identifier(library)
    judge = AdvisoryJudge(catalogue)
    self.places = places
    knowledge =
      [
        ("advisories", catalogue.knowledge), ("known_exploited", catalogue.exploitedKnowledge),
      ] + (places?.credits.map { ("geo", $0) } ?? [])
  }

  /// With the program's own databases.
  init(places: PlaceFinder?) { self.init(.embedded(), .embedded, places: places) }

  /// Fills in product, advisories and place. A product that nothing here can name stays as it was,
  /// and what nothing here knows of its place.
  @discardableResult
  mutating func enrich(_ record: inout ServiceRecord) -> Finding {
    if let places, let address = IPAddress(record.ip) {
      record.place = places.place(of: address, knownAs: record.place)
    }
    guard record.status != .notFTP else {
      return Finding(identification: nil, judgement: Judgement())
    }
    // A product that somebody else named decides about advisories too, and is not asked for twice.
    guard record.product == nil else { return find(&record) }
    let words = Words(record, identifier.traces(of: record))
    if let (finding, product) = known[words] {
      record.product = product
      record.advisories = finding.judgement.advisories
      return finding
    }
    let finding = find(&record)
    if known.count == Self.knownMaximum { known.removeAll(keepingCapacity: true) }
    known[words] = (finding, record.product)
    return finding
  }

  private mutating func find(_ record: inout ServiceRecord) -> Finding {
    let identification = identifier.identify(record)
    if let product = identification?.product { record.product = product }
    let judgement = judge.judge(record)
    record.advisories = judgement.advisories
    return Finding(identification: identification, judgement: judgement)
  }

  /// Every fingerprint that matches.
  mutating func allClues(of record: ServiceRecord) -> [Clue] { identifier.allClues(of: record) }
}
