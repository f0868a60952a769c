/// Which templates use which: `{{> name}}`, and `{{< name}}` with blocks.
struct TemplateUses {
  /// One use, and where it stands, both from 1; the name is nil where it comes from the data.
  private struct Use {
    var name: String?
    var line: Int
    var column: Int
  }

  private let uses: [String: [Use]]

  /// - Parameter texts: all templates, by name, of which each is one that can be read.
  init(_ texts: [String: String]) {
    uses = texts.mapValues { Self.uses(in: Array($0)) }
  }

  /// Throws `TemplateProblem` where some of the templates use one that there is not, or themselves.
  func check(_ names: [String]) throws {
    let known = uses.keys.sorted().joined(separator: ", ")
    for name in names {
      for use in uses[name] ?? [] {
        func problem(_ reason: String) -> TemplateProblem {
          TemplateProblem(name, line: use.line, column: use.column, reason)
        }
        guard let other = use.name else {
          throw problem("a template that is used has to be named; there are: \(known)")
        }
        guard uses[other] != nil else {
          throw problem("no template has the name '\(other)'; there are: \(known)")
        }
        if let way = way(from: other, to: name, without: []) {
          throw problem("it would have no end: \(([name] + way).joined(separator: " > "))")
        }
      }
    }
  }

  /// From one template to another, by what each uses; nil where no way leads there.
  private func way(from one: String, to other: String, without seen: Set<String>) -> [String]? {
    if one == other { return [one] }
    for next in (uses[one] ?? []).compactMap(\.name) where !seen.contains(next) {
      if let rest = way(from: next, to: other, without: seen.union([one])) { return [one] + rest }
    }
    return nil
  }

  // MARK: Reading

  private struct Delimiters {
    var start = Array("{{")
    var end = Array("}}")
  }

  /// As Mustache's parser reads tags: delimiters that are set in a section end with it.
  private static func uses(in text: [Character]) -> [Use] {
    var uses: [Use] = []
    var open = [Delimiters()]
    var (place, line, lineStart) = (0, 1, 0)
    while place < text.count {
      let delimiters = open[open.count - 1]
      guard text[place...].starts(with: delimiters.start) else {
        if text[place].isNewline { (line, lineStart) = (line + 1, place + 1) }
        place += 1
        continue
      }
      let column = place - lineStart + 1
      place += delimiters.start.count
      var content: [Character] = []
      while place < text.count, !text[place...].starts(with: delimiters.end) {
        content.append(text[place])
        if text[place].isNewline { (line, lineStart) = (line + 1, place + 1) }
        place += 1
      }
      place += delimiters.end.count
      let words = String(content.dropFirst()).split(whereSeparator: \.isWhitespace)
      switch content.first {
      case ">", "<":
        let name = words.first.map(String.init) ?? ""
        uses.append(Use(name: name.hasPrefix("*") ? nil : name, line: line, column: column))
        if content.first == "<" { open.append(delimiters) }
      case "#", "^", "$": open.append(delimiters)
      case "/": if open.count > 1 { open.removeLast() }
      case "=":
        guard words.count >= 2 else { break }
        let end = words[1].hasSuffix("=") ? words[1].dropLast() : words[1]
        open[open.count - 1] = Delimiters(start: Array(words[0]), end: Array(end))
      case "{": if place < text.count, text[place] == "}" { place += 1 }
      default: break
      }
    }
    return uses
  }
}
