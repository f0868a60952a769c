import Bytes
import CByteScan

/// Finds the ends of the words of one line after another, sixteen bytes a compare: two masks of a
/// block of 64 bytes say where words and lines end, and each set bit is one word.
///
/// The last block is read from a copy padded with zeros, so any slice will do.
struct WordScanner: ~Copyable {
  private let start: UnsafePointer<UInt8>
  private let count: Int
  private let tail: UnsafeMutablePointer<UInt8>
  private var block: Int
  private var blanks: UInt64 = 0
  private var newlines: UInt64 = 0

  /// A scanner at a line's first byte.
  init(_ bytes: ByteSlice, from position: Int) {
    start = bytes.start
    count = bytes.count
    tail = .allocate(capacity: 64)
    tail.initialize(repeating: 0, count: 64)
    block = position & ~63
    load()
    let before = UInt64(position & 63)
    blanks = (blanks >> before) << before
    newlines = (newlines >> before) << before
  }

  deinit { tail.deallocate() }

  /// Writes where the words of the next line end, the last at its newline, into `ends`; gives how
  /// many there are, which may be more than `maximum`, the most that are written. Nil where no
  /// newline comes any more.
  @inline(__always)
  mutating func nextLine(
    _ ends: UnsafeMutablePointer<Int32>, maximum: Int
  ) -> (words: Int, end: Int)? {
    var words = 0
    while true {
      while blanks == 0 {
        block &+= 64
        if block >= count { return nil }
        load()
      }
      let bit = blanks.trailingZeroBitCount
      blanks &= blanks &- 1
      let end = block &+ bit
      if words < maximum { ends[words] = Int32(truncatingIfNeeded: end) }
      words &+= 1
      if newlines &>> UInt64(bit) & 1 != 0 { return (words, end) }
    }
  }

  @inline(__always)
  private mutating func load() {
    var bytes = start + block
    if block &+ 64 > count {
      let left = max(0, count - block)
      tail.update(from: bytes, count: left)
      (tail + left).update(repeating: 0, count: 64 - left)
      bytes = UnsafePointer(tail)
    }
    let masks = ftpscope_scan_lines(bytes)
    blanks = masks.blanks
    newlines = masks.newlines
  }
}
