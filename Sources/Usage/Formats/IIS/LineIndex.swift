import Bytes
import CByteScan

/// Where the words and lines of a chunk end, found sixteen bytes a compare, some kilobytes at a
/// time: so much that the processor never waits for it to end, and so little that it is no loss
/// where another reader takes over.
struct LineIndex: ~Copyable {
  /// So many bytes are looked at at a time; longer lines are not found.
  private static let windowBytes = 8192

  private let bytes: ByteSlice
  private let words: UnsafeMutablePointer<UInt32>
  private let lines: UnsafeMutablePointer<UInt32>
  private var word = 0
  private var wordCount = 0
  private var line = 0
  private var lineCount = 0
  /// Where the next line begins.
  private(set) var position: Int

  /// An index that begins at a line's first byte.
  init(_ bytes: ByteSlice, from position: Int) {
    self.bytes = bytes
    self.position = position
    words = .allocate(capacity: Self.windowBytes + 64)
    lines = .allocate(capacity: Self.windowBytes + 64)
  }

  deinit {
    words.deallocate()
    lines.deallocate()
  }

  /// Where the words of the next line end, where it has just so many; nil for another line, and
  /// where no newline comes any more.
  @inline(__always)
  mutating func next(words count: Int) -> UnsafeMutablePointer<UInt32>? {
    if line == lineCount, !load() { return nil }
    let last = word &+ count &- 1
    guard last < wordCount, words[last] == lines[line] else { return nil }
    return words + word
  }

  /// Goes on behind a line that `next` found.
  @inline(__always)
  mutating func pass(words count: Int) {
    position = Int(lines[line]) &+ 1
    line &+= 1
    word &+= count
  }

  /// Goes on at a line's first byte.
  mutating func move(to position: Int) {
    self.position = position
    while line < lineCount, lines[line] < position { line += 1 }
    while word < wordCount, words[word] < position { word += 1 }
  }

  @inline(never)
  private mutating func load() -> Bool {
    var nextWord: UnsafeMutablePointer<UInt32>? = words
    var nextLine: UnsafeMutablePointer<UInt32>? = lines
    let count = min(Self.windowBytes, bytes.count - position)
    let blocks = count / 64
    ftpscope_index_lines(
      bytes.start + position, blocks, UInt32(position), &nextWord, &nextLine)
    let left = count - blocks * 64
    if count < Self.windowBytes, left > 0 {
      // The last bytes are looked at in a copy: behind them is somebody else's memory.
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { copy in
        let tail = bytes.dropFirst(position + blocks * 64)
        copy.initialize(repeating: 0)
        copy.baseAddress?.update(from: tail.start, count: tail.count)
        ftpscope_index_lines(
          copy.baseAddress, 1, UInt32(position + blocks * 64), &nextWord, &nextLine)
      }
    }
    word = 0
    line = 0
    wordCount = nextWord.map { $0 - words } ?? 0
    lineCount = nextLine.map { $0 - lines } ?? 0
    return lineCount > 0
  }
}
