import Bytes
import Store

/// An hour or a day of UTC, as events are counted by.
public enum TimeUnit: String, CaseIterable, Sendable {
  case hour, day

  private var milliseconds: Int64 { self == .hour ? 3_600_000 : Timestamp.dayMilliseconds }

  /// The units that have begun since 1970.
  func number(of time: Timestamp) -> Int64 {
    time.milliseconds.quotientFloored(by: milliseconds)
  }

  /// The beginning of a unit, as a store has it: `2026-11-24T13:00:00Z`, `2026-11-24`.
  func text(_ number: Int64) -> String {
    let text = Timestamp(milliseconds: number * milliseconds).rfc3339
    return self == .day ? String(text.prefix(10)) : text
  }
}

/// What happened at sensors over time, with the hours and days in which nothing did.
struct AttackSeries {
  /// Steps of a series; where there would be more, those without anything are left out.
  static let stepsMaximum = 100_000

  private struct Tables {
    var steps: [String]
    var connections: [Count]
    var sources: [Count]
    var lost: [String: Int]
    var gaps: [String: [String]]
    /// By the part's name.
    var parts: [AttackGrouping: Part] = [:]
  }

  private struct Part {
    var totals: [String: [Count]]
    var sources: [String: [Count]]
  }

  private var tables: [TimeUnit: Tables] = [:]

  /// Asks a store. Throws `StoreProblem`.
  init(_ store: any RecordStore, _ survey: String, _ window: AttackWindow) throws {
    let gaps = try store.series(.hourGap, of: survey)
    let lost = try store.series(.hourLost, of: survey)
    for unit in TimeUnit.allCases {
      func counts(_ topics: AttackGrouping.Topics) throws -> [Count] {
        try store.series(unit == .hour ? topics.hour : topics.day, of: survey)
      }
      let connections = try counts((.hourConnections, .dayConnections))
      let sessions = try counts((.hourSessions, .daySessions))
      let length = unit == .hour ? Int.max : 10
      let reasons = Dictionary(grouping: gaps) { String($0.answer.prefix(length)) }
      let losses = Dictionary(
        lost.map { (String($0.answer.prefix(length)), $0.number) }, uniquingKeysWith: +)
      let times = Set((connections + sessions).map(\.answer)).union(reasons.keys).union(losses.keys)
      var table = Tables(
        steps: Self.steps(times, unit, window), connections: connections,
        sources: try counts((.hourSources, .daySources)), lost: losses,
        gaps: reasons.mapValues { Array(Set($0.map(\.detail))).sorted() })
      for grouping in AttackGrouping.allCases {
        table.parts[grouping] = Part(
          totals: Dictionary(grouping: try counts(grouping.totals), by: \.detail),
          sources: Dictionary(grouping: try counts(grouping.sources), by: \.detail))
      }
      tables[unit] = table
    }
  }

  /// All steps from the first to the last, in order; none outside of the window, into which a gap
  /// may reach from before and behind.
  private static func steps(
    _ times: Set<String>, _ unit: TimeUnit, _ window: AttackWindow
  ) -> [String] {
    let numbers = times.compactMap { Timestamp(rfc3339: $0).map { unit.number(of: $0) } }
    let since = window.since.map { unit.number(of: $0) }
    // What is half open ends before it.
    let until = window.until.map { unit.number(of: $0.adding(milliseconds: -1)) }
    guard let first = since ?? numbers.min(), let last = until ?? numbers.max(), first <= last
    else {
      return []
    }
    if last - first >= stepsMaximum {
      return Set(numbers).filter { (first...last).contains($0) }.sorted().map { unit.text($0) }
    }
    return (first...last).map { unit.text($0) }
  }

  /// The series of all connections.
  func all(_ unit: TimeUnit) -> [AttackFindings.Step] {
    guard let table = tables[unit] else { return [] }
    let total = Self.sums(table.connections)
    let unique = Self.sums(table.sources)
    return table.steps.map { time in
      AttackFindings.Step(
        time: time, total: total[time, default: 0], unique: unique[time, default: 0],
        lost: table.lost[time, default: 0], gaps: table.gaps[time, default: []])
    }
  }

  /// The series of each part, those with most first. Throws `StoreProblem`.
  func parts(
    _ grouping: AttackGrouping, _ store: any RecordStore, _ survey: String
  ) throws -> [AttackFindings.Part] {
    let counts = try store.counts(grouping.topic, of: survey)
    let unique = Self.sums(try store.counts(grouping.sourcesOverAll, of: survey))
    let modes = Dictionary(grouping: counts, by: \.answer)
    let hours = steps(.hour, grouping)
    let days = steps(.day, grouping)
    return modes.map { name, counts in
      AttackFindings.Part(
        name: name, mode: counts.first?.detail ?? "",
        total: counts.reduce(0) { $0 + $1.number }, unique: unique[name, default: 0],
        hours: hours(name), days: days(name))
    }
    .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// Gives the series of a part by its name.
  private func steps(
    _ unit: TimeUnit, _ grouping: AttackGrouping
  ) -> (String) -> [AttackFindings.Step] {
    guard let table = tables[unit], let part = table.parts[grouping] else { return { _ in [] } }
    return { name in
      let total = Self.sums(part.totals[name, default: []])
      let unique = Self.sums(part.sources[name, default: []])
      return table.steps.map {
        AttackFindings.Step(time: $0, total: total[$0, default: 0], unique: unique[$0, default: 0])
      }
    }
  }

  private static func sums(_ counts: [Count]) -> [String: Int] {
    Dictionary(counts.map { ($0.answer, $0.number) }, uniquingKeysWith: +)
  }
}
