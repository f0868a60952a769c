import Bytes

extension AttackFindings {
  /// Hours that are shown where nobody says; of longer times days are.
  private static let hoursMaximum: Int64 = 96

  /// What a series is shown by where nobody says.
  var usualUnit: TimeUnit { Self.usualUnit(hours) }

  static func usualUnit(_ hours: [Step]) -> TimeUnit {
    guard let first = hours.first?.began, let last = hours.last?.began else { return .hour }
    let count = TimeUnit.hour.number(of: last) - TimeUnit.hour.number(of: first) + 1
    return count <= hoursMaximum ? .hour : .day
  }

  /// The steps that are shown to people: without the few that are months from all the others, as a
  /// sensor whose clock is wrong makes them; and in words what was left out, nil for nothing.
  static func withoutStrays(_ steps: [Step]) -> (range: Range<Int>, words: String?) {
    var runs: [(range: Range<Int>, total: Int)] = []
    var last: Int64?
    for (index, step) in steps.enumerated() where step.total > 0 || step.hasGap {
      guard let day = step.began.map({ TimeUnit.day.number(of: $0) }) else { continue }
      if let last, let run = runs.last, day - last <= Strays.silenceMaximum {
        runs[runs.count - 1] = (run.range.lowerBound..<(index + 1), run.total + step.total)
      } else {
        runs.append((index..<(index + 1), step.total))
      }
      last = day
    }
    let total = runs.reduce(0) { $0 + $1.total }
    var shown = runs[...]
    var (before, after) = (0, 0)
    while shown.count > 1, let first = shown.first,
      Strays.areFew(before + first.total, of: total)
    {
      before += first.total
      shown.removeFirst()
    }
    while shown.count > 1, let last = shown.last,
      Strays.areFew(before + after + last.total, of: total)
    {
      after += last.total
      shown.removeLast()
    }
    guard shown.count < runs.count, let first = shown.first, let last = shown.last else {
      return (steps.indices, nil)
    }
    let range = first.range.lowerBound..<last.range.upperBound
    let parts = [
      before == 0
        ? nil : "\(Figures.grouped(before)) before \(Self.shown(steps[range.lowerBound].time))",
      after == 0
        ? nil : "\(Figures.grouped(after)) after \(Self.shown(steps[range.upperBound - 1].time))",
    ]
    let words = parts.compactMap(\.self).joined(separator: ", ")
    return (
      range,
      words.isEmpty ? nil : "Not shown: \(words). A sensor’s clock may have been wrong."
    )
  }
}

extension AttackFindings.Step {
  /// When it began.
  var began: Timestamp? { Timestamp(rfc3339: time) }
}
