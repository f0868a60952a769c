import Bytes
import Usage

/// The stacked bars of clear, explicit, implicit and unknown sessions, as numbers for the
/// template: percent across, pixels upward, so that the text keeps its size on every screen.
struct PageChart {
  struct Legend {
    var kind: String
    var words: String
    var sum: String
    var share: String
  }

  struct Tick {
    var y: String
    var tick: String
  }

  struct Bar {
    var tip: String
    var slotX: String
    var slotWidth: String
    var segments: [Segment]
  }

  struct Segment {
    var kind: String
    var barX: String
    var barWidth: String
    var top: String
    var tall: String
  }

  struct Label {
    var anchor: String
    var labelX: String
    var labelY: String
    var labelText: String
  }

  let chartHeading: String
  let chartLead: String
  let chartNote: String
  let chartTitle: String
  let plotHeight: String
  let fullHeight: String
  let legend: [Legend]
  let ticks: [Tick]
  let bars: [Bar]
  let labels: [Label]

  static let binsMaximum = 100
  static let slotsMinimum = 14
  static let height = 220.0
  private static let headroom = 12.0

  /// Nil where no session has a date.
  init?(_ summary: UsageSummary) {
    let chart = DayBins(summary, maximum: Self.binsMaximum)
    let highest = chart.bins.map(\.counts.charted).max() ?? 0
    guard highest > 0 else { return nil }
    let scale = Self.scale(highest)
    chartHeading = "Sessions per \(chart.unit)"
    chartLead = "How the control connection was protected."
    plotHeight = Self.pixels(Self.height)
    fullHeight = Self.pixels(Self.height + 26)
    chartTitle =
      "Sessions per \(chart.unit), \(chart.bins[0].from.text) to "
      + "\(chart.bins[chart.bins.count - 1].to.text), at most \(Figures.grouped(highest))"
    let undated = summary.days.filter { $0.day == nil }.reduce(0) { $0 + $1.counts.charted }
    var notes: [String] = []
    if summary.totals.none > 0 {
      notes.append(
        "\(Figures.count(summary.totals.none, "connection")) that used nothing "
          + (summary.totals.none == 1 ? "is" : "are") + " left out.")
    }
    if undated > 0 { notes.append("\(Figures.count(undated, "session")) without a date, too.") }
    if let earlier = chart.earlier { notes.append(earlier) }
    chartNote = notes.joined(separator: " ")
    var shown = UsageCounts()
    for bin in chart.bins { shown.add(bin.counts) }
    legend = Self.legend(shown)
    ticks = scale.marks.map {
      Tick(y: Self.pixels(Self.y($0, scale.top)), tick: Figures.short($0))
    }
    let slots = max(chart.bins.count, Self.slotsMinimum)
    bars = chart.bins.enumerated().map { index, bin in
      Self.bar(
        UsageCounts.kinds.map { ($0.name, $0.count(bin.counts)) },
        tip: "\(bin.name): \(bin.counts.mixWords)", index: index, slots: slots, top: scale.top)
    }
    labels = Self.labels(chart.bins.map(\.from.text), slots: slots)
  }

  private static func legend(_ totals: UsageCounts) -> [Legend] {
    UsageCounts.kinds.map { kind in
      Legend(
        kind: kind.name, words: kind.words, sum: Figures.grouped(kind.count(totals)),
        share: Figures.percent(kind.count(totals), of: totals.charted))
    }
  }

  /// A bar of parts, from its foot up.
  static func bar(
    _ parts: [(kind: String, count: Int)], tip: String, index: Int, slots: Int, top: Int
  ) -> Bar {
    let slot = 100 / Double(slots)
    let gap = slot * (slots > 60 ? 0.06 : 0.12)
    var base = 0
    var segments: [Segment] = []
    for part in parts where part.count > 0 {
      let upper = y(base + part.count, top)
      segments.append(
        Segment(
          kind: part.kind, barX: percent(slot * Double(index) + gap),
          barWidth: percent(slot - 2 * gap), top: pixels(upper),
          tall: pixels(max(1, y(base, top) - upper))))
      base += part.count
    }
    return Bar(
      tip: tip, slotX: percent(slot * Double(index)), slotWidth: percent(slot),
      segments: segments)
  }

  /// At most seven dates under the axis, as far apart as they are long; on a phone fewer.
  static func labels(_ bins: [String], slots: Int) -> [Label] {
    // A date with an hour takes twice the room.
    let isLong = (bins.first?.count ?? 0) > 10
    let count = min(bins.count, isLong ? 4 : 7)
    // Percent of the width that a date takes, on a wide screen and on a phone.
    let (room, phoneRoom) = isLong ? (14.0, 46.0) : (9.0, 32.0)
    let places = (0..<count).map { count == 1 ? 0 : $0 * (bins.count - 1) / (count - 1) }
    let centres = places.map { 100 / Double(slots) * (Double($0) + 0.5) }
    let onPhone = apart(centres, phoneRoom)
    return apart(centres, room).union(onPhone).sorted().map { position in
      let centre = centres[position]
      let side = centre < 4 ? "start" : centre > 96 ? "end" : "middle"
      let x = side == "start" ? 0 : side == "end" ? 100 : centre
      return Label(
        anchor: onPhone.contains(position) ? side : side + " minor", labelX: percent(x),
        labelY: pixels(height + 20), labelText: bins[places[position]])
    }
  }

  /// The first, the last and those between that are so far from each other.
  private static func apart(_ centres: [Double], _ room: Double) -> Set<Int> {
    var chosen: Set<Int> = []
    for position in [0, centres.count - 1] + centres.indices
    where centres.indices.contains(position) {
      if chosen.allSatisfy({ abs(centres[$0] - centres[position]) >= room }) {
        chosen.insert(position)
      }
    }
    return chosen
  }

  /// Round marks for the axis: 1, 2 or 5 times a power of ten, at most five of them.
  static func scale(_ highest: Int) -> (top: Int, marks: [Int]) {
    var step = 1
    let factors = [2.0, 2.5, 2.0]
    var turn = 0
    while highest / step >= 5 {
      step = Int(Double(step) * factors[turn % 3])
      turn += 1
    }
    let marks = Array(stride(from: step, through: highest, by: step))
    return (highest, marks)
  }

  static func y(_ value: Int, _ top: Int) -> Double {
    height - (height - headroom) * Double(value) / Double(top)
  }

  static func percent(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

  static func pixels(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

extension UsageCounts {
  struct Kind {
    var name: String
    var words: String
    var count: @Sendable (UsageCounts) -> Int
  }

  /// What a bar is made of, from its foot up.
  static let kinds: [Kind] = [
    Kind(name: "clear", words: "Clear") { $0.clear },
    Kind(name: "explicit", words: "Explicit TLS") { $0.explicit },
    Kind(name: "implicit", words: "Implicit TLS") { $0.implicit },
    Kind(name: "unknown", words: "Unknown") { $0.unknown },
  ]

  /// `12 clear, 30 explicit, 4 unknown`.
  var mixWords: String {
    let parts = Self.kinds.filter { $0.count(self) > 0 }
      .map { "\(Figures.grouped($0.count(self))) \($0.name)" }
    return parts.isEmpty ? "no session" : parts.joined(separator: ", ")
  }
}
