import Bytes

/// The tokens of a JSON text (RFC 8259), or of a piece of one.
public struct JSONTokens {
  /// One of them.
  public enum Token: Equatable {
    /// `{` or `[`.
    case open(UInt8)
    /// `}` or `]`.
    case close(UInt8)
    case colon, comma
    /// A string without its quotes, and whether it has escapes.
    case text(ByteSlice, Bool)
    /// A number, `true`, `false` or `null`.
    case word(ByteSlice)
    /// The bytes end within a string.
    case cut
    case end, broken
  }

  private let bytes: ByteSlice
  /// Where the next token is looked for. One that is cut off is not gone beyond.
  public private(set) var index = 0

  public init(_ bytes: ByteSlice) { self.bytes = bytes }

  /// The next token.
  public mutating func next() -> Token {
    while index < bytes.count, bytes.start[index].isBlank { index += 1 }
    guard index < bytes.count else { return .end }
    let byte = bytes.start[index]
    switch byte {
    case 0x7B, 0x5B:
      index += 1
      return .open(byte)
    case 0x7D, 0x5D:
      index += 1
      return .close(byte)
    case 0x3A:
      index += 1
      return .colon
    case 0x2C:
      index += 1
      return .comma
    case 0x22: return text()
    default: return word()
    }
  }

  private mutating func text() -> Token {
    let first = index + 1
    var position = first
    var isEscaped = false
    while position < bytes.count {
      let byte = bytes.start[position]
      if byte == 0x22 {
        index = position + 1
        return .text(bytes[first..<position], isEscaped)
      }
      if byte == 0x5C {
        isEscaped = true
        position += 1
      }
      position += 1
    }
    return .cut
  }

  private mutating func word() -> Token {
    let first = index
    while index < bytes.count {
      let byte = bytes.start[index]
      let isWord =
        byte.isLetterOrDigit || byte == 0x2D || byte == 0x2B
        || byte == 0x2E
      if !isWord { break }
      index += 1
    }
    return index > first ? .word(bytes[first..<index]) : .broken
  }

  /// What a bare word is; nil where JSON has no such word.
  public static func kind(of word: ByteSlice) -> JSONFields.Kind? {
    if word == "true" || word == "false" { return .truth }
    if word == "null" { return .null }
    return isNumber(word) ? .number : nil
  }

  /// RFC 8259 §6: a minus, digits without a zero before them, a fraction, an exponent.
  private static func isNumber(_ word: ByteSlice) -> Bool {
    var rest = word.buffer[...]
    func digits() -> Int {
      let count = rest.prefix { $0.isDigit }.count
      rest = rest.dropFirst(count)
      return count
    }
    func pass(_ bytes: UInt8...) -> Bool {
      guard let first = rest.first, bytes.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = pass(UInt8(ascii: "-"))
    if !pass(UInt8(ascii: "0")), digits() == 0 { return false }
    if pass(UInt8(ascii: ".")), digits() == 0 { return false }
    if pass(UInt8(ascii: "e"), UInt8(ascii: "E")) {
      _ = pass(UInt8(ascii: "+"), UInt8(ascii: "-"))
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  /// The characters of a string's inside. An escape that JSON does not know, or half a surrogate
  /// pair, becomes U+FFFD.
  public static func unescape(_ text: ByteSlice) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text.start[index]
      index += 1
      guard byte == 0x5C, index < text.count else {
        out.append(byte)
        continue
      }
      let kind = text.start[index]
      index += 1
      switch kind {
      case 0x22, 0x5C, 0x2F: out.append(kind)
      case 0x62: out.append(0x08)
      case 0x66: out.append(0x0C)
      case 0x6E: out.append(0x0A)
      case 0x72: out.append(0x0D)
      case 0x74: out.append(0x09)
      case 0x75: out.append(contentsOf: String(unicode(text, &index)).utf8)
      default: out.append(contentsOf: "\u{FFFD}".utf8)
      }
    }
    return out
  }

  private static func unicode(_ text: ByteSlice, _ index: inout Int) -> Character {
    guard let unit = hex(text, &index) else { return "\u{FFFD}" }
    var code = unit
    if unit & 0xFC00 == 0xD800, text[index..<(index + 2)] == "\\u" {
      var after = index + 2
      if let low = hex(text, &after), low & 0xFC00 == 0xDC00 {
        code = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
        index = after
      }
    }
    return Character(Unicode.Scalar(code) ?? "\u{FFFD}")
  }

  private static func hex(_ text: ByteSlice, _ index: inout Int) -> UInt32? {
    let digits = text[index..<(index + 4)]
    guard digits.count == 4, let value = digits.hexadecimalInteger else { return nil }
    index += 4
    return UInt32(value)
  }
}
