import Bytes
import Testing

@testable import Sensor

/// What a persona says is its server's, or what most servers say: no two are told by ftpscope's own
/// sentences.
@Suite struct PersonaWordsTests {
  private static let imitating = EmbeddedPersonas.names.filter { $0 != EmbeddedPersonas.neutral }

  /// Nobody says what `plain` says in its own words.
  @Test(arguments: imitating) func saysNoneOfOurSentences(_ name: String) throws {
    let plain = try #require(try EmbeddedPersonas.persona(EmbeddedPersonas.neutral))
    let own = ReplyBook(plain)
    let book = ReplyBook(try #require(try EmbeddedPersonas.persona(name)))
    let usual = ReplyBook(Persona(name: "nobody"))
    for situation in plain.replies.keys {
      let sentence = Self.text(own[situation])
      #expect(Self.text(book[situation]) != sentence, "\(situation)")
      #expect(Self.text(usual[situation]) != sentence, "\(situation)")
    }
  }

  /// Names are echoed, and not what stands before them.
  @Test(arguments: imitating) func echoesNamesOnly(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = ServerSession(Stage.setting(persona))
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    _ = session.opened(at: time)
    func ask(_ line: String) -> String {
      let actions = Array("\(line)\r\n".utf8).withSlice { session.received($0, at: time) }
      return actions.compactMap { action -> String? in
        guard case .send(let bytes) = action else { return nil }
        return bytes.escapedText
      }.joined()
    }
    _ = ask("USER x")
    _ = ask("PASS y")
    for line in ["SITE CHMOD 777 /nowhere", "MFMT 20200102030405 /nowhere"] {
      let reply = ask(line)
      #expect(reply.first == "5", "\(line): \(reply)")
      #expect(!reply.contains("777 /") && !reply.contains("20200102030405 /"), "\(reply)")
    }
  }

  /// ProFTPD tells of the transfer that goes on.
  @Test func statusOfATransfer() throws {
    let persona = try #require(try EmbeddedPersonas.persona("proftpd-1.3.5"))
    var scene = Scene(Stage.setting(persona), name: "status")
    scene.play(
      """
      < 220
      > USER x
      < 331
      > PASS y
      < 230
      > PASV
      < 227
      hold
      > STOR new
      < 150
      data
      bytes abc
      > STAT
      < 211-Status of 'Debian'
      <  Connected from 192.0.2.7 (192.0.2.7)
      <  Logged in as x
      <  TYPE: ASCII, STRUcture: File, Mode: Stream
      <  Passive data transfer from 192.0.2.7 port 40001
      <  STOR /new (3)
      < 211 End of status
      """)
  }

  private static func text(_ template: ReplyTemplate) -> String {
    var values = ReplyValues()
    for field in [\ReplyValues.user, \.path, \.verb, \.argument, \.server] {
      values[keyPath: field] = [0x78]
    }
    var bytes: [UInt8] = []
    template.append(values, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
