import Bytes
import Records
import Store
import Usage

/// What a store tells of one survey: the model that every format of the report shows.
public struct ExposureReport: Sendable {
  /// What the report is about, and what it is compared with.
  public struct Subject: Sendable {
    /// The labels of surveys; empty for records without one.
    public var survey: String
    public var earlier: String?
    public var title: String
    public var generated: Timestamp
    /// The day of the advisories that this program knows, for stores that don't say.
    public var advisories: String

    public init(
      survey: String, earlier: String? = nil, title: String, generated: Timestamp,
      advisories: String
    ) {
      self.survey = survey
      self.earlier = earlier
      self.title = title
      self.generated = generated
      self.advisories = advisories
    }
  }

  public let subject: Subject
  public let knowledge: [(kind: String, text: String)]
  /// What there is of the survey, by kind of record.
  public let parts: [StoredSurvey.Part]
  public let exposure: ServiceFindings?
  /// The services that are to be mended first; nil where there is nothing to mend.
  public let urgent: UrgentServices?
  public let places: PlaceFindings?
  public let attackers: AttackFindings?
  public let names: NameFindings?
  public let usage: UsageSummary?
  public let change: SurveyChange?
  public let advice: ReportAdvice

  /// Asks a store. Throws `StoreProblem`.
  ///
  /// - Parameter places: where the services are, where that was looked up for the report.
  public init(
    _ store: any RecordStore, _ subject: Subject, places: PlaceFindings? = nil,
    knowledge added: [(kind: String, text: String)] = []
  ) throws {
    self.subject = subject
    knowledge = try Self.knowledge(of: store, subject, added)
    parts = try store.surveys().first { $0.name == subject.survey }?.parts ?? []
    let survey = subject.survey
    exposure = try ServiceFindings(store, survey)
    urgent = try UrgentServices(store, survey)
    self.places = try places ?? PlaceFindings(store, survey)
    attackers = try AttackFindings(store, survey)
    names = try NameFindings(store, survey)
    usage = try UsageSummary(store, survey)
    if let earlier = subject.earlier {
      change = try SurveyChange(store, survey, earlier, exposure)
    } else {
      change = nil
    }
    advice = ReportAdvice(
      exposure: exposure, places: self.places, attackers: attackers, names: names, usage: usage)
  }

  private static func knowledge(
    of store: any RecordStore, _ subject: Subject, _ added: [(kind: String, text: String)]
  ) throws -> [(kind: String, text: String)] {
    var all = try store.knowledge()
    if !all.contains(where: { $0.kind == "advisories" }) {
      all.append(("advisories", subject.advisories))
    }
    for one in added where !all.contains(where: { $0 == one }) { all.append(one) }
    return all.sorted { ($0.kind, $0.text) < ($1.kind, $1.text) }
  }
}
