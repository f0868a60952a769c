import Bytes

/// One line of a reply (RFC 959 §4.2).
public struct ReplyLine: Sendable {
  /// 100 to 659.
  public let code: Int
  /// Whether more lines of the same reply follow (`220-`).
  public let continues: Bool
  /// What stands after the code and the separator.
  public let text: ByteSlice

  /// Reads `NNN text`, `NNN-text` or `NNN`; nil for anything else, as the middle lines of a
  /// multi-line reply may be.
  public init?(_ line: ByteSlice) {
    guard let code = line[0..<3].replyCode else { return nil }
    if line.count > 3 {
      guard line[3] == 0x20 || line[3] == 0x2D else { return nil }
    }
    self.code = code
    continues = line.count > 3 && line[3] == 0x2D
    text = line.dropFirst(4)
  }
}

extension ByteSlice {
  /// A reply's code made of all the bytes, 100 to 659 (RFC 959 §4.2.1, RFC 2228 §5); nil where they
  /// are anything else.
  public var replyCode: Int? {
    guard count == 3, let code = integer, (100...659).contains(code) else { return nil }
    return code
  }
}
