import Synchronization

/// Chunks for several tasks to take, each once.
final class ChunkQueue: Sendable {
  private let chunks: [Chunk]
  private let taken = Atomic<Int>(0)

  init(_ chunks: [Chunk]) { self.chunks = chunks }

  /// The next chunk that nobody has; nil where none is left.
  func next() -> Chunk? {
    let index = taken.add(1, ordering: .relaxed).oldValue
    return index < chunks.count ? chunks[index] : nil
  }
}

/// Chunks that have been filled and wait to be read, and chunks to fill.
struct FilledChunks: Sendable {
  var filled: [Chunk]
  var spare: [Chunk]

  /// Fills chunks until there are `width`, or the file ends.
  mutating func fill(to width: Int, from reader: ChunkReader) {
    while filled.count < width {
      let chunk = spare.popLast() ?? Chunk(size: reader.size)
      guard reader.next(chunk) else {
        spare.append(chunk)
        return
      }
      filled.append(chunk)
    }
  }
}
