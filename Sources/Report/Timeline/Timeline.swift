import Records
import Store

/// What happened at sensors, by the hour or by the day: `ftpscope sensor timeline`.
public struct Timeline: Sendable {
  /// What the series and lists are of.
  public let findings: AttackFindings
  /// The survey's label; empty for events without one.
  public let survey: String
  /// The time that is covered.
  public let window: AttackWindow
  /// Whether the series are shown by hour or by day.
  public let unit: TimeUnit
  /// What the series is split by; nil: not at all.
  let grouping: AttackGrouping?
  /// Who the sources are; nil where nobody asked.
  public var named: NamedSources?

  /// Asks a store; nil where the survey has no events. Throws `StoreProblem`.
  ///
  /// - Parameters:
  ///   - window: what the series cover at least; the store has no events of another time.
  ///   - unit: nil for hours where they are few.
  public init?(
    _ store: any RecordStore, _ survey: String, window: AttackWindow, unit: TimeUnit?,
    by grouping: AttackGrouping?
  ) throws {
    guard let findings = try AttackFindings(store, survey, window: window) else { return nil }
    self.findings = findings
    self.survey = survey
    self.window = window
    self.unit = unit ?? findings.usualUnit
    self.grouping = grouping
  }

  /// The series of all.
  var steps: [AttackFindings.Step] { unit == .hour ? findings.hours : findings.days }

  /// What it is split by.
  var parts: [AttackFindings.Part] { grouping.map { findings.parts(by: $0) } ?? [] }

  func steps(of part: AttackFindings.Part) -> [AttackFindings.Step] {
    unit == .hour ? part.hours : part.days
  }
}
