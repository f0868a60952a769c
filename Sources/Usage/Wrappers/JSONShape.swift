import Bytes
import Records

/// What the first bytes of a text tell of it as a document of JSON.
struct JSONShape {
  /// Where its entries are; nil where it is no document of several lines.
  private(set) var place: JSONEntries.Place?
  /// Whether more bytes may tell otherwise.
  private(set) var isOpen = false

  init(_ head: ByteSlice) {
    guard head.first == 0x7B || head.first == 0x5B, let first = Self.firstValue(in: head) else {
      return
    }
    var entries = JSONEntries(.arrays)
    var lines: [UInt8] = []
    entries.read(head, into: &lines)
    if entries.hasEntries, entries.endedWithout == 0 {
      place = .arrays
    } else {
      isOpen = first.count == head.count
      // An object a line is no document.
      if head.first == 0x7B, first.contains("\n") { place = .objects }
    }
  }

  /// The object or array at the front, as far as it goes; nil where it is none.
  private static func firstValue(in head: ByteSlice) -> ByteSlice? {
    var tokens = JSONTokens(head)
    var depth = 0
    while true {
      switch tokens.next() {
      case .open: depth += 1
      case .close: depth -= 1
      case .word(let word):
        let isCut = tokens.index == head.count
        if !isCut, JSONTokens.kind(of: word) == nil { return nil }
      case .cut, .end: return head
      case .broken: return nil
      case .text, .colon, .comma: break
      }
      if depth <= 0 { return head[0..<tokens.index] }
    }
  }
}
