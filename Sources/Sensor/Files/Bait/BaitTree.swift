import Bytes

/// Files that look like a company's: made from a seed when the sensor starts, so that no two
/// sensors look alike, and the same for all sessions of a day: nightly files are those of the
/// nights before. What is in them is made when it is read.
final class BaitTree: BaseTree {
  enum Node: Sendable {
    case folder(FileEntry, children: [[UInt8]])
    case file(BaitFile)

    var entry: FileEntry {
      switch self {
      case .folder(let entry, _): entry
      case .file(let file): file.entry
      }
    }
  }

  private let nodes: [[UInt8]: Node]
  let seed: UInt64
  let highestUnique: UInt64

  /// - Parameters:
  ///   - seed: what all of it depends on.
  ///   - start: when the sensor started first: nothing but nightly files is from later.
  ///   - now: before which it all is; nil: the start.
  ///   - own: an operator's files, by their paths; they come before what is made up.
  ///   - machine: whose files they are.
  init(
    seed: UInt64, since start: Timestamp, at now: Timestamp? = nil, own: [OwnBait] = [],
    of machine: Persona.Machine = .unix
  ) {
    self.seed = seed
    var plan = BaitPlan(seed: seed, since: start, at: max(now ?? start, start))
    plan.build(machine)
    for bait in own { plan.add(bait) }
    nodes = plan.nodes()
    highestUnique = plan.unique
  }

  /// A session's own view of it.
  func overlay(
    _ limits: SessionLimits, _ memory: SharedMemory? = nil, of peer: IPAddress = IPAddress(v4: 0),
    umask: UInt16 = 0o022
  ) -> OverlayTree {
    OverlayTree(base: self, limits: limits, memory: memory, of: peer, umask: umask) { .now }
  }

  func entry(at path: [UInt8]) -> FileEntry? { nodes[path]?.entry }

  func entries(in path: [UInt8]) -> [FileEntry]? {
    guard case .folder(_, let children)? = nodes[path] else { return nil }
    return children.compactMap { nodes[FilePath.child($0, of: path)]?.entry }
  }

  func open(_ path: [UInt8]) -> (any ReadableFile)? {
    guard case .file(let file)? = nodes[path] else { return nil }
    switch file.kind {
    case .own(let bytes): return HeldFile(bytes)
    case .privateKey: return HeldFile(BaitKey.pem(SeededNumbers(seed, of: path)))
    default: return MadeFile(file, seed: seed)
    }
  }
}
