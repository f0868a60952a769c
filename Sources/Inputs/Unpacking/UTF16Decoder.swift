/// Reads UTF-16 as UTF-8, half surrogate pairs as U+FFFD: what Windows' shells write into files.
final class UTF16Decoder: ByteDecoder {
  private static let readBytes = 65_536

  private let isBigEndian: Bool
  /// What was read and is not decoded yet.
  private var stored: [UInt8]
  private var decoded = PendingBytes()
  private var isAtEnd = false

  /// Goes on from the first bytes of a text; nil where they are not UTF-16: with a byte order mark,
  /// or two characters of ASCII's without one.
  init?(after head: [UInt8]) {
    let mark = Array(head.prefix(2))
    let pairs = head.count >= 4 ? [[head[0], head[2]], [head[1], head[3]]] : []
    func isASCII(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { (0x09..<0x7F).contains($0) } }
    if mark == [0xFF, 0xFE] || pairs.count == 2 && isASCII(pairs[0]) && pairs[1] == [0, 0] {
      isBigEndian = false
    } else if mark == [0xFE, 0xFF] || pairs.count == 2 && isASCII(pairs[1]) && pairs[0] == [0, 0] {
      isBigEndian = true
    } else {
      return nil
    }
    let hasMark = mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF]
    stored = Array(head.dropFirst(hasMark ? 2 : 0))
  }

  func decode(
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) throws -> Int {
    while decoded.isEmpty {
      if isAtEnd { return 0 }
      try readOn(more)
      decoded = PendingBytes(transcode())
    }
    return decoded.take(into: buffer)
  }

  private func readOn(_ more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) throws {
    let have = stored.count
    stored += [UInt8](repeating: 0, count: Self.readBytes)
    do {
      let count = try stored.withUnsafeMutableBufferPointer {
        try more(UnsafeMutableBufferPointer(rebasing: $0[have...]))
      }
      stored.removeLast(Self.readBytes - count)
      isAtEnd = count == 0
    } catch {
      stored.removeLast(Self.readBytes)
      throw error
    }
  }

  /// Makes UTF-8 of what is stored, but for half a pair whose other half may come with what is read
  /// next.
  private func transcode() -> [UInt8] {
    var index = 0
    let isBigEndian = isBigEndian
    let decoded = stored.withUnsafeBufferPointer { stored in
      @inline(__always)
      func unit(_ index: Int) -> UInt32 {
        let (first, second) = (UInt32(stored[index]), UInt32(stored[index + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
      }
      // A unit is three bytes at most.
      return [UInt8](unsafeUninitializedCapacity: stored.count / 2 * 3) { out, count in
        while index + 1 < stored.count {
          let code = unit(index)
          if code < 0x80 {
            out[count] = UInt8(truncatingIfNeeded: code)
            count += 1
            index += 2
            continue
          }
          let isFirstHalf = code & 0xFC00 == 0xD800
          let hasNext = index + 3 < stored.count
          if isFirstHalf, !hasNext, !isAtEnd { return }
          var scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
          index += 2
          if isFirstHalf, hasNext, unit(index) & 0xFC00 == 0xDC00 {
            scalar = Unicode.Scalar(0x10000 + (code & 0x3FF) << 10 + unit(index) & 0x3FF) ?? scalar
            index += 2
          }
          for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            out[count] = byte
            count += 1
          }
        }
      }
    }
    stored.removeFirst(index)
    return decoded
  }
}
