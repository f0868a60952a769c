import Bytes
import FTPProtocol

/// A persona whose replies and verbs are made ready once, for all sessions that it serves.
public final class PreparedPersona: Sendable {
  /// What a verb comes to.
  struct KnownCommand: Sendable {
    let handler: CommandHandler
    let needsLogin: Bool
    /// Whether it is refused in clear (`TLSPolicy.isRequired`).
    let needsTLS: Bool
    /// Whether `Persona.answers` has words for it.
    let isAnswered: Bool
  }

  /// As it was read.
  public let persona: Persona
  /// Its replies, read once.
  let replies: ReplyBook
  /// FEAT where the listener has no TLS.
  let repliesWithoutTLS: ReplyBook
  /// What `{server}` stands for.
  let server: [UInt8]
  /// What the persona does, by verb.
  let commands: [VerbWord: KnownCommand]
  /// What it does behind SITE, by the second word.
  let siteCommands: [VerbWord: CommandHandler]
  /// Verbs that the persona merely answers, and whether that needs a login.
  let answered: [VerbWord: Bool]
  /// Verbs that it closes on.
  let closesOn: Set<VerbWord>
  let facts: [ListingFact]

  /// - Parameter server: what `{server}` stands for.
  public init(_ persona: Persona, server: String) {
    self.persona = persona
    replies = ReplyBook(persona)
    var clear = persona
    clear.features.removeAll { line in
      ["AUTH", "PBSZ", "PROT", "CCC"].contains { line == $0 || line.hasPrefix($0 + " ") }
    }
    repliesWithoutTLS = ReplyBook(clear)
    self.server = Array(server.utf8)
    var answered: [VerbWord: Bool] = [:]
    for name in persona.answers.keys.map(Self.firstWord) {
      if let word = VerbWord(name) { answered[word] = !persona.verbsBeforeLogin.contains(name) }
    }
    self.answered = answered
    closesOn = Set(persona.closesOn.compactMap { VerbWord($0) })
    let tls = persona.tls
    let isFree = { (name: String) in
      tls.verbsWithoutTLS.isEmpty ? name != "USER" : tls.verbsWithoutTLS.contains(name)
    }
    var commands: [VerbWord: KnownCommand] = [:]
    for handler in CommandTable.all {
      guard let word = VerbWord(handler.name), persona.verbs.contains(handler.name) else {
        continue
      }
      commands[word] = KnownCommand(
        handler: handler, needsLogin: !persona.verbsBeforeLogin.contains(handler.name),
        needsTLS: tls.isRequired && !isFree(handler.name), isAnswered: answered[word] != nil)
    }
    self.commands = commands
    var site: [VerbWord: CommandHandler] = [:]
    for handler in CommandTable.site where persona.verbs.contains("SITE \(handler.name)") {
      if let word = VerbWord(handler.name) { site[word] = handler }
    }
    siteCommands = site
    facts = persona.data.facts.compactMap { ListingFact(name: $0) }
  }

  /// What is said instead of a greeting where there is no room for a client.
  func refusal(of client: IPAddress, at local: IPAddress) -> [UInt8] {
    var values = ReplyValues()
    values.server = server
    values.ip = Array("\(local.unmapped)".utf8)
    values.client = Array("\(client.unmapped)".utf8)
    var words: [UInt8] = []
    replies[.tooManyConnections].append(values, to: &words)
    return words
  }

  private static func firstWord(_ text: String) -> String {
    text.split(separator: " ").first.map(String.init) ?? ""
  }
}
