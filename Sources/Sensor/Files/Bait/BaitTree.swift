import Bytes

/// Files that look like a company's: made from a seed when the sensor starts, so that no two
/// sensors look alike, and the same for all sessions. What is in them is made when it is read.
public final class BaitTree: BaseTree {
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

  /// - Parameters:
  ///   - seed: what all of it depends on.
  ///   - time: when the sensor started, nil for now: what is newest is from shortly before.
  ///   - own: an operator's files, by their paths; they come before what is made up.
  public init(seed: UInt64, at time: Timestamp? = nil, own: [OwnBait] = []) {
    self.seed = seed
    var plan = BaitPlan(seed: seed, at: time ?? .now)
    plan.build()
    for bait in own { plan.add(bait) }
    nodes = plan.nodes()
  }

  /// A session's own view of it.
  public func overlay(
    _ limits: SessionLimits, _ memory: SharedMemory? = nil, of peer: IPAddress = IPAddress(v4: 0)
  ) -> OverlayTree {
    OverlayTree(base: self, limits: limits, memory: memory, of: peer) { .now }
  }

  public func entry(at path: [UInt8]) -> FileEntry? { nodes[path]?.entry }

  public func entries(in path: [UInt8]) -> [FileEntry]? {
    guard case .folder(_, let children)? = nodes[path] else { return nil }
    return children.compactMap { nodes[FilePath.child($0, of: path)]?.entry }
  }

  public func open(_ path: [UInt8]) -> (any ReadableFile)? {
    guard case .file(let file)? = nodes[path] else { return nil }
    if case .own(let bytes) = file.kind { return HeldFile(bytes) }
    return MadeFile(file, seed: seed)
  }
}
