extension PageChart {
  /// Connections and, at the foot of each bar, the different sources among them; nil where there
  /// are none.
  init?(_ chart: AttackBins) {
    let highest = chart.bins.map(\.all.total).max() ?? 0
    guard highest > 0, let first = chart.bins.first, let last = chart.bins.last else { return nil }
    let scale = Self.scale(highest)
    chartHeading = "Connections per \(chart.unit)"
    chartLead = "All connections, and the different sources among them."
    chartNote = ""
    chartTitle =
      "Connections per \(chart.unit), \(AttackFindings.shown(first.all.time)) to "
      + "\(AttackFindings.shown(last.to)), at most \(Figures.grouped(highest))"
    plotHeight = Self.pixels(Self.height)
    fullHeight = Self.pixels(Self.height + 26)
    legend = Self.legend(chart)
    ticks = scale.marks.map {
      Tick(y: Self.pixels(Self.y($0, scale.top)), tick: Figures.short($0))
    }
    let slots = max(chart.bins.count, Self.slotsMinimum)
    bars = chart.bins.enumerated().map { index, bin in
      let all = bin.all
      var bar = Self.bar(
        [("explicit", min(all.unique, all.total)), ("implicit", all.total - all.unique)],
        tip: "\(bin.name): \(Figures.grouped(all.total)) from "
          + Figures.count(all.unique, "source") + (all.hasGap ? "; \(all.gapText)" : ""),
        index: index, slots: slots, top: scale.top)
      if all.hasGap { bar.segments.insert(Self.gap(like: bar), at: 0) }
      return bar
    }
    labels = Self.labels(chart.bins.map { AttackFindings.shown($0.all.time) }, slots: slots)
  }

  private static func legend(_ chart: AttackBins) -> [Legend] {
    let gaps = chart.bins.filter(\.all.hasGap).count
    var legend = [
      Legend(
        kind: "explicit", words: "Different sources", sum: Figures.grouped(chart.sources),
        share: "over all"),
      Legend(
        kind: "implicit", words: "All connections",
        sum: Figures.grouped(chart.bins.reduce(0) { $0 + $1.all.total }), share: ""),
    ]
    if gaps > 0 {
      legend.append(
        Legend(
          kind: "gap", words: "Not everything is told",
          sum: Figures.count(gaps, chart.unit.contains(" ") ? "bar" : chart.unit), share: ""))
    }
    return legend
  }

  /// What marks a slot from top to bottom.
  private static func gap(like bar: Bar) -> Segment {
    Segment(
      kind: "gap", barX: bar.slotX, barWidth: bar.slotWidth, top: pixels(0), tall: pixels(height))
  }
}
