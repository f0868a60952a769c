import Bytes

/// A whole reply (RFC 959 §4.2): a code and one or more lines of text.
public struct Reply: Equatable, Sendable {
  /// 100 to 659.
  public let code: Int
  /// The lines without code, separator and line ends, joined by LF. Lines in the middle that do
  /// not repeat the code are as they came, their leading space included.
  public var text: [UInt8]
  /// At least 1.
  var lineCount: Int
  /// False where the last line never came and what was there was taken for all of it.
  public var isWhole: Bool

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

  /// Whether USER is taken (RFC 959 §5.4, RFC 2228 §5.1): the user is in, or has to go on, with 336
  /// by a password that answers a challenge.
  public var takesUser: Bool { Self.takenUsers.contains(code) }

  private static let takenUsers = [230, 232, 331, 332, 336]

  /// Whether a refusal of USER is one for want of TLS: by its code, which RFC 2228 §3 keeps for
  /// reasons of policy, or because its words say so.
  public var wantsTLS: Bool {
    isNegative && (code == 533 || code == 534 || text.withSlice { $0.demandsTLS })
  }

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
    text.withSlice { text in
      text.anyPart { !$0.isHostName && $0.containsIgnoringCase(word) }
    }
  }
}
