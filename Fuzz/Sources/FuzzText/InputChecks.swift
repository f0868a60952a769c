import Bytes
import FuzzRun

@testable import Inputs

/// What becomes of a text before anybody reads its lines, however it comes.
enum InputChecks {
  /// NULs where a line begins are gone, and nothing else.
  static func holes(_ bytes: ByteSlice) {
    let whole = filtered(bytes, by: max(1, bytes.count))
    for step in [1, 3] { check(filtered(bytes, by: step) == whole, "holes in pieces of \(step)") }
    var isAtLineStart = true
    var rest = whole[...]
    for byte in bytes.buffer {
      if byte == rest.first, byte != 0 || !isAtLineStart {
        isAtLineStart = byte == 0x0A
        rest = rest.dropFirst()
      } else {
        check(byte == 0 && isAtLineStart, "only a hole is left out")
      }
    }
    check(rest.isEmpty, "nothing is added")
  }

  private static func filtered(_ bytes: ByteSlice, by step: Int) -> [UInt8] {
    var filter = HoleFilter()
    var all: [UInt8] = []
    var rest = bytes
    while !rest.isEmpty {
      var piece = rest[0..<min(step, rest.count)].copied
      let count = piece.withUnsafeMutableBufferPointer { filter.filter($0) }
      all += piece.prefix(count)
      rest = rest.dropFirst(step)
    }
    return all
  }

  /// UTF-16 becomes the UTF-8 that Swift makes of it.
  static func utf16(_ bytes: ByteSlice) {
    let head = bytes[0..<min(4, bytes.count)].copied
    guard UTF16Decoder(after: head) != nil else { return }
    let whole = decoded(bytes, head, by: bytes.count, room: 3 * bytes.count + 1)
    for (step, room) in [(1, 1), (3, 2), (2, 64)] {
      check(decoded(bytes, head, by: step, room: room) == whole, "UTF-16 in pieces of \(step)")
    }
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]
    let isBig = head.starts(with: marks[1]) || !head.starts(with: marks[0]) && head[0] == 0
    let text = marks.contains { head.starts(with: $0) } ? bytes.dropFirst(2) : bytes
    let units = (0..<text.count / 2).map { index in
      let (one, two) = (UInt16(text[2 * index]), UInt16(text[2 * index + 1]))
      return isBig ? one << 8 | two : two << 8 | one
    }
    check(whole == Array(String(decoding: units, as: UTF16.self).utf8), "UTF-16 as Swift reads it")
  }

  private static func decoded(
    _ bytes: ByteSlice, _ head: [UInt8], by step: Int, room: Int
  ) -> [UInt8] {
    guard let decoder = UTF16Decoder(after: head) else { return [] }
    var rest = bytes.dropFirst(head.count)
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: room)
    while true {
      let count = try? buffer.withUnsafeMutableBufferPointer { buffer in
        try decoder.decode(into: buffer) { into in
          let count = min(step, rest.count, into.count)
          _ = into.update(fromContentsOf: rest[0..<count].buffer)
          rest = rest.dropFirst(count)
          return count
        }
      }
      guard let count, count > 0 else { return all }
      all += buffer.prefix(count)
    }
  }
}
