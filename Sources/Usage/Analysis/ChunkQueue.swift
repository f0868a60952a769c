/// Chunks of a file on their way, and what can be done next: who is to fetch one, and which one is
/// to be given to a share of the partitions. A chunk is filled again when all shares have been
/// given its events.
struct ChunkQueue: Sendable {
  /// What a worker can do next.
  enum Step {
    /// Fill the chunk, tell of it by `didFetch`, read it, and tell by `didRead`.
    case fetch(Chunk)
    /// Read the chunk, which was begun in another state than was foreseen, once more, and tell by
    /// `didRead`.
    case readAgain(Chunk)
    /// Give its events to the worker's share, and tell by `didApply`.
    case apply(Chunk)
    /// Nothing until something else is done.
    case wait
    case end
  }

  /// How many chunks for each worker may be on their way: so few that they stay in its cache, and
  /// so many that one that is done with its part seldom waits for another.
  private static let chunksPerWorker = 4

  private struct OnItsWay {
    let chunk: Chunk
    /// Who fills it: its memory is in that processor's cache.
    let worker: Int
    /// The state in which it was begun, where that was foreseen and not yet known.
    var foreseen: LineRouter?
    var isRead = false
  }

  /// The state after what is settled: read, as is all before it, each begun in the right state.
  private(set) var router: LineRouter
  /// What is settled.
  private(set) var readSoFar: ReadSoFar
  /// In the order of the file.
  private var chunks: [OnItsWay] = []
  /// The number of the first of them, and of the first that is not settled.
  private var first = 0
  private var settled = 0
  /// The number of the chunk that each share is given next.
  private var next: [Int]
  /// The state that is foreseen after the last of them; nil where it can't be.
  private var foreseen: LineRouter?
  /// The first that is not settled, where it is to be read again and nobody does so yet.
  private var again: Chunk?
  /// Whether another reader took over in the chunk that was settled last.
  private var changedFormat = false
  private var isFetching = false
  private var isAtEnd = false
  /// How many more may be fetched.
  private var chunksLeft = 0
  /// Chunks to fill again, of each worker.
  private var spare: [[Chunk]]

  init(from router: LineRouter, _ readSoFar: ReadSoFar, workers: Int, shares: Int) {
    self.router = router
    self.readSoFar = readSoFar
    next = Array(repeating: 0, count: shares)
    spare = Array(repeating: [], count: workers)
  }

  /// Lets so many chunks be fetched, the first to be begun in a state.
  mutating func begin(_ count: Int, from router: LineRouter) {
    self.router = router
    chunksLeft = count
    isAtEnd = false
    foreseen = nil
  }

  /// The number of the next chunk to come.
  private var end: Int { first + chunks.count }

  /// Whether no more will be fetched.
  private var isOver: Bool { isAtEnd || chunksLeft == 0 }

  /// The state in which the next chunk is begun; nil where none may be fetched now.
  private var start: LineRouter? {
    let maximum = spare.count > 1 ? spare.count * Self.chunksPerWorker : 1
    guard !isFetching, !isOver, chunks.count < maximum else { return nil }
    return foreseen ?? (settled == end ? router : nil)
  }

  /// What a worker can do, who serves the share of the same number. `make` makes a chunk.
  mutating func step(of worker: Int, make: () -> Chunk) -> Step {
    // All others wait for it to be settled.
    if let chunk = again {
      again = nil
      return .readAgain(chunk)
    }
    // Where nobody else can fetch until this chunk has been read, that comes first; else what is
    // in the caches.
    if foreseen == nil, let start { return fetch(from: start, worker, make) }
    if worker < next.count, next[worker] < settled {
      return .apply(chunks[next[worker] - first].chunk)
    }
    if let start { return fetch(from: start, worker, make) }
    return isOver && settled == end ? .end : .wait
  }

  private mutating func fetch(
    from start: LineRouter, _ worker: Int, _ make: () -> Chunk
  ) -> Step {
    let chunk = spare[worker].popLast() ?? make()
    chunk.router = start
    chunks.append(OnItsWay(chunk: chunk, worker: worker, foreseen: foreseen))
    foreseen = nil
    isFetching = true
    chunksLeft -= 1
    return .fetch(chunk)
  }

  /// Tells that the last chunk has been filled, and gives the state that is foreseen after it; or
  /// that there was nothing more to fill it with.
  mutating func didFetch(_ isFilled: Bool, foreseen: LineRouter?) {
    isFetching = false
    self.foreseen = foreseen
    guard !isFilled else { return }
    isAtEnd = true
    let last = chunks.removeLast()
    spare[last.worker].append(last.chunk)
  }

  /// Tells that a chunk has been read.
  mutating func didRead(_ chunk: Chunk) {
    if let index = chunks.firstIndex(where: { $0.chunk === chunk }) { chunks[index].isRead = true }
    while settled < end, chunks[settled - first].isRead { settle(settled - first) }
  }

  private mutating func settle(_ index: Int) {
    let chunk = chunks[index].chunk
    if let foreseen = chunks[index].foreseen, changedFormat || !router.continues(like: foreseen) {
      chunk.router = router
      chunks[index].foreseen = nil
      chunks[index].isRead = false
      again = chunk
      return
    }
    router = chunk.router ?? router
    changedFormat = chunk.report.changedFormat
    readSoFar.add(chunk)
    settled += 1
  }

  /// Tells that a share has been given the events of its next chunk.
  mutating func didApply(share: Int) {
    next[share] += 1
    while let head = chunks.first, next.allSatisfy({ $0 > first }) {
      spare[head.worker].append(head.chunk)
      chunks.removeFirst()
      first += 1
    }
  }
}
