extension ReplyParser {
  /// What a reply may be at most; beyond it nothing more is read.
  public struct Limits: Equatable, Sendable {
    /// Bytes of one line, up to its LF.
    public var lineBytesMaximum: Int
    /// Lines of one reply.
    public var linesMaximum: Int
    /// Bytes of one reply's text.
    public var bytesMaximum: Int

    public init(
      lineBytesMaximum: Int = 8192, linesMaximum: Int = 1000, bytesMaximum: Int = 65_536
    ) {
      self.lineBytesMaximum = lineBytesMaximum
      self.linesMaximum = linesMaximum
      self.bytesMaximum = bytesMaximum
    }
  }

  /// Which limit a reply went beyond.
  public enum Excess: String, Equatable, Sendable, CaseIterable {
    case line, lines, bytes

    /// The limit in words.
    public var words: String {
      switch self {
      case .line: "a line of the reply is too long"
      case .lines: "the reply has too many lines"
      case .bytes: "the reply is too long"
      }
    }
  }
}
