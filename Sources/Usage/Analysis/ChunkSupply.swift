import Synchronization

/// The next chunks of a file, for several tasks to take: each is filled by the one that takes it,
/// since that is going to read it, and into memory that this one had before.
final class ChunkSupply: Sendable {
  /// What one window of chunks came to.
  struct Taken: Sendable {
    /// In the order of the file, each with the state in which it was begun.
    var chunks: [Chunk] = []
    var starts: [LineRouter] = []
    /// The state that is foreseen at the next one's start; nil where it can't be.
    var state: LineRouter?
  }

  private let reader: ChunkReader
  private let countMaximum: Int
  private let taken: Mutex<Taken>

  /// At most so many chunks from here on, the first to be begun in a state.
  init(_ reader: ChunkReader, from state: LineRouter, countMaximum: Int) {
    self.reader = reader
    self.countMaximum = countMaximum
    taken = Mutex(Taken(state: state))
  }

  /// Takes and reads chunks until there is none, or the next has to wait until those before have
  /// been read.
  func readAll(with spare: SpareChunks) { read(countMaximum, with: spare) }

  /// As `readAll`, but not more than some chunks.
  func read(_ count: Int, with spare: SpareChunks) {
    for _ in 0..<count {
      guard let chunk = next(spare) else { return }
      chunk.read()
    }
  }

  private func next(_ spare: SpareChunks) -> Chunk? {
    taken.withLock { taken in
      guard taken.chunks.count < countMaximum, let state = taken.state else { return nil }
      let chunk = spare.chunks.popLast() ?? reader.makeChunk(of: spare)
      guard reader.next(chunk) else {
        taken.state = nil
        return nil
      }
      chunk.router = state
      taken.chunks.append(chunk)
      taken.starts.append(state)
      var ahead = state
      taken.state = taken.chunks.count < countMaximum && ahead.skim(chunk.bytes) ? ahead : nil
      return chunk
    }
  }

  /// What was taken.
  func end() -> Taken { taken.withLock { $0 } }
}

/// Chunks that one processor has filled and fills again: their memory is in its cache.
final class SpareChunks: @unchecked Sendable {
  // Sendable: of one task at a time, and between two windows of nobody.
  var chunks: [Chunk] = []
}
