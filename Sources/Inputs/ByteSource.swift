import Bytes

/// Uncompressed bytes of a file or of standard input, in order: gzip and zstd are recognised by
/// their first bytes and unpacked on the way; what is packed otherwise is a problem.
public final class ByteSource {
  /// As given; `-` for standard input.
  public let path: String

  private var stored: FileBytes
  private var decoder: (any ByteDecoder)?
  private var unicode: UTF16Decoder?
  /// The first bytes, which told how it is packed.
  private var head = PendingBytes()
  private var isAtEnd = false
  private var peeked: [UInt8] = []
  private var holes: HoleFilter?
  private var textDecoder: (any ByteDecoder)?
  /// What is read in place of the file's own bytes.
  private var substitute: PendingBytes?
  private var piece: UnsafeMutableBufferPointer<UInt8>?
  /// How many bytes may still be read; reading ends there as at the file's end.
  public var limit = Int.max

  /// Opens a file, or standard input for `-`. Throws `FileProblem`.
  public init(path: String) throws {
    self.path = path
    stored = try FileBytes(path: path)
    let head = try stored.read(4)
    self.head = PendingBytes(head)
    if Self.isGzip(head) {
      decoder = try gzipDecoder(path: path)
    } else if Self.isZstandard(head) {
      decoder = try ZstdDecoder(path: path)
    } else if let packer = Self.packers.first(where: { head.starts(with: $0.head) })?.name {
      throw FileProblem(path: path, reason: "is packed with \(packer): unpack it first")
    }
  }

  deinit { piece?.deallocate() }

  /// What is not unpacked on the way, by its first bytes.
  private static let packers: [(head: [UInt8], name: String)] = [
    ([0xFD, 0x37, 0x7A, 0x58], "xz"), ([0x42, 0x5A, 0x68], "bzip2"),
    ([0x50, 0x4B, 0x03, 0x04], "zip"), ([0x37, 0x7A, 0xBC, 0xAF], "7z"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4"),
  ]

  /// Passes over a byte order mark, and reads UTF-16 as UTF-8 from here on. For text, before
  /// anything else is read. Throws `FileProblem`.
  public func decodeUnicode() throws {
    if try peek(4).starts(with: [0xEF, 0xBB, 0xBF]) {
      peeked.removeFirst(3)
    } else {
      try decodeUTF16()
    }
  }

  /// Reads UTF-16 as UTF-8 from here on, before anything else is read. Throws `FileProblem`.
  public func decodeUTF16() throws {
    guard let decoder = UTF16Decoder(after: try peek(4)) else { return }
    unicode = decoder
    peeked = []
  }

  /// Leaves out the NULs that stand where a line begins (`HoleFilter`). For text, before anything
  /// else is read.
  public func passOverHoles() {
    var filter = HoleFilter()
    let kept = peeked.withUnsafeMutableBufferPointer { filter.filter($0) }
    peeked.removeLast(peeked.count - kept)
    holes = filter
  }

  /// Reads what a decoder makes of the text from here on; it has taken what was peeked at.
  public func decode(with decoder: any ByteDecoder) {
    textDecoder = decoder
    peeked = []
  }

  /// Whether such a decoder is at work.
  public var isDecoded: Bool { textDecoder != nil }

  /// Whether a file that begins so is compressed.
  static func isCompressed(_ head: [UInt8]) -> Bool { isGzip(head) || isZstandard(head) }

  private static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

  private static func isZstandard(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// Whether the bytes are unpacked on the way.
  public var isCompressed: Bool { decoder != nil }

  /// When the file was last written; now for what is no regular file.
  public var written: Timestamp { stored.written }

  /// Whether it can't be opened once more, to be read from its first byte on: standard input, and
  /// what is no regular file.
  public var isStream: Bool { !stored.isRegular || stored.isStandardInput }

  /// Whether an `Interruption` ended a wait for input: what was read may end within a line.
  public var isInterrupted: Bool { stored.isInterrupted }

  /// Reads up to the buffer's size; 0 at the end, and where it `isInterrupted`. Throws
  /// `FileProblem`, also where compressed data is cut off; all bytes before the cut have been
  /// given by then.
  public func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    let wanted = UnsafeMutableBufferPointer(rebasing: buffer[0..<min(buffer.count, limit)])
    guard wanted.count > 0 else { return 0 }
    let count = peeked.isEmpty ? try readOn(into: wanted) : takePeeked(into: wanted)
    limit -= count
    return count
  }

  /// The next bytes, at most 65,536; nil at the end, and where it `isInterrupted`. They are valid
  /// until the next are asked for. Throws as `read` does.
  public func nextPiece() throws -> ByteSlice? {
    let piece = self.piece ?? .allocate(capacity: 65_536)
    self.piece = piece
    let count = try read(into: piece)
    return count > 0 ? ByteSlice(UnsafeBufferPointer(rebasing: piece[0..<count])) : nil
  }

  /// The next bytes, which stay to be read: up to `count`, fewer only at the end or where a
  /// stream has no more yet. Throws `FileProblem` where not even one could be read.
  public func peek(_ count: Int) throws -> [UInt8] {
    // What an earlier peek found comes first.
    guard peeked.count < count else { return Array(peeked.prefix(count)) }
    var bytes = peeked + [UInt8](repeating: 0, count: count - peeked.count)
    var have = peeked.count
    while have < count {
      do {
        // The few bytes that told how it is packed are not yet what a stream has.
        let isHead = !head.isEmpty
        let more = try bytes.withUnsafeMutableBufferPointer {
          try readOn(into: UnsafeMutableBufferPointer(rebasing: $0[have...]))
        }
        have += more
        if more == 0 || isStream && !isHead { break }
      } catch {
        // The bytes before the damage are worth having; reading meets it again.
        if have == 0 { throw error }
        break
      }
    }
    peeked = Array(bytes.prefix(have))
    return peeked
  }

  /// Passes over bytes that were peeked at.
  public func passOver(_ count: Int) {
    let passed = min(count, peeked.count)
    limit = max(0, limit - passed)
    peeked.removeFirst(passed)
  }

  /// Gives other bytes from here on, in place of what is left.
  public func substitute(_ bytes: [UInt8]) {
    substitute = PendingBytes(bytes)
    peeked = []
  }

  private func takePeeked(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let count = min(buffer.count, peeked.count)
    _ = buffer.initialize(from: peeked[0..<count])
    peeked.removeFirst(count)
    return count
  }

  private func readOn(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    if let count = substitute?.take(into: buffer) { return count }
    guard let textDecoder else { return try readText(into: buffer) }
    return try textDecoder.decode(into: buffer, more: readText)
  }

  private func readText(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    while true {
      let count = try decode(into: buffer)
      guard count > 0, holes != nil else { return count }
      let kept = holes?.filter(UnsafeMutableBufferPointer(rebasing: buffer[0..<count])) ?? count
      if kept > 0 { return kept }
      if decoder == nil, unicode == nil { stored.skipHole() }
    }
  }

  private func decode(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    guard let unicode else { return try unpack(into: buffer) }
    return try unicode.decode(into: buffer, more: unpack)
  }

  private func unpack(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    guard !isAtEnd else { return 0 }
    guard let decoder else { return try readStored(into: buffer) }
    let count = try decoder.decode(into: buffer, more: readStored)
    if count == 0 { isAtEnd = true }
    return count
  }

  private func readStored(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    guard head.isEmpty else { return head.take(into: buffer) }
    let count = try stored.read(into: buffer)
    if count == 0, stored.wasCutShort {
      throw FileProblem(path: path, reason: "became shorter while it was read; read up to there")
    }
    return count
  }
}

/// Makes other bytes of a stream's. `more` fills a buffer with what it has and returns how many; 0
/// at the end.
public protocol ByteDecoder: AnyObject {
  func decode(
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) throws -> Int
}

/// What unpacks gzip the fastest here. Throws `FileProblem`.
func gzipDecoder(path: String) throws -> any ByteDecoder {
  #if canImport(CISAL)
    FastGzipDecoder(path: path)
  #else
    try GzipDecoder(path: path)
  #endif
}

/// How many packed bytes a decoder asks for at a time.
let packedBytes = 65_536
