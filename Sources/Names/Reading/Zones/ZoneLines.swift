import Bytes

/// Puts the lines of a zone file together to records: without remarks, and with all that
/// parentheses hold together (RFC 1035 section 5.1).
struct ZoneLines {
  /// What a line makes whole.
  enum Record {
    /// Nothing yet.
    case none
    /// It is a record by itself.
    case line(ByteSlice)
    case joined([UInt8])
  }

  /// Lines that one record may go on over, and its bytes.
  private static let linesMaximum = 1000
  private static let bytesMaximum = CandidateLines.lineMaximum

  /// Parentheses that are open.
  private var depth = 0
  /// Lines since the first of them.
  private var count = 0
  private var joined: [UInt8] = []

  /// Whether a record was begun and not ended.
  var isOpen: Bool { depth > 0 }

  /// Takes the next line. Throws where a record is too long, and forgets it.
  mutating func take(_ line: ByteSlice) throws(MalformedName) -> Record {
    let wasOpen = isOpen
    let (text, hasParentheses) = read(line)
    guard wasOpen || hasParentheses else { return .line(text) }
    if wasOpen, joined.last != 0x20 { joined.append(0x20) }
    append(text)
    if wasOpen { count += 1 }
    if count > Self.linesMaximum || joined.count > Self.bytesMaximum {
      let reason =
        count > Self.linesMaximum
        ? "no end of the parenthesis within \(Self.linesMaximum) lines"
        : "the record is longer than \(Self.bytesMaximum) bytes"
      begin()
      throw MalformedName(reason)
    }
    if isOpen { return .none }
    defer { begin() }
    return .joined(joined)
  }

  private mutating func begin() {
    joined.removeAll(keepingCapacity: true)
    (depth, count) = (0, 0)
  }

  /// The line without its remark, and whether it has parentheses, which are counted.
  private mutating func read(_ line: ByteSlice) -> (text: ByteSlice, hasParentheses: Bool) {
    var isQuoted = false
    var hasParentheses = false
    var index = 0
    while index < line.count {
      switch line.start[index] {
      case 0x5C: index += 1
      case 0x22: isQuoted.toggle()
      case 0x3B where !isQuoted: return (line[0..<index], hasParentheses)
      case 0x28 where !isQuoted:
        hasParentheses = true
        depth += 1
      case 0x29 where !isQuoted:
        hasParentheses = true
        depth = max(0, depth - 1)
      default: break
      }
      index += 1
    }
    return (line, hasParentheses)
  }

  /// Appends a text without parentheses, and with one space where there are more.
  private mutating func append(_ text: ByteSlice) {
    var isQuoted = false
    var isEscaped = false
    for byte in text.buffer {
      let isSyntax = !isQuoted && !isEscaped
      isEscaped = byte == 0x5C && !isEscaped
      if byte == 0x22, isSyntax || isQuoted { isQuoted.toggle() }
      guard isSyntax, byte == 0x28 || byte == 0x29 || ResourceRecord.isGap(byte) else {
        joined.append(byte)
        continue
      }
      if joined.last != 0x20 { joined.append(0x20) }
    }
  }
}
