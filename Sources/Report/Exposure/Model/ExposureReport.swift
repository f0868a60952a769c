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
    /// The survey it is compared with; nil: none.
    public var earlier: String?
    /// The report's title.
    public var title: String
    /// When it was made.
    public var generated: Timestamp
    /// The day of the advisories that this program knows, for stores that don't say.
    public var advisories: String
    /// How many days back, from the last that sessions tell of, readiness looks.
    public var windowDays: Int

    public init(
      survey: String, earlier: String? = nil, title: String, generated: Timestamp,
      advisories: String, windowDays: Int = 30
    ) {
      self.survey = survey
      self.earlier = earlier
      self.title = title
      self.generated = generated
      self.advisories = advisories
      self.windowDays = windowDays
    }
  }

  /// What it is about.
  public let subject: Subject
  /// Of when, or from which file, what it goes by is: `advisories`, `geo` …
  public let knowledge: [(kind: String, text: String)]
  /// What there is of the survey, by kind of record.
  public let parts: [StoredSurvey.Part]
  /// The inputs of which something may be missing from the records.
  public let readings: [StoredReading]
  /// Nil where the survey has no service records.
  let exposure: ServiceFindings?
  /// The services that are to be mended first; nil where there is nothing to mend.
  let urgent: UrgentServices?
  /// Nil where no place of any service is known.
  public let places: PlaceFindings?
  /// Nil where the survey has no events.
  let attackers: AttackFindings?
  /// Nil where the survey has no names.
  public let names: NameFindings?
  /// Nil where the survey has no sessions.
  let usage: UsageSummary?
  /// Nil where it is compared with none, or either has no service.
  public let change: SurveyChange?
  /// Nil where the two surveys can't be compared service by service.
  let changed: ChangedServices?
  /// What to do.
  let advice: ReportAdvice

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
    readings = try store.readings(of: survey).filter { !$0.isWhole }
    exposure = try ServiceFindings(store, survey)
    urgent = try UrgentServices(store, survey)
    self.places = try places ?? PlaceFindings(store, survey)
    attackers = try AttackFindings(store, survey)
    names = try NameFindings(store, survey)
    usage = try UsageSummary(
      store, survey, windowDays: subject.windowDays, now: subject.generated)
    if let earlier = subject.earlier {
      change = try SurveyChange(store, survey, earlier, exposure)
      changed = try ChangedServices(store, survey, earlier, change)
    } else {
      (change, changed) = (nil, nil)
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
