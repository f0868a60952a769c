import Bytes

/// A whole reply (RFC 959 §4.2): a code and one or more lines of text.
public struct Reply: Equatable, Sendable {
  /// 100 to 659.
  public let code: Int
  /// The lines without code, separator and line ends, joined by LF. Lines in the middle that do
  /// not repeat the code are as they came, their leading space included.
  public internal(set) var text: [UInt8]
  /// At least 1.
  public internal(set) var lineCount: Int
  /// False where the last line never came and what was there was taken for all of it.
  public internal(set) var isWhole: Bool

  /// A reply whose lines are joined by LF.
  public init(code: Int, text: [UInt8], isWhole: Bool = true) {
    self.code = code
    self.text = text
    lineCount = text.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    self.isWhole = isWhole
  }

  /// Whether another reply to the same command follows (1yz).
  public var isPreliminary: Bool { code < 200 }
  /// Whether the command was done, or is as far as it can be without the next one (2yz, 3yz).
  public var isPositive: Bool { (200..<400).contains(code) }
  /// Whether the command was refused, for now or for good (4yz, 5yz).
  public var isNegative: Bool { code >= 400 }

  /// The lines' texts.
  public var lines: [[UInt8]] {
    text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  }

  /// Whether a word stands in the text, letters of either case being the same.
  public func says(_ word: StaticString) -> Bool {
    text.withSlice { $0.containsIgnoringCase(word) }
  }

  /// Whether a word stands in the text, but in the name of a host: `ftp.example.org` may be a mail
  /// server's. The word has no space in it; letters of either case are the same.
  public func saysOutsideHostNames(_ word: StaticString) -> Bool {
    text.split(whereSeparator: \.isBlank).contains { part in
      Array(part).withSlice { !Self.isHostName($0) && $0.containsIgnoringCase(word) }
    }
  }

  /// Whether a word of letters stands by itself in the text, but in the name of a host: digits and
  /// marks may stand beside it. Letters of either case are the same.
  public func saysByItself(_ word: StaticString) -> Bool {
    text.split(whereSeparator: \.isBlank).contains { part in
      !Array(part).withSlice { Self.isHostName($0) }
        && part.split(whereSeparator: { !$0.isLetter }).contains { letters in
          Array(letters).withSlice { $0.equalsIgnoringCase(word) }
        }
    }
  }

  /// Whether a word is a host's name, whatever brackets and marks stand around it: labels with dots
  /// between them, the last of which begins with a letter. So are addresses of mail and pages.
  private static func isHostName(_ word: ByteSlice) -> Bool {
    var name = word
    while let first = name.first, !first.isDigit, !first.isLetter { name = name.dropFirst(1) }
    while let last = name.last, !last.isDigit, !last.isLetter { name = name.dropLast(1) }
    guard let dot = name.lastIndex(of: 0x2E), name[dot + 1].isLetter else { return false }
    let marks = "-._@:/" as StaticString
    return name.buffer.allSatisfy { byte in
      byte.isDigit || byte.isLetter || marks.bytes.firstIndex(of: byte) != nil
    }
  }
}
