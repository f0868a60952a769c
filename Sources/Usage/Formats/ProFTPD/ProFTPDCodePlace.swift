import Bytes
import FTPProtocol

/// How many words stand between an ExtendedLog's command and its reply's code, as in
/// `"%r" %{protocol} %s` and `"%r" %b %s`: where the codes are that only such commands have.
enum ProFTPDCodePlace {
  /// So many lines are looked at, and so many words.
  private static let linesMaximum = 2_000
  private static let wordsMaximum = 4

  /// Looks at the lines of a head; nil where they do not show it.
  static func find(_ head: ByteSlice, _ context: ReaderContext) -> Int? {
    var counts = [Int](repeating: 0, count: wordsMaximum + 1)
    var lines = 0
    var cursor = LineCursor(head)
    while let line = cursor.line, lines < linesMaximum {
      cursor.advance()
      if line.count > LineCursor.lineBytesMaximum { continue }
      let text = ProFTPDExtendedLog.content(line, context).text
      guard let (_, rest) = ProFTPDExtendedLine.beforeCommand(text, zone: .utc),
        // What a client typed stands before it.
        let quote = rest.lastIndex(of: 0x22)
      else { continue }
      lines += 1
      let verb = CommandText(rest[0..<quote]).verb
      var words = ByteCursor(rest.dropFirst(quote + 1).trimmed)
      for place in counts.indices {
        guard let word = words.word() else { break }
        if isTold(verb, word) { counts[place] += 1 }
      }
    }
    guard let most = counts.max(), most > 0 else { return nil }
    return counts.firstIndex(of: most)
  }

  /// Whether a word is a code that few commands have, and the command one of them.
  private static func isTold(_ verb: Verb, _ word: ByteSlice) -> Bool {
    guard word.count == 3, let code = word.integer else { return false }
    switch code {
    case 213, 221, 226, 227, 229, 230, 232, 234, 250, 257, 331:
      return verb != .other && verb.mayBeAnswered(with: code)
    default: return false
    }
  }
}
