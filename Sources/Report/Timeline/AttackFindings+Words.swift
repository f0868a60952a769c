import Bytes
import Store

extension AttackFindings {
  /// `2026-11-24 13:00`, or a day as it is.
  static func shown(_ time: String) -> String {
    time.count > 10 ? "\(time.prefix(10)) \(time.dropFirst(11).prefix(5))" : time
  }

  /// What the sensors do not tell of; nil where they tell of everything.
  var gapWords: String? {
    guard !gaps.isEmpty else { return nil }
    let parts = gaps.map { gap in
      let lost = gap.count.map { "\(gap.lostWords($0)) lost, " } ?? ""
      return "\(lost)\(gap.reason) (\(Figures.count(gap.gaps, "gap")))"
    }
    return "Not everything is told: \(parts.joined(separator: "; "))."
  }
}

extension AttackFindings {
  /// The credentials as a person is shown them: a client says each, and may leave it empty.
  var namedCredentials: [Count] {
    credentials.map {
      Count(
        $0.answer.isEmpty ? "(empty)" : $0.answer, $0.detail.isEmpty ? "(empty)" : $0.detail,
        $0.number)
    }
  }
}

extension AttackFindings.Step {
  /// Whether the sensors do not tell of everything in it.
  var hasGap: Bool { lost > 0 || !gaps.isEmpty }

  /// `12 lost, events-limit`.
  var gapText: String {
    ((lost > 0 ? ["\(Figures.grouped(lost)) lost"] : []) + gaps).joined(separator: ", ")
  }
}

extension Timeline {
  /// From when to when, in words.
  var span: String? {
    guard let first = steps.first, let last = steps.last else { return nil }
    let since = window.since?.minuteText ?? AttackFindings.shown(first.time)
    if let until = window.until { return "\(since) to \(until.minuteText) UTC" }
    guard unit == .hour, let end = Timestamp(rfc3339: last.time)?.adding(milliseconds: 3_600_000)
    else { return "\(since) to \(last.time), in UTC" }
    return "\(since) to \(end.minuteText) UTC"
  }
}

extension AttackFindings.Gap {
  /// `12 events`; the number alone where nobody knows of what.
  fileprivate func lostWords(_ count: Int) -> String {
    switch lost {
    case "events": Figures.count(count, "event")
    case "connections": Figures.count(count, "connection")
    default: Figures.grouped(count)
    }
  }
}
