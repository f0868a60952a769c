/// What a terminal's views are made of: lines within a width.
protocol TerminalView {
  var width: Int { get }
  var style: TerminalStyle { get }
}

/// One bar of a list of them: a part of a whole, and what it means.
struct TerminalBar {
  var name: String
  var part: Int
  var mark: TerminalStyle.Mark?
  var meaning: String
}

extension TerminalView {
  /// A terminal's columns, as far as a view can use them.
  static func columns(_ width: Int) -> Int { min(max(width, 60), 200) }

  /// A label with a sentence beside it, and the notes below the sentence.
  func verdict(
    _ label: String, _ mark: TerminalStyle.Mark, sentence: String, notes: [String]
  ) -> [String] {
    let label = label.uppercased()
    let indent = label.count + 4
    let margin = String(repeating: " ", count: indent)
    var lines = TextFlow.wrapped(sentence, width: width - indent)
      .map { margin + style($0, .strong) }
    for note in notes {
      lines += TextFlow.wrapped(note, width: width - indent).map { margin + $0 }
    }
    if let first = lines.first {
      lines[0] = "  " + style(label, mark) + "  " + first.dropFirst(indent)
    }
    return lines
  }

  /// A bar for each part, its number, its share and, where there is room, what it means.
  func bars(_ bars: [TerminalBar], of whole: Int) -> [String] {
    let numbers = bars.map { Figures.grouped($0.part) }
    let numberWidth = numbers.map(\.count).max() ?? 0
    let nameWidth = max(10, (bars.map(\.name.count).max() ?? 0) + 2)
    let meaningWidth = (bars.map(\.meaning.count).max() ?? 0) + 2
    let room = width - 2 - nameWidth - numberWidth - 2 - 6
    let hasMeanings = room - meaningWidth >= 6
    let barWidth = max(4, hasMeanings ? room - meaningWidth : room)
    return zip(bars, numbers).map { bar, number in
      let blocks = TextBars.horizontal(bar.part, of: whole, width: barWidth)
      let meaning = hasMeanings && !bar.meaning.isEmpty ? "  " + style(bar.meaning, .faint) : ""
      return "  " + padded(bar.name, nameWidth) + style(blocks, bar.mark)
        + spaces(barWidth - blocks.count) + spaces(numberWidth - number.count + 2) + number
        + leftPadded(Figures.percent(bar.part, of: whole), 6) + meaning
    }
  }

  /// A section's title, and beside it what it counts.
  func heading(_ title: String, _ detail: String = "") -> String {
    let title = title.uppercased()
    guard !detail.isEmpty else { return style(title, .title) }
    let shown = EscapedText(detail).truncated(to: width - title.count - 2)
    return style(title, .title) + "  " + style(shown, .faint)
  }

  func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// A text that is safe to show, filled up to so many columns.
  func padded(_ text: String, _ columns: Int) -> String {
    text + spaces(columns - EscapedText(text).width)
  }

  func leftPadded(_ text: String, _ columns: Int) -> String {
    spaces(columns - text.count) + text
  }
}
