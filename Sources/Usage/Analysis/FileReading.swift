import Bytes
import Inputs

/// A file that is being read: chunk after chunk, several at a time where its format lets the state
/// of one chunk be known before the one before it has been read.
final class FileReading {
  /// How many chunks each processor reads before all wait for one another: waiting takes longer
  /// than fetching what its own cache has lost of them.
  private static let chunksPerThread = 4

  let path: String
  /// The number of the file in the run.
  let number: UInt32
  private let bytes: ByteSource
  private(set) var reader: ChunkReader
  /// The state after what has been read.
  var router: LineRouter
  /// What was read last and waits to be applied.
  private(set) var window: [Chunk] = []
  private(set) var source: UsageSummary.Source
  /// Whether another file tells the same better: then it is read and not counted.
  let isRedundant: Bool
  /// Whether the user named the file itself.
  let isNamed: Bool
  /// What is to be known about how it is read.
  var note: String?
  private(set) var malformed: [ReadReport.Malformed] = []
  /// What an earlier run has read.
  private let known: LogState.KnownFile?
  /// Where reading ends, in bytes of the file; nil at its end.
  var end: Int?
  /// The file's first bytes, by which it is known again.
  let firstBytes: [UInt8]

  /// The parts that are still to be read, where the file has several or one of another year.
  private var parts: [YearSearch.Part]
  /// Chunks to fill again, of each processor.
  private var spare: [SpareChunks] = []
  /// How many lines have been read, an earlier run's included.
  private(set) var lines: UInt64
  /// Whether a line of it told anything about FTP.
  private(set) var toldAnything = false
  private var linesByFormat: [Int: UInt64] = [:]

  init(
    _ member: LogStream.Member, number: UInt32, bytes: ByteSource, reader: ChunkReader,
    router: LineRouter, isRedundant: Bool
  ) {
    path = member.file.path
    self.number = number
    self.bytes = bytes
    self.reader = reader
    self.router = router
    self.isRedundant = isRedundant
    isNamed = member.file.isNamed
    known = member.known
    lines = member.known?.lines ?? 0
    parts = member.parts
    firstBytes = member.firstBytes
    source = UsageSummary.Source(path: path)
  }

  /// How much of the file an earlier run has read.
  var bytesBefore: Int { known?.bytes ?? 0 }

  /// The format that most lines have.
  var mainFormat: Int? {
    linesByFormat.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

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

  /// Gives what was read last to the partitions and, where it is to go on, reads the next chunks
  /// meanwhile; false where there was nothing to do any more.
  func next(threads: Int, _ partitions: Partitions, goesOn: Bool) async -> Bool {
    let before = window
    if reader.isAtEnd, goesOn { beginPart() }
    while spare.count < threads { spare.append(SpareChunks()) }
    let supply = goesOn ? supply(threads == 1 ? 1 : threads * Self.chunksPerThread) : nil
    if threads == 1 {
      for chunk in before { partitions.apply(chunk, file: number, share: 0) }
      spare[0].chunks += before
      supply?.readAll(with: spare[0])
    } else {
      await withTaskGroup(of: Void.self) { group in
        for (share, spare) in spare.enumerated() {
          group.addTask { [number] in
            // While one reads the other applies, so that seldom two want the file at once.
            let readsFirst = share % 2 == 1
            if readsFirst { supply?.read(Self.chunksPerThread, with: spare) }
            for chunk in before where share < partitions.shares {
              partitions.apply(chunk, file: number, share: share)
            }
            supply?.readAll(with: spare)
          }
        }
      }
      for chunk in before { chunk.owner?.chunks.append(chunk) }
    }
    take(supply)
    return !(before.isEmpty && window.isEmpty && (parts.isEmpty || !goesOn))
  }

  /// From here on leaves events in the order of their lines.
  func keepOrder() { reader.isDealt = false }

  /// Reads the next chunk into `window`; false, and an empty window, at the end.
  func nextAlone() -> Bool {
    if spare.isEmpty { spare.append(SpareChunks()) }
    repeat {
      if reader.isAtEnd { beginPart() }
      spare[0].chunks += window
      let supply = supply(1)
      supply.readAll(with: spare[0])
      take(supply)
    } while window.isEmpty && !parts.isEmpty
    return !window.isEmpty
  }

  private func supply(_ countMaximum: Int) -> ChunkSupply {
    ChunkSupply(reader, from: router, countMaximum: countMaximum)
  }

  /// Makes what was read the window.
  private func take(_ supply: ChunkSupply?) {
    let taken = supply?.end() ?? ChunkSupply.Taken()
    window = taken.chunks
    mend(taken.starts)
    account()
  }

  /// Reads chunks again whose start turned out to be another than was foreseen.
  private func mend(_ starts: [LineRouter]) {
    for index in window.indices.dropFirst() {
      guard let before = window[index - 1].router else { continue }
      if !window[index - 1].report.changedFormat, before.continues(like: starts[index]) { continue }
      window[index].router = before
      window[index].read()
    }
    if let last = window.last?.router { router = last }
  }

  private func account() {
    for chunk in window {
      chunk.linesBefore = lines
      toldAnything = toldAnything || !chunk.batch.isEmpty
      for line in chunk.report.firstMalformed
      where malformed.count < ReadReport.malformedMaximum {
        malformed.append(
          ReadReport.Malformed(line: lines + line.line, reason: line.reason))
      }
      lines += chunk.report.lines
      source.lines += Int(chunk.report.lines)
      source.bytes += chunk.sourceBytes
      source.add(chunk.report)
      linesByFormat.merge(chunk.report.linesByFormat, uniquingKeysWith: +)
    }
  }
}
