/// A file or folder that differs from the bait: made, changed, moved or removed by the session.
final class OverlayNode {
  enum Kind {
    /// `base`: the folder of the bait whose entries it has too; nil where it was made.
    case folder(base: [UInt8]?, children: [[UInt8]: OverlayNode])
    case file(Content)
    /// Something of the bait that is there no more.
    case removed
  }

  enum Content {
    /// A file of the bait.
    case base([UInt8])
    case bytes([UInt8])
    /// Some bytes, and an upload behind them that is too large for memory.
    case kept([UInt8], KeptFile)
  }

  var kind: Kind
  /// As it is listed; the name is the folder's matter.
  var entry: FileEntry

  init(_ kind: Kind, _ entry: FileEntry) {
    self.kind = kind
    self.entry = entry
  }

  var isFolder: Bool {
    if case .folder = kind { true } else { false }
  }

  var isRemoved: Bool {
    if case .removed = kind { true } else { false }
  }

  /// Nodes that it is, with what tells of an empty folder's entries that they are gone.
  var entriesHeld: Int {
    if case .folder(_, let children) = kind { 1 + children.count } else { 1 }
  }

  /// Bytes that it holds in memory.
  var bytesHeld: Int {
    switch kind {
    case .file(.bytes(let bytes)), .file(.kept(let bytes, _)): bytes.count
    default: 0
    }
  }
}
