import Testing
import YAMLFiles

@testable import Sensor

/// Personas from files: what they say, and what is refused with which words.
@Suite struct PersonaReaderTests {
  private static func said(_ persona: Persona, _ situation: Situation) -> String {
    String(decoding: ReplyBook(persona)[situation].made(ReplyValues()), as: UTF8.self)
  }

  @Test(arguments: EmbeddedPersonas.names) func isEmbedded(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    #expect(persona.name == name)
    #expect(!persona.about.isEmpty)
    #expect(!persona.certificateSubject.isEmpty || persona.tls.mechanisms.isEmpty)
    #expect(persona.verbsBeforeLogin.contains("USER"))
  }

  @Test func neutralOneIsThere() { #expect(EmbeddedPersonas.names.contains("plain")) }

  @Test func unknownOneIsNone() throws { #expect(try EmbeddedPersonas.persona("nosuch") == nil) }

  @Test func standsOnAnother() throws {
    let persona = try EmbeddedPersonas.read(
      yaml: """
        name: mine
        like: vsftpd-3.0.3
        replies: {greeting: 220 Mine, noop: ~}
        answers: {SITE IDLE *: 200 idle, SITE *: 500 no, HELP: 214 none}
        lacks: FEAT
        adds: [MLSD, SITE CPFR]
        """, path: "mine.yaml")
    #expect(Self.said(persona, .greeting) == "220 Mine\r\n")
    #expect(Self.said(persona, .noop) == "200 OK.\r\n")
    #expect(Self.said(persona, .userOK) == "331 Please specify the password.\r\n")
    #expect(!persona.verbs.contains("FEAT") && persona.verbs.contains("SITE CPFR"))
    #expect(persona.login.failureDelay == 2600)
  }

  /// A situation without words of its own is said like the more general one.
  @Test func generalWordsAreTaken() throws {
    let persona = try EmbeddedPersonas.read(
      yaml: "name: x\nreplies: {openingUpload: 150 up, opening: 150 open}", path: "x")
    #expect(Self.said(persona, .openingUnique) == "150 up\r\n")
    #expect(Self.said(persona, .openingList) == "150 open\r\n")
    #expect(Self.said(persona, .transferDone) == "226 Transfer complete.\r\n")
  }

  private static let answered: [(command: String, reply: String?)] = [
    ("SITE IDLE", "200 idle"), ("SITE IDLE 5", "200 idle"), ("SITE IDLER", "500 no"),
    ("SITE", "500 no"), ("HELP", "214 none"), ("HELP SITE", nil), ("help", nil), ("NOOP", nil),
    ("SITE idle 7", "200 idle"),
  ]

  @Test(arguments: answered) func isAnswered(_ command: String, _ reply: String?) throws {
    let persona = try EmbeddedPersonas.read(
      yaml: "name: x\nanswers: {SITE IDLE *: 200 idle, SITE *: 500 no, HELP: 214 none}", path: "x")
    let parts = command.split(separator: " ", maxSplits: 1).map { Array($0.utf8) }
    let found = ReplyBook(persona).answer(to: parts[0], argument: parts.count > 1 ? parts[1] : [])
    let text = found.map { String(decoding: $0.made(ReplyValues()).dropLast(2), as: UTF8.self) }
    #expect(text == reply)
  }

  @Test func featuresAreListed() throws {
    let persona = try EmbeddedPersonas.read(
      yaml: "name: x\nfeatures: |\n  UTF8\n  MLST {facts}\ndata: {facts: size type}", path: "x")
    let reply = ReplyBook(persona).features(isProtected: true, facts: ["type"])
    #expect(
      String(decoding: reply, as: UTF8.self)
        == "211-Features:\r\n UTF8\r\n MLST size;type*;\r\n211 End\r\n")
  }

  private static let refused: [(yaml: String, words: String)] = [
    ("", "my.yaml: has no keys: write `key: value` lines"),
    ("about: x", "my.yaml: `name` is missing: write a word for the persona"),
    ("name: a b", "my.yaml:1: `name` wants a word of at most 64 letters, digits and -._"),
    ("name: x\nlistings: dos", "my.yaml:2: `listings` means nothing: did you mean `listing`?"),
    (
      "name: x\nlisting: windows",
      "my.yaml:2: `listing` wants one of unix, unixTotal, proFTPD, pureFTPd, dos, "
        + "fileZilla"
    ),
    (
      "name: x\nreplies:\n  gretting: 220 x",
      "my.yaml:3: `replies.gretting` means nothing: did you mean `greeting`?"
    ),
    (
      "name: x\nreplies:\n  greeting: Hello",
      "my.yaml:3: `replies.greeting` begins with no code: write `220 Text`, and `220-Text` on the "
        + "first of several lines"
    ),
    (
      "name: x\nreplies:\n  greeting: |\n    220-A\n    221 B",
      "my.yaml:3: `replies.greeting` has no end: its last line begins with the code of the first "
        + "and a space"
    ),
    (
      "name: x\nreplies: {authAfterLogin: 234 Go on}",
      "my.yaml:2: `replies.authAfterLogin` is how AUTH is refused after a login: leave it out, "
        + "and AUTH is taken"
    ),
    ("name: x\ntls: {required: maybe}", "my.yaml:2: `tls.required` wants yes or no"),
    (
      "name: x\ntls: {lowest: TLSv1.3, highest: TLSv1.2}",
      "my.yaml:2: `tls` has a `lowest` above its `highest`: swap them"
    ),
    (
      "name: x\ntls: {groups: P-257}",
      "my.yaml:2: `tls.groups` can't be used: OpenSSL has no groups 'P-257': passed invalid argument"
    ),
    (
      "name: x\ntls: {ciphers: none}",
      "my.yaml:2: `tls.ciphers` can't be used: the ciphers 'none' are none: no cipher match"
    ),
    ("name: x\nlogin: {failures: 0}", "my.yaml:2: `login.failures` wants a number from 1 to 1000"),
    ("name: x\nverbs: {a: b}", "my.yaml:2: `verbs` wants a text"),
  ]

  @Test(arguments: refused) func isRefused(_ yaml: String, _ words: String) {
    do throws(YAMLFailure) {
      _ = try EmbeddedPersonas.read(yaml: yaml, path: "my.yaml")
      Issue.record("taken: \(yaml)")
    } catch {
      #expect(error.description == words)
    }
  }

  @Test func unknownBaseIsRefused() {
    #expect(throws: YAMLFailure.self) {
      try EmbeddedPersonas.read(yaml: "name: x\nlike: nosuch", path: "x")
    }
  }
}
