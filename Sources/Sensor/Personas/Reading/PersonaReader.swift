import Bytes
import YAMLFiles

/// Reads a persona from YAML. What is wrong in it is refused with file, line and the mend.
struct PersonaReader {
  /// Keys of a persona, in the order of docs/guide/personas.md.
  static let keys = [
    "name", "like", "about", "replies", "answers", "verbs", "adds", "lacks", "before-login",
    "features", "features-in-tls", "features-begin", "features-end", "listing", "tls", "login",
    "data", "closes-after", "closes-on", "refuses-arguments", "machine", "certificate",
    "key",
  ]

  /// Whether its private key is RSA's.
  private enum KeyType: String, CaseIterable { case rsa, ecdsa }

  private(set) var persona: Persona

  /// `base` gives the persona that `like` names, or nothing.
  static func read(
    yaml: String, path: String, base: (String) throws(YAMLFailure) -> Persona?
  ) throws(YAMLFailure) -> Persona {
    let entries = try YAMLEntry.all(of: yaml, path: path)
    var reader = PersonaReader(persona: Persona(name: ""))
    reader.persona.verbs = Persona.everyVerb
    reader.persona.verbsBeforeLogin = Persona.usualVerbsBeforeLogin
    if let like = entries.first(where: { $0.key == "like" }) {
      guard let found = try base(try like.text()) else {
        throw like.failure(
          "names no persona: use one of \(EmbeddedPersonas.names.joined(separator: ", "))")
      }
      reader.persona = found
      reader.persona.name = ""
    }
    // What replaces a list comes before what adds to it.
    let order = ["verbs", "features"]
    for entry in entries where order.contains(entry.key) { try reader.take(entry) }
    for entry in entries where !order.contains(entry.key) { try reader.take(entry) }
    guard !reader.persona.name.isEmpty else {
      throw YAMLFailure(
        path: path, key: "name", line: nil, reason: "is missing: write a word for the persona")
    }
    return reader.persona
  }

  private mutating func take(_ entry: YAMLEntry) throws(YAMLFailure) {
    switch entry.key {
    case "name": persona.name = try Self.name(entry)
    case "like": break
    case "about": persona.about = try entry.text()
    case "replies":
      for reply in try entry.entries() { try takeReply(reply) }
    case "answers":
      for answer in try entry.entries() { try takeAnswer(answer) }
    case "verbs": persona.verbs = Set(try Self.verbs(entry))
    case "adds": persona.verbs.formUnion(try Self.verbs(entry))
    case "lacks": persona.verbs.subtract(try Self.verbs(entry))
    case "before-login": persona.verbsBeforeLogin = Set(try Self.verbs(entry))
    case "features":
      persona.features = try Self.features(entry)
      persona.featuresInTLS = persona.features
    case "features-in-tls": persona.featuresInTLS = try Self.features(entry)
    case "features-begin": persona.featuresBegin = try entry.text()
    case "features-end": persona.featuresEnd = try entry.text()
    case "listing": persona.listing = try entry.choice(Persona.ListingStyle.self)
    case "tls": persona.tls = try PersonaPolicies.tls(entry, persona.tls)
    case "login": persona.login = try PersonaPolicies.login(entry, persona.login)
    case "data": persona.data = try PersonaPolicies.data(entry, persona.data)
    case "closes-after":
      persona.closesAfter = Set(
        try entry.words().map { word throws(YAMLFailure) in
          try Self.situation(word, entry)
        })
    case "closes-on": persona.closesOn = Set(try Self.verbs(entry))
    case "refuses-arguments": persona.refusesNeedlessArguments = try entry.flag()
    case "machine": persona.machine = try entry.choice(Persona.Machine.self)
    case "certificate": persona.certificateSubject = try entry.text()
    case "key": persona.hasRSAKey = try entry.choice(KeyType.self) == .rsa
    default: throw entry.unknown(Self.keys)
    }
  }

  private mutating func takeReply(_ entry: YAMLEntry) throws(YAMLFailure) {
    let situation = try Self.situation(entry.key, entry)
    guard !entry.isNull else {
      persona.replies[situation] = nil
      return
    }
    let text = try entry.text()
    try Self.check(text, entry, isOpening: situation.isOpening)
    if situation == .authAfterLogin, text.hasPrefix("2") {
      throw entry.failure(
        "is how AUTH is refused after a login: leave it out, and AUTH is taken")
    }
    persona.replies[situation] = text
  }

  private mutating func takeAnswer(_ entry: YAMLEntry) throws(YAMLFailure) {
    let command = entry.key.uppercased()
    guard !entry.isNull else {
      persona.answers[command] = nil
      return
    }
    let text = try entry.text()
    try Self.check(text, entry)
    persona.answers[command] = text
  }

  // MARK: Parts

  private static func name(_ entry: YAMLEntry) throws(YAMLFailure) -> String {
    let text = try entry.text()
    let isWord = text.utf8.allSatisfy {
      $0.isLetterOrDigit || [0x2D, 0x2E, 0x5F].contains($0)
    }
    guard isWord, (1...64).contains(text.utf8.count) else {
      throw entry.failure("wants a word of at most 64 letters, digits and -._")
    }
    return text
  }

  private static func situation(
    _ word: String, _ entry: YAMLEntry
  ) throws(YAMLFailure) -> Situation {
    guard let situation = Situation.allCases.first(where: { $0.name == word }) else {
      let names = Situation.allCases.map(\.name)
      if entry.key == word { throw entry.unknown(names) }
      throw entry.failure("names no situation '\(word)': see docs/guide/personas.md")
    }
    return situation
  }

  /// `USER PASS`; two words are a list's one entry: `- SITE CHMOD`.
  private static func verbs(_ entry: YAMLEntry) throws(YAMLFailure) -> [String] {
    let verbs = try entry.words().map { $0.uppercased() }
    let strange = verbs.first { $0.utf8.count > 32 || $0.isEmpty }
    if let strange { throw entry.failure("has no verb like '\(strange)'") }
    return verbs
  }

  private static func features(_ entry: YAMLEntry) throws(YAMLFailure) -> [String] {
    let lines = try entry.lines().map { $0.hasPrefix(" ") ? String($0.dropFirst()) : $0 }
    guard lines.count <= 100, lines.allSatisfy({ $0.utf8.count <= 500 }) else {
      throw entry.failure("has more than 100 lines, or one of more than 500 bytes")
    }
    return lines
  }

  private static func check(
    _ text: String, _ entry: YAMLEntry, isOpening: Bool = false
  ) throws(YAMLFailure) {
    do {
      _ = try ReplyTemplate(text, isOpening: isOpening)
    } catch {
      throw entry.failure(error.words)
    }
  }
}
