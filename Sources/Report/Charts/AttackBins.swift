import Bytes
import Store

/// What happened at sensors in equal steps, as a chart wants them: hours where they are few, else
/// days, weeks, or more, so that all of the time is shown.
struct AttackBins: Sendable {
  struct Bin: Sendable {
    /// What happened, from its first hour or day on.
    var all: AttackFindings.Step
    /// Its last hour or day.
    var to: String

    /// `2026-11-24 13:00`, `2026-11-24`, or `2026-11-23 to 2026-11-29`.
    var name: String {
      let (first, last) = (AttackFindings.shown(all.time), AttackFindings.shown(to))
      return first == last ? first : "\(first) to \(last)"
    }
  }

  /// What one step is called: `hour`, `day`, `week`, `28 days`.
  let unit: String
  let bins: [Bin]
  /// Different sources in all of them.
  let sources: Int

  /// Asks a store for the sources. Throws `StoreProblem`.
  ///
  /// - Parameters:
  ///   - steps: hours or days in their order, all of which are shown.
  ///   - maximum: how many bins there may be; at least one.
  init(
    _ store: any RecordStore, _ survey: String, _ steps: ArraySlice<AttackFindings.Step>,
    _ unit: TimeUnit, maximum: Int
  ) throws {
    let topic: Topic = unit == .hour ? .hourSources : .daySources
    func sources(_ from: String, _ to: String) throws -> Int {
      try store.members(topic, of: survey, from: from, to: to)
    }
    self.sources = try sources(steps.first?.time ?? "", steps.last?.time ?? "")
    let first = steps.first?.day ?? 0
    let days = DayBins.days(span: Int((steps.last?.day ?? 0) - first) + 1, maximum: maximum)
    guard unit == .day, days > 1 else {
      self.unit = unit.rawValue
      bins = steps.map { Bin(all: $0, to: $0.time) }
      return
    }
    self.unit = DayBins.unit(days)
    // A series that is very long lacks the days without anything: the bins have them.
    let parts = Dictionary(grouping: steps) { Int(($0.day ?? first) - first) / days }
    bins = try (0...(parts.keys.max() ?? 0)).map { index in
      let from = first + Int64(index * days)
      let part = parts[index, default: []]
      let begin = unit.text(from)
      let end = min(unit.text(from + Int64(days) - 1), steps.last?.time ?? begin)
      let all = AttackFindings.Step(
        time: begin, total: part.reduce(0) { $0 + $1.total },
        unique: part.isEmpty ? 0 : try sources(begin, end),
        lost: part.reduce(0) { $0 + $1.lost }, gaps: Set(part.flatMap(\.gaps)).sorted())
      return Bin(all: all, to: end)
    }
  }
}

extension AttackFindings.Step {
  /// The day that it is, or is of, since 1970.
  fileprivate var day: Int64? { began.map { TimeUnit.day.number(of: $0) } }
}
