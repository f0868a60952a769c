import Bytes
import Testing

@testable import Usage

/// What workers can do with the chunks of a file, one after another.
@Suite struct ChunkQueueTests {
  /// With no reader at work yet: it goes on like no other.
  private static let router = LineRouter(
    formats: LogFormats(), context: ReaderContext())
  /// It goes on like its copies: it knows the columns.
  private static let iis = {
    var router = LineRouter(formats: LogFormats(only: 0), context: ReaderContext())
    var batch = EventBatch()
    var report = ReadReport()
    let header = ("#Fields: date time c-ip cs-method sc-status\n" as StaticString).bytes
    router.read(header, into: &batch, report: &report)
    return router
  }()

  /// A queue, and its chunks in the order in which they were made.
  private struct Bench {
    var queue: ChunkQueue
    var chunks: [Chunk] = []

    init(workers: Int, chunks: Int, from router: LineRouter = ChunkQueueTests.router) {
      queue = ChunkQueue(
        from: router, ReadSoFar(path: "x.log", linesBefore: 0), workers: workers, shares: workers)
      queue.begin(chunks, from: router)
    }

    /// What a worker can do: `fetch 0`, `apply 1`, `wait`, `end`.
    mutating func step(_ worker: Int) -> String {
      var made: Chunk?
      let step = queue.step(of: worker) {
        let chunk = Chunk(size: 16, isDealt: true)
        made = chunk
        return chunk
      }
      if let made { chunks.append(made) }
      func number(_ chunk: Chunk) -> Int { chunks.firstIndex { $0 === chunk } ?? -1 }
      return switch step {
      case .fetch(let chunk): "fetch \(number(chunk))"
      case .readAgain(let chunk): "read \(number(chunk)) again"
      case .apply(let chunk): "apply \(number(chunk))"
      case .wait: "wait"
      case .end: "end"
      }
    }

    mutating func read(_ number: Int) {
      chunks[number].read()
      queue.didRead(chunks[number])
    }

    /// Fetches and reads a chunk.
    mutating func fill(_ worker: Int, foreseen: LineRouter? = nil) {
      let step = queue.step(of: worker) { Chunk(size: 16, isDealt: true) }
      guard case .fetch(let chunk) = step else { return }
      queue.didFetch(true, foreseen: foreseen)
      chunk.read()
      queue.didRead(chunk)
    }
  }

  @Test func alone() {
    var bench = Bench(workers: 1, chunks: 2)
    for _ in 0..<2 {
      #expect(bench.step(0) == "fetch 0")
      bench.queue.didFetch(true, foreseen: nil)
      bench.read(0)
      #expect(bench.step(0) == "apply 0")
      bench.queue.didApply(share: 0)
    }
    #expect(bench.step(0) == "end")
  }

  @Test func foreseen() {
    var bench = Bench(workers: 2, chunks: 2, from: Self.iis)
    #expect(bench.step(0) == "fetch 0")
    #expect(bench.step(1) == "wait")
    bench.queue.didFetch(true, foreseen: Self.iis)
    #expect(bench.step(1) == "fetch 1")
    bench.queue.didFetch(true, foreseen: nil)
    // What comes after a chunk that has not been read can't be given to anybody.
    bench.read(1)
    #expect(bench.step(1) == "wait")
    bench.read(0)
    for worker in 0..<2 {
      for chunk in 0..<2 {
        #expect(bench.step(worker) == "apply \(chunk)")
        bench.queue.didApply(share: worker)
      }
      #expect(bench.step(worker) == "end")
    }
    // Each fills again what it filled before.
    bench.queue.begin(1, from: Self.router)
    #expect(bench.step(1) == "fetch 1")
  }

  /// Where no state is foreseen, the next chunk is begun as soon as the last has been read.
  @Test func unforeseen() {
    var bench = Bench(workers: 2, chunks: 9)
    #expect(bench.step(0) == "fetch 0")
    bench.queue.didFetch(true, foreseen: nil)
    #expect(bench.step(1) == "wait")
    bench.read(0)
    #expect(bench.step(0) == "fetch 1")
    #expect(bench.step(1) == "apply 0")
  }

  /// A chunk that was begun in another state than the one before led to is read again by whoever
  /// comes next, once, and nothing behind it is settled before.
  @Test func wronglyForeseen() {
    var bench = Bench(workers: 2, chunks: 3)
    #expect(bench.step(0) == "fetch 0")
    bench.queue.didFetch(true, foreseen: Self.router)
    #expect(bench.step(1) == "fetch 1")
    bench.queue.didFetch(true, foreseen: Self.router)
    #expect(bench.step(0) == "fetch 2")
    bench.queue.didFetch(true, foreseen: nil)
    for number in [2, 1, 0] { bench.read(number) }
    #expect(bench.step(1) == "read 1 again")
    #expect(bench.step(0) == "apply 0")
    bench.queue.didApply(share: 0)
    #expect(bench.step(0) == "wait")
    bench.read(1)
    #expect(bench.step(0) == "read 2 again")
    #expect(bench.step(1) == "apply 0")
    bench.read(2)
    for chunk in 1...2 {
      #expect(bench.step(0) == "apply \(chunk)")
      bench.queue.didApply(share: 0)
    }
    #expect(bench.step(0) == "end")
  }

  /// No more chunks are on their way than caches hold.
  @Test func fewAtOnce() {
    var bench = Bench(workers: 2, chunks: 99)
    for _ in 0..<20 { bench.fill(0, foreseen: nil) }
    var applied = 0
    while bench.step(1).hasPrefix("apply") {
      bench.queue.didApply(share: 1)
      applied += 1
    }
    #expect(applied == 8)
    #expect(bench.step(1) == "wait")
    #expect(bench.step(0).hasPrefix("apply"))
    bench.queue.didApply(share: 0)
    #expect(bench.step(1).hasPrefix("fetch"))
  }

  @Test func end() {
    var bench = Bench(workers: 2, chunks: 9)
    #expect(bench.step(0) == "fetch 0")
    bench.queue.didFetch(false, foreseen: nil)
    #expect(bench.step(0) == "end")
    #expect(bench.step(1) == "end")
  }
}
