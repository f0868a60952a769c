import Records

/// Which product a server is, from all that it said.
public struct Identification: Equatable, Sendable {
  /// Those that a sure clue speaks for, the likeliest first; then the others. At least one.
  public let candidates: [Candidate]

  /// A clue below this certainty, as a greeting that many servers have, names no product by itself:
  /// it agrees with a surer one or is a runner-up.
  public static let leastCertainty = 0.5

  /// Nil where there is no clue.
  public init?(_ clues: [Clue]) {
    let all = Candidate.all(of: clues)
    candidates = all.filter(\.isSure) + all.filter { !$0.isSure }
    if candidates.isEmpty { return nil }
  }

  /// The likeliest one; nil where no clue is sure enough to name one.
  public var winner: Candidate? { candidates.first.flatMap { $0.isSure ? $0 : nil } }

  /// 0 to 1. What speaks for another product takes away, at most half: a greeting is the
  /// operator's to change, and replies are like those of the product a server imitates.
  public var certainty: Double {
    guard let winner else { return 0 }
    let against = candidates.dropFirst().first { $0.isSure }?.certainty ?? 0
    return winner.certainty * (1 - against / 2)
  }

  /// What a record keeps; nil where no product is named.
  public var product: ServiceProduct? { winner?.product(certainty: certainty) }

  /// What does not fit together, in words; empty where all agrees.
  public var conflicts: [String] {
    guard let winner else { return [] }
    return candidates.dropFirst().filter(\.isSure).map { other in
      let theirs = other.clues.map(\.source.rawValue).joined(separator: ", ")
      let ours = winner.clues.map(\.source.rawValue).joined(separator: ", ")
      return "\(theirs): \(other.name); \(ours): \(winner.name)"
    }
  }
}
