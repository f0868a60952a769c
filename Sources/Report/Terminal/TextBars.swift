/// Bars and small charts out of block characters.
enum TextBars {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A bar for a part of a whole, at most `width` columns long; anything but nothing shows.
  static func horizontal(_ part: Int, of whole: Int, width: Int) -> String {
    guard part > 0, whole > 0 else { return "" }
    let share = min(1, Double(part) / Double(whole))
    let units = max(1, Int((share * Double(width * 8)).rounded()))
    return String(repeating: "█", count: units / 8) + eighths[units % 8]
  }

  /// One column (or more, `step`) a value; nothing shows as a dot, anything else as a bar.
  static func spark(_ values: [Int], highest: Int, step: Int) -> String {
    values.map { value in
      guard value > 0, highest > 0 else { return String(repeating: "·", count: step) }
      let level = min(7, max(0, Int((Double(value) / Double(highest) * 8).rounded(.up)) - 1))
      return String(repeating: levels[level], count: step)
    }.joined()
  }
}
