extension PageChart {
  /// Connections and, at the foot of each bar, the different sources among them; nil where there
  /// are none.
  init?(_ steps: [AttackFindings.Step], unit: String, sources: Int) {
    let shown = Array(steps.suffix(Self.binsMaximum))
    let highest = shown.map(\.total).max() ?? 0
    guard highest > 0, let first = shown.first, let last = shown.last else { return nil }
    let scale = Self.scale(highest)
    chartHeading = "Connections per \(unit)"
    chartLead = "All connections, and the different sources among them."
    let left = steps.count - shown.count
    chartNote = left > 0 ? "\(Figures.count(left, "earlier \(unit)")) not shown." : ""
    chartTitle =
      "Connections per \(unit), \(AttackFindings.shown(first.time)) to "
      + "\(AttackFindings.shown(last.time)), at most \(Figures.grouped(highest))"
    plotHeight = Self.pixels(Self.height)
    fullHeight = Self.pixels(Self.height + 26)
    var legend = [
      Legend(
        kind: "explicit", words: "Different sources",
        sum: Figures.grouped(sources), share: "over all"),
      Legend(
        kind: "implicit", words: "All connections",
        sum: Figures.grouped(steps.reduce(0) { $0 + $1.total }), share: ""),
    ]
    let gaps = steps.filter(\.hasGap).count
    if gaps > 0 {
      legend.append(
        Legend(
          kind: "gap", words: "Not everything is told", sum: Figures.count(gaps, unit), share: ""))
    }
    ticks = scale.marks.map {
      Tick(y: Self.pixels(Self.y($0, scale.top)), tick: Figures.short($0))
    }
    let slots = max(shown.count, Self.slotsMinimum)
    self.legend = legend
    bars = shown.enumerated().map { index, step in
      var bar = Self.bar(
        [("explicit", min(step.unique, step.total)), ("implicit", step.total - step.unique)],
        tip: "\(AttackFindings.shown(step.time)): \(Figures.grouped(step.total)) from "
          + Figures.count(step.unique, "source") + (step.hasGap ? "; \(step.gapText)" : ""),
        index: index, slots: slots, top: scale.top)
      if step.hasGap { bar.segments.insert(Self.gap(like: bar), at: 0) }
      return bar
    }
    labels = Self.labels(shown.map { AttackFindings.shown($0.time) }, slots: slots)
  }

  /// What marks a slot from top to bottom.
  private static func gap(like bar: Bar) -> Segment {
    Segment(
      kind: "gap", barX: bar.slotX, barWidth: bar.slotWidth, top: pixels(0), tall: pixels(height))
  }
}
