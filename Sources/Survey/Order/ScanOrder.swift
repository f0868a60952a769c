/// The order in which a plan is probed: permuted by the seed, then dealt out to the shards one by
/// one. Positions count this shard's targets from 0.
public struct ScanOrder: Sendable {
  /// What is put in order.
  public let plan: TargetPlan
  /// Whose share it is.
  public let shard: Shard
  private let permutation: Permutation
  /// How many targets this shard has.
  public let count: UInt64

  /// The same plan, seed and shard make the same order, on any machine.
  public init(plan: TargetPlan, seed: UInt64, shard: Shard) {
    self.plan = plan
    self.shard = shard
    permutation = Permutation(count: plan.count, seed: seed)
    count = plan.count > shard.index ? (plan.count - shard.index - 1) / shard.count + 1 : 0
  }

  /// The target at a position below `count`.
  public func target(at position: UInt64) -> Target {
    precondition(position < count, "no such position")
    return plan.target(
      at: permutation[position * shard.count + shard.index], position: position)
  }
}
