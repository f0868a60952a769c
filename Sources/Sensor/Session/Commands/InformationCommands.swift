import Bytes
import FTPProtocol

/// SYST HELP NOOP (RFC 959 §4.1.3) FEAT OPTS (RFC 2389) LANG (RFC 2640) HOST (RFC 7151) CLNT.
extension ServerSession {
  static let informationCommands: [CommandHandler] = [
    CommandHandler("SYST", .syst, argument: .none) { $0.say(.systemType) },
    CommandHandler("NOOP", .noop, argument: .none) { $0.say(.noop) },
    CommandHandler("HELP", .help) { $0.help() },
    CommandHandler("FEAT", .feat, argument: .none) { $0.features() },
    CommandHandler("OPTS", .opts, argument: .required) { $0.options() },
    CommandHandler("CLNT", .clnt, argument: .required) { $0.client() },
    CommandHandler("LANG", .lang) { $0.language() },
    CommandHandler("HOST", .host, argument: .required) { $0.host() },
  ]

  private mutating func help() {
    guard !request.argument.isEmpty else { return say(.help) }
    let word = request.argument.withSlice { VerbWord($0.trimmed) }
    let isKnown = word.map { setting.persona.commands[$0] != nil } ?? false
    say(isKnown ? .helpVerb : .helpUnknown)
  }

  private mutating func features() {
    let words = setting.allowsTLS ? book : setting.persona.repliesWithoutTLS
    let selected = chosen.facts.map { Set($0.map(\.name)) } ?? Set(policy.data.facts)
    answer.reply += words.features(isProtected: isProtected, facts: selected)
    answer.code = 211
  }

  private mutating func options() {
    let words = request.argument.split(separator: 0x20).map { Array($0) }
    guard let name = words.first else { return say(.argumentMissing) }
    if name.withSlice({ $0.equalsIgnoringCase("UTF8") || $0.equalsIgnoringCase("UTF-8") }) {
      return say(.optionUTF8)
    }
    guard name.withSlice({ $0.equalsIgnoringCase("MLST") }), !setting.persona.facts.isEmpty else {
      return say(.optionUnknown)
    }
    chooseFacts(Array(words.dropFirst()))
  }

  /// RFC 3659 §7.9: facts that there are none of are passed over.
  private mutating func chooseFacts(_ words: [[UInt8]]) {
    guard words.count <= 1, words.allSatisfy({ $0.last == 0x3B && $0.count > 1 }) else {
      return say(.optionUnknown)
    }
    let names = words.first?.split(separator: 0x3B).map { String(decoding: $0, as: UTF8.self) }
    let wanted = Set((names ?? []).map { $0.lowercased() })
    let facts = setting.persona.facts.filter { wanted.contains($0.name.lowercased()) }
    chosen.facts = facts
    // ProFTPD tells them as they were asked for.
    let told = policy.listing == .proFTPD ? Self.order(facts, by: names ?? []) : facts
    values.options = Array(told.map { $0.name + ";" }.joined().utf8)
    say(.optionFacts)
  }

  private static func order(_ facts: [ListingFact], by names: [String]) -> [ListingFact] {
    let places = names.map { $0.lowercased() }
    func place(_ fact: ListingFact) -> Int { places.firstIndex(of: fact.name.lowercased()) ?? 0 }
    return facts.sorted { place($0) < place($1) }
  }

  private mutating func client() {
    note(name: request.argument)
    say(.clientOK)
  }

  private mutating func language() {
    let isEnglish = request.argument.withSlice { text in
      text.isEmpty || text.equalsIgnoringCase("EN") || text[0..<3].equalsIgnoringCase("EN-")
    }
    say(isEnglish ? .languageOK : .languageUnknown)
  }

  private mutating func host() {
    // With words for this alone, there is no other host than the one that greeted.
    let knowsNone = policy.replies[.hostOK] == nil && policy.replies[.hostUnknown] != nil
    say(login.isLoggedIn ? .hostTooLate : knowsNone ? .hostUnknown : .hostOK)
  }
}
