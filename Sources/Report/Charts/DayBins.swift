import Bytes
import Usage

/// The days of a summary in equal steps, with those on which nothing happened, as a chart wants
/// them: one day a step where they fit, else weeks, or more.
struct DayBins {
  struct Bin {
    var from: CalendarDay
    var to: CalendarDay
    var counts = UsageCounts()

    /// `2026-01-31`, or `2026-01-25 to 2026-01-31`.
    var name: String { from == to ? from.text : "\(from.text) to \(to.text)" }
  }

  let days: Int
  let bins: [Bin]
  /// Sessions of earlier days that the steps leave out; nil for none.
  let earlier: String?

  /// - Parameter maximum: how many steps there may be; at least one.
  init(_ summary: UsageSummary, maximum: Int) {
    let all = summary.days.compactMap { entry in entry.day.map { ($0, entry.counts) } }
    let dated = Self.withoutStrays(all)
    let strays = all.prefix(all.count - dated.count).reduce(0) { $0 + $1.1.sessions }
    earlier =
      strays == 0 ? nil : "\(Figures.count(strays, "session")) before \(dated[0].0.text) not shown."
    guard let first = dated.map(\.0).min(), let last = dated.map(\.0).max() else {
      days = 1
      bins = []
      return
    }
    let span = Int(last.number) - Int(first.number) + 1
    let days = Self.days(span: span, maximum: max(1, maximum))
    self.days = days
    var bins = (0..<((span + days - 1) / days)).map { index in
      let from = Int(first.number) + index * days
      let to = min(from + days - 1, Int(last.number))
      return Bin(from: CalendarDay(number: Int32(from)), to: CalendarDay(number: Int32(to)))
    }
    for (day, counts) in dated {
      bins[(Int(day.number) - Int(first.number)) / days].counts.add(counts)
    }
    self.bins = bins
  }

  /// The days from the last long silence on, where what came before is next to nothing.
  private static func withoutStrays(
    _ days: [(CalendarDay, UsageCounts)]
  ) -> [(CalendarDay, UsageCounts)] {
    let total = days.reduce(0) { $0 + $1.1.sessions }
    var before = 0
    var start = 0
    for index in days.indices.dropFirst() {
      before += days[index - 1].1.sessions
      guard Strays.areFew(before, of: total) else { break }
      let gap = Int(days[index].0.number) - Int(days[index - 1].0.number)
      if gap > Strays.silenceMaximum { start = index }
    }
    return Array(days[start...])
  }

  /// What one step is called.
  var unit: String { Self.unit(days) }

  /// What a step of so many days is called.
  static func unit(_ days: Int) -> String {
    switch days {
    case 1: "day"
    case 7: "week"
    default: "\(Figures.grouped(days)) days"
    }
  }

  /// How many days make a step, where so many days are shown in at most so many steps.
  static func days(span: Int, maximum: Int) -> Int {
    let needed = (span + maximum - 1) / maximum
    if needed <= 1 { return 1 }
    return needed <= 7 ? 7 : (needed + 27) / 28 * 28
  }
}

extension UsageCounts {
  /// Sessions that a chart shows: all but the connections that used nothing.
  var charted: Int { clear + explicit + implicit + unknown }
}
