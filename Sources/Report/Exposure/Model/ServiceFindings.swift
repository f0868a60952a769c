import Advisories
import Records
import Store

/// What the services of a survey are and what is wrong with them.
public struct ServiceFindings: Sendable {
  /// Versions of a family that are listed.
  static let versionsMaximum = 100

  /// An advisory and how many services have it, so surely.
  public struct Advised: Equatable, Sendable {
    /// The CVE's number, or its maker's.
    public var id: String
    /// How surely these services have it.
    public var certainty: ServiceAdvisory.Certainty
    /// A word of `Advisory.Impact`, with `-authenticated` behind it where a login is needed first.
    public var impact: String
    /// Whether it is known to be exploited.
    var isKnownExploited: Bool
    /// How many services.
    public var count: Int
  }

  /// Services with the fault of a family.
  struct FamilyFault: Equatable, Sendable {
    /// The family's name.
    var family: String
    /// What is to be mended there.
    var fault: ServiceFault
    /// How many services.
    var count: Int
  }

  /// Those that are FTP.
  public let services: Int
  /// Those of them whose software is known.
  public let named: Int
  /// By `status`, those that are not FTP included.
  public let statuses: [Count]
  /// By how TLS is reached.
  let modes: [Count]
  /// By whether USER is taken before TLS.
  public let loginInClear: [Count]
  /// By whether files can be protected.
  let dataProtection: [Count]
  /// By the version that was agreed, of services with TLS.
  let tlsVersions: [Count]
  /// How many showed one (`shown`), and of these `at_fault` or `sound`.
  let certificates: [Count]
  /// How many services have each; a service may have several.
  public let faults: [ServiceFault: Int]
  /// `to_mend`, `in_order`, `undetermined`.
  let states: [Count]
  /// By family, of services whose software is known.
  let families: [Count]
  /// By family.
  public let versions: [String: [Count]]
  /// Services whose version is no longer looked after, and of how many that is known.
  let endOfLife: (count: Int, judged: Int)
  /// These versions, each with its family as the answer.
  let outdated: [Count]
  /// The most frequent first.
  public let advisories: [Advised]
  /// Services by the surest that is said of them.
  let vulnerable: [ServiceAdvisory.Certainty: Int]
  /// By impact, the same.
  let impacts: [String: [ServiceAdvisory.Certainty: Int]]
  /// Services by the surest advisory of theirs that is known to be exploited.
  public let exploited: [ServiceAdvisory.Certainty: Int]
  /// Advisories that are known to be exploited, each with how sure it is as the detail; the surest
  /// first, then the most frequent.
  let exploitedAdvisories: [Count]
  /// By impact, the families of the services of which it is confirmed.
  let impactFamilies: [String: [Count]]
  /// By family, which faults its services have.
  let familyFaults: [FamilyFault]

  /// Nil where the survey has no service records.
  init?(_ store: any RecordStore, _ survey: String) throws {
    statuses = try store.counts(.status, of: survey)
    if statuses.isEmpty { return nil }
    modes = try store.counts(.mode, of: survey)
    services = modes.reduce(0) { $0 + $1.number }
    loginInClear = try store.counts(.loginInClear, of: survey)
    dataProtection = try store.counts(.dataProtection, of: survey)
    tlsVersions = try store.counts(.tlsVersion, of: survey)
    certificates = try store.counts(.certificate, of: survey)
    faults = Dictionary(
      try store.counts(.fault, of: survey).compactMap { count in
        ServiceFault(rawValue: count.answer).map { ($0, count.number) }
      }, uniquingKeysWith: +)
    states = try store.counts(.state, of: survey)
    families = try store.counts(.family, of: survey)
    named = families.reduce(0) { $0 + $1.number }
    let versions = try store.counts(.version, of: survey)
    self.versions = Dictionary(grouping: versions, by: \.answer)
      .mapValues { $0.prefix(Self.versionsMaximum).map { Count($0.detail, $0.number) } }
    let judged = Self.judged(versions)
    outdated = judged.filter(\.isOver).map(\.version)
    endOfLife = (
      outdated.reduce(0) { $0 + $1.number }, judged.reduce(0) { $0 + $1.version.number }
    )
    let impactOf = Dictionary(
      try store.counts(.advisoryImpact, of: survey).map { ($0.answer, $0.detail) },
      uniquingKeysWith: { first, _ in first })
    exploitedAdvisories = try store.counts(.exploitedAdvisory, of: survey)
      .sorted { Self.rank($0) < Self.rank($1) }
    let known = Set(exploitedAdvisories.map(\.answer))
    advisories = try store.counts(.advisory, of: survey).compactMap { count in
      ServiceAdvisory.Certainty(rawValue: count.detail).map {
        Advised(
          id: count.answer, certainty: $0, impact: impactOf[count.answer] ?? "other",
          isKnownExploited: known.contains(count.answer), count: count.number)
      }
    }
    vulnerable = Self.byCertainty(try store.counts(.vulnerable, of: survey)) { $0.answer }
    exploited = Self.byCertainty(try store.counts(.exploited, of: survey)) { $0.answer }
    impacts = Dictionary(grouping: try store.counts(.impact, of: survey), by: \.answer)
      .mapValues { Self.byCertainty($0) { $0.detail } }
    impactFamilies = Dictionary(
      grouping: try store.counts(.impactFamily, of: survey), by: \.answer
    ).mapValues { $0.map { Count($0.detail, $0.number) } }
    familyFaults = try store.counts(.familyFault, of: survey).compactMap { count in
      ServiceFault(rawValue: count.detail).map {
        FamilyFault(family: count.answer, fault: $0, count: count.number)
      }
    }
  }

  private static func byCertainty(
    _ counts: [Count], _ word: (Count) -> String
  ) -> [ServiceAdvisory.Certainty: Int] {
    Dictionary(
      counts.compactMap { count in
        ServiceAdvisory.Certainty(rawValue: word(count)).map { ($0, count.number) }
      }, uniquingKeysWith: +)
  }

  private static func rank(_ advisory: Count) -> (Int, Int, String) {
    let certainty = ServiceAdvisory.Certainty(rawValue: advisory.detail)
    return (certainty?.rank ?? .max, -advisory.number, advisory.answer)
  }

  /// Versions of which it is known whether they are looked after.
  private static func judged(_ versions: [Count]) -> [(version: Count, isOver: Bool)] {
    versions.compactMap { count in
      let version = count.detail.isEmpty ? nil : count.detail
      return EndOfLife.isOver(family: count.answer, version: version).map { (count, $0) }
    }
  }

  /// How many services have something that is known to be exploited, and how surely:
  /// `36 services (confirmed 21, conditional 15)`; nil for none.
  var exploitedWords: String? {
    let surest = exploited.filter { $0.value > 0 }.sorted { $0.key.rank < $1.key.rank }
    if surest.isEmpty { return nil }
    let words = surest.map { "\($0.key.rawValue) \(Figures.grouped($0.value))" }
    return Figures.count(surest.reduce(0) { $0 + $1.value }, "service")
      + " (\(words.joined(separator: ", ")))"
  }

  /// How often an answer came.
  func number(_ counts: KeyPath<ServiceFindings, [Count]>, _ answer: String) -> Int {
    self[keyPath: counts].first { $0.answer == answer }?.number ?? 0
  }
}
