import Bytes

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
