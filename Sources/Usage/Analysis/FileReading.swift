import Bytes
import Inputs

/// A file that is being read, some chunks at a time.
final class FileReading {
  /// How many chunks are read before what they told is handed on.
  private static let chunksAtOnce = 128

  let path: String
  /// What was seen of it before.
  let head: FileHead
  /// The number of the file in the run.
  let number: UInt32
  private let bytes: ByteSource
  private(set) var reader: ChunkReader
  /// The state after what has been read.
  var router: LineRouter
  private var pipeline: ChunkPipeline?
  /// The chunk that `nextAlone` read; nil at the end.
  private(set) var chunk: Chunk?
  private(set) var readSoFar: ReadSoFar
  /// What is counted of its lines.
  let use: LogStream.Use
  /// Whether the user named the file itself.
  let isNamed: Bool
  /// What is to be known about how it is read.
  var note: String?
  /// What an earlier run has read.
  private let known: LogState.KnownFile?
  /// Where reading ends, in bytes of the file; nil at its end.
  var end: Int?
  /// The file's first bytes, by which it is known again.
  let firstBytes: [UInt8]

  /// The parts that are still to be read, where the file has several or one of another year.
  private var parts: [YearSearch.Part]

  init(
    _ member: LogStream.Member, bytes: ByteSource, reader: ChunkReader,
    router: LineRouter, use: LogStream.Use
  ) {
    path = member.file.path
    head = member.head
    number = member.number
    self.bytes = bytes
    self.reader = reader
    self.router = router
    self.use = use
    isNamed = member.file.isNamed
    known = member.known
    parts = member.parts
    firstBytes = member.firstBytes
    readSoFar = ReadSoFar(path: path, linesBefore: member.known?.lines ?? 0)
  }

  /// How much of the file an earlier run has read.
  var bytesBefore: Int { known?.bytes ?? 0 }

  /// Comes to the state in which reading begins: behind the file before it in its stream, and
  /// behind what an earlier run has read of it.
  func begin(after before: LineRouter? = nil) {
    if let before { router.goOn(from: before) }
    if let known { catchUp(to: known) }
    // Dates without a year are read as each part of the file has them.
    while parts.count > 1, parts[1].begin <= bytesBefore { parts.removeFirst() }
    beginPart(at: bytesBefore)
    if let end { bytes.limit = max(0, end - bytesBefore) }
  }

  /// Reads what an earlier run has read, and forgets it.
  private func catchUp(to known: LogState.KnownFile) {
    bytes.limit = known.bytes
    let before = reader.readingAll
    let chunk = before.makeChunk()
    while before.next(chunk) {
      chunk.router = router
      chunk.read()
      router = chunk.router ?? router
    }
    bytes.limit = .max
  }

  private func beginPart(at place: Int? = nil) {
    guard let part = parts.first else { return }
    parts.removeFirst()
    router.date(before: part.written)
    reader.goOn(for: parts.first.map { $0.begin - (place ?? part.begin) } ?? .max)
  }

  /// Reads the next chunks and gives them to the partitions; false at the end.
  func next(threads: Int, _ partitions: Partitions) async -> Bool {
    if reader.isAtEnd { beginPart() }
    guard !reader.isAtEnd else { return false }
    let pipeline =
      pipeline
      ?? ChunkPipeline(
        reader, file: number, from: router, readSoFar, workers: threads, partitions)
    self.pipeline = pipeline
    (router, readSoFar) = await pipeline.run(Self.chunksAtOnce, from: router)
    return true
  }

  /// From here on leaves events in the order of their lines.
  func keepOrder() { reader.isDealt = false }

  /// Reads the next chunk into `chunk`; false, and nil there, at the end.
  func nextAlone() -> Bool {
    let next = chunk ?? reader.makeChunk()
    chunk = nil
    while !reader.isAtEnd || !parts.isEmpty {
      if reader.isAtEnd { beginPart() }
      guard reader.next(next) else { continue }
      next.router = router
      next.read()
      router = next.router ?? router
      readSoFar.add(next)
      chunk = next
      return true
    }
    return false
  }
}
