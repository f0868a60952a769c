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
  /// What is known, and of when.
  let knowledge: [(kind: String, text: String)]

  /// What was found out about one service.
  struct Finding {
    var identification: Identification?
    var judgement: Judgement
  }

  init(
    _ library: FingerprintLibrary, _ catalogue: AdvisoryCatalogue, places: PlaceFinder?
  ) {
    identifier = Identifier(library)
    judge = AdvisoryJudge(catalogue)
    self.places = places
    knowledge =
      [("advisories", catalogue.knowledge)] + (places?.credits.map { ("geo", $0) } ?? [])
  }

  /// With the program's own databases.
  init(places: PlaceFinder?) { self.init(.embedded(), .embedded, places: places) }

  /// Fills in product, advisories and place. A product that nothing here can name stays as it was,
  /// and a place that nothing here knows.
  @discardableResult
  mutating func enrich(_ record: inout ServiceRecord) -> Finding {
    if let places, let address = IPAddress(record.ip), let place = places.place(of: address) {
      record.place = place
    }
    guard record.status != .notFTP else {
      return Finding(identification: nil, judgement: Judgement())
    }
    let identification = identifier.identify(record)
    if let identification { record.product = identification.product }
    let judgement = judge.judge(record)
    record.advisories = judgement.advisories
    return Finding(identification: identification, judgement: judgement)
  }

  /// Every fingerprint that matches.
  mutating func allClues(of record: ServiceRecord) -> [Clue] { identifier.allClues(of: record) }
}
