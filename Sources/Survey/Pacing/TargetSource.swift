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
  /// None yet, and it is worth asking again at once: the search for the next is not over.
  case soon
  /// None any more.
  case end
}
