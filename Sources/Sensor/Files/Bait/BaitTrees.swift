import Bytes
import Synchronization

/// The bait of each persona of a sensor: two that are met on one address are to look like two
/// servers. Listeners of one persona, as of FTP and of implicit FTPS, have the same.
public final class BaitTrees: Sendable {
  private let seed: UInt64
  private let time: Timestamp
  private let own: [OwnBait]
  private let trees = Mutex<[String: BaitTree]>([:])

  /// - Parameters:
  ///   - seed: what all of it depends on, with the persona's name.
  ///   - time: when the sensor started, nil for now.
  ///   - own: an operator's files, which all personas have.
  public init(seed: UInt64, at time: Timestamp? = nil, own: [OwnBait] = []) {
    self.seed = seed
    self.time = time ?? .now
    self.own = own
  }

  /// A persona's, made when it is asked for first.
  public subscript(persona: String) -> BaitTree {
    trees.withLock { trees in
      if let tree = trees[persona] { return tree }
      var digest = Digest128(seed: seed)
      Array(persona.utf8).withSlice { digest.add($0) }
      let tree = BaitTree(seed: digest.low, at: time, own: own)
      trees[persona] = tree
      return tree
    }
  }
}
