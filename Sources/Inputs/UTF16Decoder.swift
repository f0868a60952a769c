/// Reads UTF-16 as UTF-8, half surrogate pairs as U+FFFD: what Windows' shells write into files.
final class UTF16Decoder: Decoder {
  private static let readBytes = 65_536

  private let isBigEndian: Bool
  /// What was read and is not decoded yet.
  private var stored: [UInt8]
  private var decoded: [UInt8] = []
  private var used = 0
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
    while used == decoded.count {
      if isAtEnd { return 0 }
      try decodeOn(more)
    }
    let count = min(buffer.count, decoded.count - used)
    _ = buffer.initialize(from: decoded[used..<(used + count)])
    used += count
    return count
  }

  private func decodeOn(_ more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) throws {
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
    var units: [UInt16] = []
    units.reserveCapacity(stored.count / 2)
    for index in stride(from: 0, to: stored.count - 1, by: 2) {
      let (first, second) = (UInt16(stored[index]), UInt16(stored[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
    }
    // The other half of a pair may come with what is read next.
    if !isAtEnd, let last = units.last, last & 0xFC00 == 0xD800 { units.removeLast() }
    stored.removeFirst(2 * units.count)
    decoded = Array(String(decoding: units, as: UTF16.self).utf8)
    used = 0
  }
}
