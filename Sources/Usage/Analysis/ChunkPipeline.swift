import Synchronization

/// Reads a file's chunks and gives them to the partitions, with as many workers as there are
/// processors. Nobody waits for all others: each does what can be done next.
final class ChunkPipeline: Sendable {
  private struct State {
    var queue: ChunkQueue
    /// How often something was done that another worker may wait for.
    var changes = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let reader: ChunkReader
  private let partitions: Partitions
  /// The number of the file in the run.
  private let file: UInt32
  private let workers: Int
  private let state: Mutex<State>

  /// A pipeline from a file to partitions.
  init(
    _ reader: ChunkReader, file: UInt32, from router: LineRouter, _ readSoFar: ReadSoFar,
    workers: Int, _ partitions: Partitions
  ) {
    self.reader = reader
    self.partitions = partitions
    self.file = file
    self.workers = workers
    state = Mutex(
      State(
        queue: ChunkQueue(from: router, readSoFar, workers: workers, shares: partitions.shares)))
  }

  /// Reads at most so many chunks, the first to be begun in a state, and gives them to the
  /// partitions; tells to which state that led and what has been read.
  func run(_ chunks: Int, from router: LineRouter) async -> (LineRouter, ReadSoFar) {
    state.withLock { $0.queue.begin(chunks, from: router) }
    await withTaskGroup(of: Void.self) { group in
      for worker in 1..<max(1, workers) { group.addTask { await self.work(worker) } }
      await work(0)
    }
    return state.withLock { ($0.queue.router, $0.queue.readSoFar) }
  }

  private func work(_ worker: Int) async {
    while true {
      let (step, changes) = state.withLock { state in
        (state.queue.step(of: worker) { reader.makeChunk() }, state.changes)
      }
      switch step {
      case .fetch(let chunk): fetch(chunk)
      case .readAgain(let chunk):
        chunk.read()
        change { $0.didRead(chunk) }
      case .apply(let chunk):
        partitions.apply(chunk, file: file, share: worker)
        change { $0.didApply(share: worker) }
      case .wait: await wait(changes)
      case .end: return
      }
    }
  }

  private func fetch(_ chunk: Chunk) {
    let isFilled = reader.next(chunk)
    var ahead = workers > 1 ? chunk.router : nil
    let foreseen = isFilled && ahead?.skim(chunk.bytes) == true ? ahead : nil
    change { $0.didFetch(isFilled, foreseen: foreseen) }
    guard isFilled else { return }
    chunk.read()
    change { $0.didRead(chunk) }
  }

  /// Changes the queue, and wakes who waits for that.
  private func change(_ body: (inout ChunkQueue) -> Void) {
    let waiting = state.withLock { state in
      body(&state.queue)
      state.changes += 1
      defer { state.waiting = [] }
      return state.waiting
    }
    for worker in waiting { worker.resume() }
  }

  /// Waits until there have been more changes.
  private func wait(_ changes: Int) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.changes == changes { state.waiting.append(continuation) }
        return state.changes != changes
      }
      if isOver { continuation.resume() }
    }
  }
}
