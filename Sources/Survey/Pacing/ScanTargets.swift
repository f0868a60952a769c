import Bytes

/// A plan's targets, those that joined it late, and a stream's. The stream comes first, since who
/// writes it waits for us.
struct ScanTargets: TargetSource {
  private var planned: PlannedTargets
  private var late: ArraySlice<PlannedTargets>
  /// Nil where nothing is streamed.
  var streamed: StreamedTargets?

  init(planned: PlannedTargets, late: [PlannedTargets] = [], streamed: StreamedTargets?) {
    self.planned = planned
    self.late = late[...]
    self.streamed = streamed
  }

  mutating func next() -> TargetSupply {
    let supply = streamed?.next() ?? .end
    if case .target = supply { return supply }
    let other = nextPlanned()
    return other == .end ? supply : other
  }

  private mutating func nextPlanned() -> TargetSupply {
    while true {
      let supply = planned.next()
      guard supply == .end, let next = late.popFirst() else { return supply }
      planned = next
    }
  }
}
