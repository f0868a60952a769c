import Bytes
import Synchronization

/// The bait of each persona of a sensor: two that are met on one address are to look like two
/// servers. Listeners of one persona, as of FTP and of implicit FTPS, have the same.
public final class BaitTrees: Sendable {
  private let seed: UInt64
  private let start: Timestamp
  private let own: [OwnBait]
  /// By the persona's name, of the day that is.
  private let trees = Mutex<[String: (day: CalendarDay, tree: BaitTree)]>([:])

  /// - Parameters:
  ///   - seed: what all of it depends on, with the persona's name.
  ///   - start: when the sensor started first: from then on its files stay as they are, but for
  ///     what comes each night.
  ///   - own: an operator's files, which all personas have.
  public init(seed: UInt64, since start: Timestamp, own: [OwnBait] = []) {
    self.seed = seed
    self.start = start
    self.own = own
  }

  /// A session's own view of a persona's.
  public func overlay(
    for persona: Persona, _ limits: SessionLimits, _ memory: SharedMemory, of peer: IPAddress
  ) -> OverlayTree {
    tree(of: persona).overlay(limits, memory, of: peer, umask: persona.data.umask)
  }

  /// A persona's, made when it is asked for first on a day.
  func tree(of persona: Persona, at now: Timestamp = .now) -> BaitTree {
    trees.withLock { trees in
      if let (day, tree) = trees[persona.name], day == now.day { return tree }
      var digest = Digest128(seed: seed)
      Array(persona.name.utf8).withSlice { digest.add($0) }
      let tree = BaitTree(seed: digest.low, since: start, at: now, own: own, of: persona.machine)
      trees[persona.name] = (now.day, tree)
      return tree
    }
  }
}
