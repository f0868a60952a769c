import Bytes
import FTPProtocol

/// Puts together the lines of a greeting that come one by one: from `220-` to `220 ` (RFC 959,
/// 4.2). Where the last one never comes, each line is a greeting of its own, as first lines are
/// that something else has cut.
public struct GreetingLines {
  /// Lines and bytes of a greeting.
  private static let linesMaximum = 256
  private static let bytesMaximum = 1 << 16

  private var lines: [[UInt8]] = []
  private var byteCount = 0
  /// The code of the greeting whose end is awaited.
  private var code: Int?

  /// With no line yet.
  public init() {}

  /// Gives what a line, without its end, makes whole.
  public mutating func add(_ line: ByteSlice, _ body: (ByteSlice) throws -> Void) rethrows {
    let own = ReplyLine(line.last == 0x0D ? line.dropLast(1) : line)
    guard let code else {
      guard let own, own.continues else { return try body(line) }
      code = own.code
      return keep(line)
    }
    // A JSON record, or a reply with another code, is none of its lines.
    guard own == nil || own?.code == code, line.first != UInt8(ascii: "{") else {
      try finish(body)
      return try add(line, body)
    }
    keep(line)
    if own?.continues == false {
      let whole = Array(lines.joined(separator: [0x0A]))
      forget()
      return try whole.withSlice { try body($0) }
    }
    if lines.count == Self.linesMaximum || byteCount > Self.bytesMaximum { try finish(body) }
  }

  /// Gives the lines whose end did not come.
  public mutating func finish(_ body: (ByteSlice) throws -> Void) rethrows {
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
}
