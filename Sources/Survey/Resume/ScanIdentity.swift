import Bytes

/// What makes two runs the same scan: only then does a position mean the same target.
public struct ScanIdentity: Hashable, Sendable {
  /// What the order is drawn from.
  public var seed: UInt64
  /// Whose share of the order it is.
  public var shard: Shard
  /// The plan's targets, after what is held back; with a stream, what is held back of it too.
  public var targets: Digest128
  /// The ports, and those where TLS comes first.
  public var ports: Digest128
  /// Whatever else decides what a probe asks: given by who asks.
  public var options: Digest128
  /// Whether targets come from a stream too.
  var isStreamed: Bool

  /// `options` lists what decides a probe's questions, such as `anonymous`, in any order.
  public init(
    order: ScanOrder, filter: TargetFilter, seed: UInt64, ports: Ports, options: [String],
    isStreamed: Bool
  ) {
    self.seed = seed
    self.shard = order.shard
    self.isStreamed = isStreamed
    targets = isStreamed ? filter.added(to: order.plan.digest) : order.plan.digest
    self.ports = ports.digest
    var digest = Digest128(seed: 0x6F70_7469)
    for option in options.sorted() { digest.add(option) }
    self.options = digest
  }

  init(
    seed: UInt64, shard: Shard, targets: Digest128, ports: Digest128, options: Digest128,
    isStreamed: Bool
  ) {
    self.seed = seed
    self.shard = shard
    self.targets = targets
    self.ports = ports
    self.options = options
    self.isStreamed = isStreamed
  }

  /// What is not as it was in an earlier run; nil where all is. What a user sees at once comes
  /// first.
  func difference(from earlier: ScanIdentity) -> String? {
    if seed != earlier.seed { return "with another seed (\(earlier.seed))" }
    if shard != earlier.shard { return "as shard \(earlier.shard)" }
    if ports != earlier.ports { return "with other ports" }
    if options != earlier.options { return "with other options" }
    if isStreamed != earlier.isStreamed {
      return earlier.isStreamed ? "with targets from standard input" : "without standard input"
    }
    if targets != earlier.targets { return "with other targets or exclusions" }
    return nil
  }
}
