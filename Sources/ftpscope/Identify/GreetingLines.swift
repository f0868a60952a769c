import Bytes

/// Puts together the lines of a greeting that come one by one: from `220-` to `220 ` (RFC 959,
/// 4.2). Where the last one never comes, each line is a greeting of its own, as first lines are
/// that something else has cut.
struct GreetingLines {
  /// Lines and bytes of a greeting.
  private static let linesMaximum = 256
  private static let bytesMaximum = 1 << 16

  private var lines: [[UInt8]] = []
  private var byteCount = 0
  /// The code of the greeting whose end is awaited.
  private var code: [UInt8]?

  /// Gives what a line, without its end, makes whole.
  mutating func add(_ line: ByteSlice, _ body: (ByteSlice) throws -> Void) rethrows {
    let (own, isLast) = Self.code(of: line)
    guard let code else {
      guard let own, !isLast else { return try body(line) }
      code = own
      return keep(line)
    }
    // A JSON record, or a reply with another code, is none of its lines.
    guard own == nil || own == code, line.first != UInt8(ascii: "{") else {
      try finish(body)
      return try add(line, body)
    }
    keep(line)
    if own != nil, isLast {
      let whole = Array(lines.joined(separator: [0x0A]))
      forget()
      return try whole.withSlice { try body($0) }
    }
    if lines.count == Self.linesMaximum || byteCount > Self.bytesMaximum { try finish(body) }
  }

  /// Gives the lines whose end did not come.
  mutating func finish(_ body: (ByteSlice) throws -> Void) rethrows {
    let rest = lines
    forget()
    for line in rest { try line.withSlice { try body($0) } }
  }

  private mutating func keep(_ line: ByteSlice) {
    lines.append(Array(line.buffer))
    byteCount += line.count
  }

  private mutating func forget() {
    lines = []
    byteCount = 0
    code = nil
  }

  /// A reply's code, and whether its line is the last; nil where the line begins with none.
  private static func code(of line: ByteSlice) -> (code: [UInt8]?, isLast: Bool) {
    guard line.count >= 3, (0..<3).allSatisfy({ line.start[$0] &- 0x30 < 10 }) else {
      return (nil, false)
    }
    let mark = line.count > 3 ? line.start[3] : 0x20
    guard [0x20, 0x2D, 0x0D].contains(mark) else { return (nil, false) }
    return (Array(line[0..<3].buffer), mark != 0x2D)
  }
}
