import Synchronization

/// What there is to do at once: chunks that have been read are given to the partitions, share by
/// share, and chunks that have not are read. Several tasks take one piece after another.
final class WindowWork: Sendable {
  private let read: [Chunk]
  private let unread: [Chunk]
  private let file: UInt32
  private let partitions: Partitions
  private let taken = Atomic<Int>(0)

  init(read: [Chunk], unread: [Chunk], file: UInt32, _ partitions: Partitions) {
    self.read = read
    self.unread = unread
    self.file = file
    self.partitions = partitions
  }

  /// Does what nobody else does, until nothing is left.
  func run() {
    while true {
      let piece = taken.add(1, ordering: .relaxed).oldValue
      if piece < partitions.shares {
        for chunk in read { partitions.apply(chunk, file: file, share: piece) }
      } else if piece - partitions.shares < unread.count {
        unread[piece - partitions.shares].read()
      } else {
        return
      }
    }
  }
}

/// Chunks that have been filled and wait to be read, and chunks to fill.
struct FilledChunks: Sendable {
  var filled: [Chunk]
  var spare: [Chunk]

  /// Fills chunks until there are `width`, or the file ends.
  mutating func fill(to width: Int, from reader: ChunkReader) {
    while filled.count < width {
      let chunk = spare.popLast() ?? reader.makeChunk()
      guard reader.next(chunk) else {
        spare.append(chunk)
        return
      }
      filled.append(chunk)
    }
  }
}
