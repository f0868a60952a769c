import Records
import Store

/// The services of a survey that are to be mended first.
struct UrgentServices: Sendable {
  /// Services that are listed.
  static let rowsMaximum = 200

  /// The most urgent first.
  let listed: [Service]
  /// How many are to be mended.
  let count: Int

  /// One of them, with what is wrong with it.
  struct Service: Sendable {
    /// What the survey has of it.
    let record: ServiceRecord
    /// The worst first.
    var faults: [ServiceFault] { record.faults }

    /// The advisories that are confirmed, in the order in which they make a service urgent: those
    /// by which programs run without a login, those that are exploited, then the gravest.
    var confirmed: [ServiceAdvisory] {
      record.advisories.filter { $0.certainty == .confirmed }.sorted { Self.key($0) < Self.key($1) }
    }

    /// In words, the worst first: `remote code execution without login (CVE-2011-2523), known to be
    /// exploited, no TLS`.
    var words: String {
      let faults = faults.filter { $0 != .vulnerable }.map(\.fullWords)
      let urgency = record.urgency
      let isGrave = urgency.has(.remoteCode) || urgency.has(.exploited)
      return (isGrave ? vulnerabilities + faults : faults + vulnerabilities)
        .joined(separator: ", ")
    }

    /// What the confirmed advisories lead to, and whether that happens; none without any.
    private var vulnerabilities: [String] {
      guard let gravest = confirmed.first else { return [] }
      let ids = ReportAdvice.list(confirmed.map(\.id))
      let exploited = confirmed.filter { $0.isKnownExploited == true }.map(\.id)
      let words = "\(ImpactWords.words(gravest.impactInWhole)) (\(ids))"
      if exploited.isEmpty { return [words] }
      let which = exploited.count == confirmed.count ? "" : ReportAdvice.list(exploited) + " "
      return [words, which + "known to be exploited"]
    }

    private static func key(_ advisory: ServiceAdvisory) -> (Int, Int, Int, String) {
      let rank = ImpactWords.order.firstIndex(of: advisory.impactInWhole)
      return (
        advisory.isRemoteCode ? 0 : 1, advisory.isKnownExploited == true ? 0 : 1,
        rank ?? ImpactWords.order.count, advisory.id
      )
    }
  }

  /// Nil where nothing is to be mended. Throws `StoreProblem`.
  init?(_ store: any RecordStore, _ survey: String) throws {
    let (services, count) = try store.urgent(of: survey, limit: Self.rowsMaximum)
    if services.isEmpty { return nil }
    listed = services.map { RankedService($0) }.sorted().map { Service(record: $0.record) }
    self.count = count
  }
}
