import Bytes

/// Where the pacer takes targets from.
protocol TargetSource {
  /// The next target.
  mutating func next() -> TargetSupply
}

/// What a source has at the moment.
enum TargetSupply: Hashable, Sendable {
  case target(Target)
  /// None yet: more may come.
  case later
  /// None any more.
  case end
}

/// The targets of an order, but for those that an earlier run finished.
struct PlannedTargets: TargetSource, Sendable {
  private let order: ScanOrder
  private let done: IntervalSet<UInt64>
  private var position: UInt64 = 0

  /// Positions in `done` are passed over.
  init(_ order: ScanOrder, done: IntervalSet<UInt64> = IntervalSet()) {
    self.order = order
    self.done = done
  }

  mutating func next() -> TargetSupply {
    guard let position = done.firstMissing(from: position), position < order.count else {
      return .end
    }
    self.position = position + 1
    return .target(order.target(at: position))
  }
}

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
