import Advisories
import Identification
import Records

/// Adds to service records what software the service is and which advisories apply to it.
struct Enrichment {
  private var identifier: Identifier
  private let judge: AdvisoryJudge
  /// What is known, and of when.
  let knowledge: [(kind: String, text: String)]

  /// What was found out about one service.
  struct Finding {
    var identification: Identification?
    var judgement: Judgement
  }

  init(_ library: FingerprintLibrary, _ catalogue: AdvisoryCatalogue) {
    identifier = Identifier(library)
    judge = AdvisoryJudge(catalogue)
    knowledge = [("advisories", catalogue.knowledge)]
  }

  /// With the program's own databases.
  init() { self.init(.embedded(), .embedded) }

  /// Fills in product and advisories. A product that nothing here can name stays as it was.
  @discardableResult
  mutating func enrich(_ record: inout ServiceRecord) -> Finding {
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
