import Bytes

/// The targets of an order, but for those that an earlier run finished.
struct PlannedTargets: TargetSource, Sendable {
  private let order: ScanOrder
  private let done: IntervalSet<UInt64>
  /// The scan's position of the order's first target.
  private let base: UInt64
  private var position: UInt64 = 0

  /// Positions in `done`, which are the scan's, are passed over.
  init(_ order: ScanOrder, base: UInt64 = 0, done: IntervalSet<UInt64> = IntervalSet()) {
    self.order = order
    self.base = base
    self.done = done
  }

  mutating func next() -> TargetSupply {
    guard position < order.count, let free = done.firstMissing(from: base + position),
      free - base < order.count
    else { return .end }
    position = free - base + 1
    var target = order.target(at: free - base)
    target.position = free
    return .target(target)
  }
}
