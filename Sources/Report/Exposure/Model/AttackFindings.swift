import Bytes
import Records
import Store

/// What attackers did at sensors.
public struct AttackFindings: Sendable {
  /// Credentials, commands and the like that are listed.
  static let rowsMaximum = 100
  /// Names of files that are looked at.
  private static let namesMaximum = 10_000

  /// What happened in an hour or a day.
  public struct Step: Equatable, Sendable {
    /// `2026-11-24T13:00:00Z` or `2026-11-24`, in UTC; the next one is no longer part of it.
    public var time: String
    /// Connections, or sessions that ended.
    var total: Int
    /// Different sources among them, counted anew for each step.
    var unique: Int
    /// What the sensors lost, as far as they know, and why they do not tell of everything. Only of
    /// the series of all.
    public var lost = 0
    /// The reasons of gaps that touch it: `down`, `events-limit` …
    var gaps: [String] = []
  }

  /// A sensor's or a listener's connections, or the sessions of a class.
  public struct Part: Equatable, Sendable {
    /// Empty where it is not known.
    public var name: String
    /// How TLS is reached at a listener; empty for others.
    public var mode: String
    /// Connections, or sessions of a class.
    var total: Int
    /// Different sources among them, over all of the time.
    var unique: Int
    /// Each hour; those without anything included.
    var hours: [Step]
    /// Each day; those without anything included.
    public var days: [Step]
  }

  /// What sensors do not tell of, for one reason.
  public struct Gap: Equatable, Sendable {
    /// Why: `down`, `events-limit`, `connections-limit` …
    public var reason: String
    /// `events`, `connections`; empty where nobody knows.
    public var lost: String
    /// How much; nil where nobody knows.
    public var count: Int?
    /// How many gaps there were for this reason.
    var gaps: Int
  }

  /// A file that was sent.
  struct Upload: Equatable, Sendable {
    /// Empty where it is not known.
    var sha256: String
    /// What it is by its first bytes: `elf`, `pe`, `php` …
    var content: String
    /// The path that it was sent to most often.
    var path: String?
    /// How often it was sent.
    var count: Int
  }

  /// From the first event or the window's beginning to the last one or its end, those without
  /// anything included.
  let hours: [Step]
  /// The same by day.
  public let days: [Step]
  /// Hours or days as a chart shows them.
  let charted: AttackBins
  /// All of them, those that sent nothing included.
  public let connections: Int
  /// Different addresses that connected, over all of the time.
  public let sources: Int
  /// Sessions that ended.
  public let sessions: Int
  /// What they are told apart by.
  private let parts: [AttackGrouping: [Part]]
  /// By reason and what was lost; the most frequent first.
  let gaps: [Gap]
  /// User and password.
  let credentials: [Count]
  /// By verb.
  let commands: [Count]
  /// Signature and CVE.
  let exploits: [Count]
  /// By JA4 of the TLS client.
  let clients: [Count]
  /// By SHA-256.
  let uploads: [Upload]
  /// Path and canary token.
  let downloads: [Count]
  /// By whom PORT or EPRT named; nobody was connected to.
  let bounces: [Count]

  /// What sensors do not tell of, for any reason.
  var lost: Int { gaps.reduce(0) { $0 + ($1.count ?? 0) } }

  /// Nil where the survey has no events. Throws `StoreProblem`.
  ///
  /// - Parameter window: what the series are to cover at least.
  init?(_ store: any RecordStore, _ survey: String, window: AttackWindow = .init()) throws {
    if try store.counts(.event, of: survey).isEmpty { return nil }
    let series = try AttackSeries(store, survey, window)
    hours = series.all(.hour)
    days = series.all(.day)
    let unit = Self.usualUnit(hours)
    let steps = unit == .hour ? hours : days
    charted = try AttackBins(
      store, survey, steps[Self.withoutStrays(steps).range], unit, maximum: PageChart.binsMaximum)
    connections = days.reduce(0) { $0 + $1.total }
    sources = try store.size(.sources, of: survey).total
    let groupings = AttackGrouping.allCases
    parts = Dictionary(
      uniqueKeysWithValues: try groupings.map { ($0, try series.parts($0, store, survey)) })
    sessions = try store.size(.sessionClass, of: survey).total
    gaps = try Self.gaps(store, survey)
    credentials = try store.counts(.credential, of: survey, limit: Self.rowsMaximum)
    commands = try store.counts(.command, of: survey, limit: Self.rowsMaximum)
    exploits = try store.counts(.exploit, of: survey, limit: Self.rowsMaximum)
    clients = try store.counts(.client, of: survey, limit: Self.rowsMaximum)
    uploads = try Self.uploads(store, survey)
    downloads = try store.counts(.download, of: survey, limit: Self.rowsMaximum)
    bounces = try store.counts(.bounce, of: survey, limit: Self.rowsMaximum)
  }

  /// The parts that all is split into, those with most first.
  func parts(by grouping: AttackGrouping) -> [Part] { parts[grouping, default: []] }

  private static func gaps(_ store: any RecordStore, _ survey: String) throws -> [Gap] {
    let lost = Dictionary(
      try store.counts(.lost, of: survey).map { ([$0.answer, $0.detail], $0.number) },
      uniquingKeysWith: +)
    return try store.counts(.gap, of: survey).map {
      // A gap of which it is known how much was lost has lost something.
      let count = lost[[$0.answer, $0.detail]].flatMap { $0 > 0 ? $0 : nil }
      return Gap(reason: $0.answer, lost: $0.detail, count: count, gaps: $0.number)
    }
  }

  private static func uploads(_ store: any RecordStore, _ survey: String) throws -> [Upload] {
    let names = Dictionary(
      try store.counts(.uploadName, of: survey, limit: namesMaximum)
        .map { ($0.answer, $0.detail) }, uniquingKeysWith: { first, _ in first })
    return try store.counts(.upload, of: survey, limit: rowsMaximum).map {
      Upload(
        sha256: $0.answer, content: $0.detail,
        path: names[$0.answer].flatMap { $0.isEmpty ? nil : $0 },
        count: $0.number)
    }
  }
}

/// The time that series cover: half open, each end nil where the events decide.
public struct AttackWindow: Equatable, Sendable {
  /// The first moment that is covered.
  public var since: Timestamp?
  /// The moment up to which is covered, itself not.
  public var until: Timestamp?

  public init(since: Timestamp? = nil, until: Timestamp? = nil) {
    self.since = since
    self.until = until
  }
}
