import Records

/// Which product a server is, from all that it said.
public struct Identification: Equatable, Sendable {
  /// The likeliest first, at least one.
  public let candidates: [Candidate]

  /// Nil where there is no clue.
  public init?(_ clues: [Clue]) {
    candidates = Candidate.all(of: clues)
    if candidates.isEmpty { return nil }
  }

  /// The likeliest one.
  public var winner: Candidate { candidates[0] }

  /// 0 to 1. What speaks for another product takes away, at most half: a greeting is the
  /// operator's to change, and replies are like those of the product a server imitates.
  public var certainty: Double {
    let against = candidates.dropFirst().first?.certainty ?? 0
    return winner.certainty * (1 - against / 2)
  }

  /// What a record keeps.
  public var product: ServiceProduct { winner.product(certainty: certainty) }

  /// What does not fit together, in words; empty where all agrees.
  public var conflicts: [String] {
    candidates.dropFirst().map { other in
      let theirs = other.clues.map(\.source.rawValue).joined(separator: ", ")
      let ours = winner.clues.map(\.source.rawValue).joined(separator: ", ")
      return "\(theirs): \(other.name); \(ours): \(winner.name)"
    }
  }
}
