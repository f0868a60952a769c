import Records
import Testing

@testable import Survey

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
    ("331 password", "530 anonymous only", "offered"), ("331 password", "421 no", "unknown"),
    ("331 password", "503 no", "unknown"), ("331 password", "500 what", "unknown"),
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

  /// Where `anonymous` is taken in clear and another name is not, a login begins in clear, unless
  /// the other name lacks TLS.
  @Test(arguments: [
    ("530 anonymous only", "331 password", "accepted"), ("530 no", "530 no", "unknown"),
    ("530 anonymous only", "230 in", "accepted"),
    ("530 Non-anonymous sessions must use encryption.", "331 password", "refused"),
  ])
  func loginInClear(_ other: String, _ answer: String, _ expected: String) throws {
    let script = Script(
      clear: ["FEAT": "211 none", "USER": other, "USER anonymous": answer, "AUTH": "502 no"])
    let options = Conversation.Options(asksAnonymous: true)
    let record = try #require(ScriptedRun(script, options: options).record)
    #expect(record.loginInClear.rawValue == expected)
    // So it is where there is TLS, and the other name is no user's there either.
    let both = Script(
      clear: ConversationTests.clear(["USER": other, "USER anonymous": answer]),
      inside: ConversationTests.inside(["USER": "530 no", "USER anonymous": answer]))
    let again = try #require(ScriptedRun(both, options: options).record)
    #expect(again.words.hasPrefix("ok explicit \(expected)"), "\(again.evidence.loginInClear)")
    #expect(again.anonymous == record.anonymous)
  }

  /// What is asked before AUTH, and only where it decides; where it spoils AUTH, that comes again.
  @Test(arguments: [
    (
      "530 no", "331 guest", "234 go",
      "connect FEAT SYST USER_ftpscope-no-such-user USER_anonymous AUTH_TLS tls", "accepted"
    ),
    (
      "530 no", "331 guest", "503 PASS first",
      "connect FEAT SYST USER_ftpscope-no-such-user USER_anonymous AUTH_TLS QUIT connect "
        + "AUTH_TLS tls", "accepted"
    ),
    (
      "530 no", "<close>", "234 go",
      "connect FEAT SYST USER_ftpscope-no-such-user USER_anonymous connect USER_anonymous connect "
        + "AUTH_TLS tls", "unknown"
    ),
    (
      "331 password", "331 guest", "234 go",
      "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls", "accepted"
    ),
    (
      "530 TLS required", "331 guest", "234 go",
      "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls", "refused"
    ),
  ])
  func order(
    _ other: String, _ answer: String, _ auth: String, _ log: String, _ expected: String
  ) throws {
    let script = Script(
      clear: ConversationTests.clear([
        "USER": other, "USER anonymous": answer, "after USER AUTH": auth,
      ]), inside: ConversationTests.inside(["USER": "530 no", "USER anonymous": "331 guest"]))
    let run = ScriptedRun(script, options: Conversation.Options(asksAnonymous: true))
    let short = run.log.map { $0.split(separator: " ").prefix(2).joined(separator: "_") }
    #expect(short.joined(separator: " ").hasPrefix(log), "\(short)")
    #expect(run.record?.loginInClear.rawValue == expected)
  }

  /// A name that is refused in clear tells nothing of one that is asked inside TLS.
  @Test func namesAreComparedOnOneSide() throws {
    let script = Script(
      clear: ConversationTests.clear(["USER": "530 TLS first"]),
      inside: ConversationTests.inside(["USER anonymous": "331 password"]))
    let options = Conversation.Options(asksAnonymous: true)
    #expect(ScriptedRun(script, options: options).record?.anonymous == .unknown)
  }
}
