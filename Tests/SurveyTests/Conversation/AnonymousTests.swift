import Records
import Survey
import Testing

/// The question whether anonymous is let in.
@Suite struct AnonymousTests {
  /// `USER anonymous` in clear and inside TLS, the answer to another name, and the verdict.
  @Test(arguments: [
    ("230 in", "331 password", "accepted"),
    ("331 Guest login ok, send your e-mail", "331 password", "offered"),
    ("331 password", "331 password", "unknown"), ("530 no", "331 password", "refused"),
    ("530 no", "530 no", "unknown"), ("503 no", "331 password", "unknown"),
    ("<close>", "331 password", "unknown"), ("250 guest", "331 password", "unknown"),
    ("530 no", "250 ok", "unknown"),
    ("331 Password required for anonymous", "331 Password required for someone", "unknown"),
  ])
  func anonymous(_ answer: String, _ other: String, _ expected: String) throws {
    let options = Conversation.Options(asksAnonymous: true)
    let books = [
      Script(
        clear: ConversationTests.clear(["USER": other]),
        inside: ConversationTests.inside(["USER": other, "USER anonymous": answer])),
      Script(
        clear: ["FEAT": "211 none", "USER": other, "USER anonymous": answer, "AUTH": "502 no"]),
    ]
    for script in books {
      let record = try #require(ScriptedRun(script, options: options).record)
      #expect(record.anonymous?.rawValue == expected)
      #expect(record.status == .ok)
    }
    #expect(ScriptedRun(books[0]).record?.anonymous == nil)
  }
}
