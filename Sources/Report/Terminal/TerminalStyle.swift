/// Colour and weight, where the terminal wants them. The words say the same without.
struct TerminalStyle {
  enum Mark: String {
    case strong = "1"
    case faint = "2"
    case clear = "33"
    case alarm = "1;31"
    case good = "1;32"
    case tls = "34"
    case title = "1;36"
  }

  let colour: Bool

  /// The text with a mark. The text is already safe to show.
  func callAsFunction(_ text: String, _ mark: Mark?) -> String {
    guard colour, let mark, !text.isEmpty else { return text }
    return "\u{1B}[\(mark.rawValue)m\(text)\u{1B}[0m"
  }
}
