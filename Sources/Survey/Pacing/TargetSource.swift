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
