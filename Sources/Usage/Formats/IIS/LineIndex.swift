import Bytes
import CByteScan

/// Where the words and lines of a chunk end, found sixteen bytes a compare, some kilobytes at a
/// time: so much that the processor never waits for it to end, and so little that it is no loss
/// where another reader takes over.
struct LineIndex: ~Copyable {
  /// So many bytes are looked at at a time; longer lines are not found.
  private static let windowBytes = 8192

  /// What has been found and not passed yet: places of the ends of words and lines.
  struct Window {
    fileprivate(set) var word: UnsafeMutablePointer<UInt32>
    fileprivate var wordEnd: UnsafeMutablePointer<UInt32>
    fileprivate var line: UnsafeMutablePointer<UInt32>
    fileprivate var lineEnd: UnsafeMutablePointer<UInt32>
    /// Where the next line begins.
    fileprivate(set) var position: Int

    /// Whether no line is left.
    var isPassed: Bool { line == lineEnd }

    /// Whether the next line has just so many words; false where no line is left.
    @inline(__always)
    func hasLine(words count: Int) -> Bool {
      line < lineEnd && word + count <= wordEnd && word[count &- 1] == line.pointee
    }

    /// Goes on behind a line of so many words.
    @inline(__always)
    mutating func pass(words count: Int) {
      position = Int(line.pointee) &+ 1
      line += 1
      word += count
    }
  }

  private let bytes: ByteSlice
  private let words: UnsafeMutablePointer<UInt32>
  private let lines: UnsafeMutablePointer<UInt32>
  /// For the loop over lines to take out, so that it lies in registers, and to put back.
  var window: Window

  /// An index that begins at a line's first byte.
  init(_ bytes: ByteSlice, from position: Int) {
    self.bytes = bytes
    words = .allocate(capacity: Self.windowBytes + 64)
    lines = .allocate(capacity: Self.windowBytes + 64)
    window = Window(
      word: words, wordEnd: words, line: lines, lineEnd: lines, position: position)
  }

  deinit {
    words.deallocate()
    lines.deallocate()
  }

  /// Goes on at a line's first byte.
  mutating func move(to position: Int) {
    window.position = position
    while window.line < window.lineEnd, window.line.pointee < position { window.line += 1 }
    while window.word < window.wordEnd, window.word.pointee < position { window.word += 1 }
  }

  /// Looks on where nothing is left of what was found; false where no newline comes any more.
  mutating func load() -> Bool {
    if !window.isPassed { return true }
    let position = window.position
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
    window = Window(
      word: words, wordEnd: nextWord ?? words, line: lines, lineEnd: nextLine ?? lines,
      position: position)
    return !window.isPassed
  }
}
