/// A plan's targets and a stream's. The stream comes first, since who writes it waits for us.
struct ScanTargets: TargetSource {
  private var planned: PlannedTargets
  /// Nil where nothing is streamed.
  var streamed: StreamedTargets?

  init(planned: PlannedTargets, streamed: StreamedTargets?) {
    self.planned = planned
    self.streamed = streamed
  }

  mutating func next() -> TargetSupply {
    let supply = streamed?.next() ?? .end
    if case .target = supply { return supply }
    let other = planned.next()
    return other == .end ? supply : other
  }
}
