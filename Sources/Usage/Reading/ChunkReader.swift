import Bytes
import Inputs

/// Some whole lines of a file, in memory of their own, and what was read from them.
final class Chunk: @unchecked Sendable {
  // Sendable: `ChunkQueue` gives a chunk to one task to fill and read, then to those that apply its
  // batch and only look, and when all have done so to one that fills it again.

  fileprivate(set) var memory: UnsafeMutableBufferPointer<UInt8>
  fileprivate(set) var count = 0
  /// Bytes of the file that the chunk stands for, those of cut lines included.
  fileprivate(set) var sourceBytes = 0
  var router: LineRouter?
  private(set) var batch: EventBatch
  var report = ReadReport()
  /// The number of the file's line before the chunk's first.
  var linesBefore: UInt64 = 0

  init(size: Int, isDealt: Bool) {
    memory = .allocate(capacity: size)
    batch = EventBatch(isDealt: isDealt)
  }

  deinit { memory.deallocate() }

  /// The lines.
  var bytes: ByteSlice { ByteSlice(UnsafeBufferPointer(rebasing: memory[0..<count])) }

  /// Reads the lines with the chunk's router.
  func read() {
    batch.removeAll()
    report = ReadReport()
    router?.read(bytes, into: &batch, report: &report)
  }

  /// Puts other lines in the place of the ones that are there.
  fileprivate func replaceBytes(with bytes: [UInt8]) {
    grow(to: bytes.count)
    _ = memory.initialize(from: bytes)
    count = bytes.count
  }

  fileprivate func grow(to size: Int) {
    guard size > memory.count else { return }
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size)
    _ = larger.initialize(from: memory[0..<count])
    memory.deallocate()
    memory = larger
  }
}

/// Cuts a file into chunks of whole lines.
final class ChunkReader: @unchecked Sendable {
  // Sendable: as for `Chunk`, one task at a time fills chunks.

  private let source: ByteSource
  private let size: Int
  /// Whether the chunks' events are dealt out to the partitions.
  var isDealt = true
  private var carry: [UInt8] = []
  private var isFirst = true
  private(set) var isAtEnd = false
  /// Whether the last line, where it has no end, is left for another time.
  private let leavesHalfLine: Bool
  /// Takes lines out of what they are wrapped in; nil for most files.
  let unwrapper: LineUnwrapper?
  /// Why reading stopped before the end.
  private(set) var problem: FileProblem?

  init(
    _ source: ByteSource, size: Int, leavesHalfLine: Bool = false, unwrapper: LineUnwrapper? = nil
  ) {
    self.unwrapper = unwrapper
    self.source = source
    self.size = max(size, 1)
    self.leavesHalfLine = leavesHalfLine
  }

  /// A reader of the same bytes that leaves nothing.
  var readingAll: ChunkReader { ChunkReader(source, size: size, unwrapper: unwrapper) }

  /// Comes to its end after so many bytes from here; goes on where it had come to such an end.
  func goOn(for bytes: Int) {
    source.limit = bytes
    isAtEnd = false
  }

  /// A chunk to fill.
  func makeChunk() -> Chunk { Chunk(size: size, isDealt: isDealt) }

  /// Fills a chunk with the next lines; false at the end.
  func next(_ chunk: Chunk) -> Bool {
    guard nextStored(chunk) else { return false }
    if let unwrapper { chunk.replaceBytes(with: unwrapper.unwrap(chunk.bytes)) }
    return true
  }

  /// The same, as they are stored.
  private func nextStored(_ chunk: Chunk) -> Bool {
    chunk.count = 0
    chunk.sourceBytes = 0
    chunk.grow(to: max(size, carry.count) + 16)
    _ = chunk.memory.initialize(from: carry)
    chunk.count = carry.count
    carry.removeAll(keepingCapacity: true)
    while true {
      fillUp(chunk)
      if isAtEnd { return finish(chunk) }
      if let end = lastNewline(chunk) {
        keep(chunk, from: end + 1)
        return true
      }
      if chunk.count > LineCursor.lineBytesMaximum {
        cutLine(chunk)
        return true
      }
      chunk.grow(to: chunk.count * 2 + 16)
    }
  }

  private func fillUp(_ chunk: Chunk) {
    while chunk.count < chunk.memory.count, !isAtEnd {
      chunk.count += fill(UnsafeMutableBufferPointer(rebasing: chunk.memory[chunk.count...]))
      if isFirst, chunk.count >= 3 || isAtEnd {
        isFirst = false
        dropByteOrderMark(chunk)
      }
    }
  }

  private func fill(_ target: UnsafeMutableBufferPointer<UInt8>) -> Int {
    do {
      let count = try source.read(into: target)
      if count == 0 { isAtEnd = true }
      return count
    } catch {
      problem = error as? FileProblem
      isAtEnd = true
      return 0
    }
  }

  private func dropByteOrderMark(_ chunk: Chunk) {
    guard chunk.count >= 3, chunk.bytes.starts(with: "\u{FEFF}") else { return }
    chunk.memory.baseAddress?.update(from: chunk.memory.baseAddress! + 3, count: chunk.count - 3)
    chunk.count -= 3
    chunk.sourceBytes += 3
  }

  private func finish(_ chunk: Chunk) -> Bool {
    // What an interruption cut off is no line either.
    if leavesHalfLine || source.isInterrupted {
      chunk.count = lastNewline(chunk).map { $0 + 1 } ?? 0
    }
    chunk.sourceBytes += chunk.count
    return chunk.count > 0
  }

  private func lastNewline(_ chunk: Chunk) -> Int? { chunk.bytes.lastIndex(of: 0x0A) }

  private func keep(_ chunk: Chunk, from end: Int) {
    carry.append(contentsOf: chunk.memory[end..<chunk.count])
    chunk.count = end
    chunk.sourceBytes += end
  }

  /// Leaves of a line that is too long only enough to see that it is, and reads over the rest.
  private func cutLine(_ chunk: Chunk) {
    chunk.sourceBytes += chunk.count
    chunk.count = LineCursor.lineBytesMaximum + 1
    let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
    defer { scratch.deallocate() }
    while !isAtEnd {
      let count = fill(scratch)
      let part = ByteSlice(UnsafeBufferPointer(rebasing: scratch[0..<count]))
      if let end = part.firstIndex(of: 0x0A) {
        chunk.sourceBytes += end + 1
        carry.append(contentsOf: part.dropFirst(end + 1).buffer)
        break
      }
      chunk.sourceBytes += count
    }
    chunk.grow(to: chunk.count + 1)
    chunk.memory[chunk.count] = 0x0A
    chunk.count += 1
  }
}
