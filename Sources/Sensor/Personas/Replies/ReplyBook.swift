import Bytes

/// A persona's replies, read once for all its sessions.
final class ReplyBook: Sendable {
  let persona: Persona
  private let features: FeatureList
  private let featuresInTLS: FeatureList
  /// By the number of a `Situation`, which is faster found than its hash.
  private let templates: [ReplyTemplate]
  private let answers: [[UInt8]: [Answer]]

  /// A reply to a verb with an argument, or with any that begins so.
  private struct Answer: Sendable {
    /// In capitals.
    var argument: [UInt8]
    /// Whether more words may follow.
    var takesMore: Bool
    var reply: ReplyTemplate

    func takes(_ other: [UInt8]) -> Bool {
      guard takesMore, !argument.isEmpty else { return takesMore || other == argument }
      return other == argument
        || other.count > argument.count && other[argument.count] == 0x20
          && other.starts(with: argument)
    }
  }

  /// What can't be read of a persona's own words is replaced by plain ones; `Persona`s that come
  /// from files have none (`PersonaReader`).
  init(_ persona: Persona) {
    self.persona = persona
    templates = Situation.allCases.map { situation in
      let words = Self.words(for: situation, of: persona)
      return (try? ReplyTemplate(words, isOpening: situation.isOpening))
        ?? (try? ReplyTemplate(situation.defaultReply, isOpening: situation.isOpening))
        ?? .silence
    }
    var answers: [[UInt8]: [Answer]] = [:]
    // The longest argument first, and of two the one that takes no more: `SITE HELP` before
    // `SITE HELP *` before `SITE *`.
    func precedes(_ one: String, _ other: String) -> Bool {
      func length(_ key: String) -> Int { key.utf8.count * 2 - (key.hasSuffix(" *") ? 5 : 0) }
      return length(one) > length(other)
    }
    for (command, words) in persona.answers.sorted(by: { precedes($0.key, $1.key) }) {
      var parts = command.split(separator: " ", omittingEmptySubsequences: true)
      guard !parts.isEmpty else { continue }
      let verb = Array(parts.removeFirst().utf8)
      let takesMore = parts.last == "*"
      if takesMore { parts.removeLast() }
      let argument = Array(parts.joined(separator: " ").utf8)
      let reply = (try? ReplyTemplate(words)) ?? .silence
      answers[verb, default: []].append(
        Answer(argument: argument, takesMore: takesMore, reply: reply))
    }
    self.answers = answers
    func features(_ lines: [String]) -> FeatureList {
      FeatureList(begin: persona.featuresBegin, lines: lines, end: persona.featuresEnd)
    }
    self.features = features(persona.features)
    featuresInTLS = features(persona.featuresInTLS)
  }

  /// What is said in a situation.
  subscript(situation: Situation) -> ReplyTemplate { templates[Int(situation.rawValue)] }

  /// What is said to a command that the persona merely answers; nil where it has no such words.
  /// `verb` in capitals.
  func answer(to verb: [UInt8], argument: [UInt8]) -> ReplyTemplate? {
    guard let answers = answers[verb] else { return nil }
    let argument = argument.map(\.uppercasedASCII)
    return answers.first { $0.takes(argument) }?.reply
  }

  /// The reply to FEAT. `facts`: those that OPTS MLST chose; all of the persona's to begin with.
  func features(isProtected: Bool, facts chosen: Set<String>) -> [UInt8] {
    (isProtected ? featuresInTLS : features).reply(facts: persona.data.facts, chosen: chosen)
  }

  private static func words(for situation: Situation, of persona: Persona) -> String {
    var next: Situation? = situation
    while let current = next {
      if let words = persona.replies[current] { return words }
      next = current.general
    }
    return situation.defaultReply
  }
}
