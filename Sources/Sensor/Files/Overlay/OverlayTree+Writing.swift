import Bytes

extension OverlayTree {
  public func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile {
    let old = entry(at: path)
    if old?.isFolder == true { throw .isFolder }
    let parent = try parent(of: path)
    let size = old?.size ?? 0
    let start = offset ?? size
    guard start >= 0, start <= size || keepsRest else { throw .denied }
    guard max(start, keepsRest ? size : 0) <= limits.bytesMaximum else { throw .full }
    let there = size > 0 && (start > 0 || keepsRest) ? try open(path) : nil
    var kept = try there?.beginning(min(start, size)) ?? []
    kept += repeatElement(0, count: start - kept.count)
    var made = newEntry(isFolder: false)
    if let old {
      made.mode = old.mode
      made.unique = old.unique
    }
    made.size = kept.count
    let node = OverlayNode(.file(.bytes(kept)), made)
    try add(node, FilePath.name(of: path), in: parent)
    return OverlayWriter(self, node, before: keepsRest ? there : nil)
  }

  /// Adds to a file that is being written. One that was removed meanwhile holds nothing more. Bytes
  /// beyond the limit are counted, and not held: `finish` says what becomes of them.
  fileprivate func append(_ bytes: ByteSlice, to node: OverlayNode) {
    guard case .file(.bytes(var held)) = node.kind else { return }
    let isWhole = held.count == node.entry.size
    var room = isWhole ? min(bytes.count, max(0, limits.bytesMaximum - bytesHeld)) : 0
    if memory?.take(room, for: peer) == false { room = 0 }
    // The node lets go of its bytes, so that they are not copied.
    node.kind = .removed
    held.append(contentsOf: bytes[0..<room].buffer)
    bytesHeld += room
    node.entry.size += bytes.count
    node.entry.modified = now()
    node.kind = .file(.bytes(held))
  }

  /// Adds what was in a file behind what was written over it.
  fileprivate func append(restOf old: any ReadableFile, to node: OverlayNode) throws(FileError) {
    guard case .file(.bytes(let held)) = node.kind, held.count == node.entry.size else { return }
    var offset = held.count
    while offset < old.size {
      let piece = try old.read(at: offset, count: old.size - offset)
      if piece.isEmpty { return }
      piece.withSlice { append($0, to: node) }
      offset += piece.count
    }
  }

  /// A file was written from `start` on. What was too large for memory is read from the quarantine
  /// from now on, or is lost, as on a full disk.
  fileprivate func finish(
    _ node: OverlayNode, from start: Int, _ kept: KeptFile?
  ) throws(FileError) {
    guard case .file(.bytes(let held)) = node.kind, held.count < node.entry.size else { return }
    guard let kept, start + kept.size == node.entry.size else {
      node.entry.size = held.count
      throw .full
    }
    node.kind = .file(.kept(Array(held[..<start]), kept))
    release(bytes: held.count - start)
  }
}

private final class OverlayWriter: WritableFile {
  private let tree: OverlayTree
  private let node: OverlayNode
  private let start: Int
  /// The file as it was, where what is behind what is written stays.
  private let old: (any ReadableFile)?

  init(_ tree: OverlayTree, _ node: OverlayNode, before old: (any ReadableFile)?) {
    self.tree = tree
    self.node = node
    self.old = old
    start = node.entry.size
  }

  func write(_ bytes: ByteSlice) { tree.append(bytes, to: node) }

  func close(_ kept: KeptFile?) throws(FileError) {
    if let old { try tree.append(restOf: old, to: node) }
    try tree.finish(node, from: start, kept)
  }
}
