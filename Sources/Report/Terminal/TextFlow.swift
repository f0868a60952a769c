/// Text broken into lines of a terminal.
enum TextFlow {
  /// Breaks a text at its spaces; a word that is wider than a line is cut.
  static func wrapped(_ raw: String, width: Int) -> [String] {
    wrapped(raw.split(separator: " ").map { EscapedText($0) }, width: width)
  }

  /// Breaks between texts, each of which stays whole or is cut.
  static func wrapped(_ words: [EscapedText], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in words {
      let taken = min(word.width, width)
      if used > 0, used + 1 + taken > width {
        lines.append(line)
        line = ""
        used = 0
      }
      line += (used > 0 ? " " : "") + word.truncated(to: width)
      used += (used > 0 ? 1 : 0) + taken
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
