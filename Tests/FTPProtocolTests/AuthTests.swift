import Testing

@testable import FTPProtocol

@Suite struct AuthTests {
  static let agreed: [Conversation] =
    ["TLS", "TLS-C", "SSL", "TLS-P", "tls", "Tls-c", "ssl", "tls-p"].map {
      Conversation(
        "AUTH \($0)", .clear, "AUTH \($0) 234,USER x 331,PASS x 230", "explicit C protected 0/0/0")
    }

  static let refused: [Conversation] =
    [421, 431, 500, 501, 502, 503, 504, 530, 533, 534].map {
      Conversation(
        "AUTH refused \($0)", .clear, "AUTH TLS \($0),USER x 331,PASS x 230", "clear - clear 0/0/0")
    }

  static let cases: [Conversation] = [
    Conversation("verbs in any case", .clear, "auth tls 234,user x 331", "explicit C - 0/0/0"),
    Conversation("nothing at all", .clear, "", "none - - 0/0/0"),
    Conversation("234 and nothing after", .clear, "AUTH TLS 234", "none C - 0/0/0"),
    Conversation("questions, then 234", .clear, "FEAT 211,AUTH TLS 234", "none C - 0/0/0"),
    Conversation(
      "a login asked for in clear, then 234", .clear, "USER x 331,AUTH TLS 234",
      "clear C - 0/0/0"),
    Conversation(
      "a handshake that failed", .clear, "AUTH TLS 234,failed-handshake", "none C - 0/0/0"),
    Conversation(
      "a handshake that failed, and a login in clear", .clear,
      "AUTH TLS 234,failed-handshake,USER x 331,PASS x 230", "clear C clear 0/0/0"),
    Conversation(
      "a handshake that failed, whatever else is said of it", .clear,
      "AUTH TLS 234,failed-handshake,handshake", "none C - 0/0/0"),
    Conversation(
      "the same without its AUTH", .clear, "failed-handshake,handshake", "none - - 0/0/0"),
    Conversation(
      "a handshake that failed, and a second that did not", .clear,
      "AUTH TLS 234,failed-handshake,AUTH TLS 234,handshake,USER x 331", "explicit C - 0/0/0"),
    Conversation(
      "a handshake that finished, nothing after", .clear, "AUTH TLS 234,handshake",
      "explicit C - 0/0/0"),
    Conversation("a handshake alone", .clear, "handshake,USER x 331", "explicit - - 0/0/0"),
    Conversation("a sign of life after 234", .clear, "AUTH TLS 234,seen", "explicit C - 0/0/0"),
    Conversation(
      "refused, then agreed", .clear, "AUTH TLS 504,AUTH SSL 234,USER x 331",
      "explicit C - 0/0/0"),
    Conversation(
      "a second AUTH resets the level", .clear,
      "AUTH TLS 234,PBSZ 0 200,PROT P 200,AUTH TLS 234,LIST 226", "explicit C - 1/0/0"),
    Conversation(
      "a second AUTH that is refused changes nothing", .clear,
      "AUTH TLS 234,PROT P 200,AUTH TLS 503,LIST 226", "explicit P - 0/1/0"),
    Conversation(
      "refused in TLS that nothing else used", .clear, "AUTH TLS 234,AUTH TLS 503",
      "explicit C - 0/0/0"),
    Conversation(
      "a second handshake that fails leaves the first", .clear,
      "AUTH TLS 234,USER x 331,AUTH TLS 234,failed-handshake,PASS x 230",
      "explicit C protected 0/0/0"),
    Conversation(
      "after REIN, a handshake that fails leaves it clear", .clear,
      "AUTH TLS 234,USER x 331,REIN 220,AUTH TLS 234,failed-handshake,PASS x 230",
      "explicit C clear 0/0/0 cleared"),
    Conversation(
      "a mechanism the log left out", .clear, "AUTH 234,USER x 331",
      "explicit C - 0/0/0"),
    Conversation(
      "an answer the log left out", .clear, "AUTH TLS 0,USER x 331,PASS x 230",
      "clear - clear 0/0/0"),
  ]

  static let others: [Conversation] = [
    Conversation(
      "GSSAPI", .clear, "AUTH GSSAPI 334,ADAT x 235,USER x 232",
      "unknown C - 0/0/0"),
    Conversation(
      "GSSAPI agreed at once", .clear, "AUTH GSSAPI 234,USER x 331,PASS x 230",
      "unknown C unknown 0/0/0"),
    Conversation("Kerberos 4", .clear, "AUTH KERBEROS_V4 334,ADAT x 235", "unknown C - 0/0/0"),
    Conversation(
      "GSSAPI and level P", .clear, "AUTH GSSAPI 334,ADAT x 235,PROT P 200,LIST 226",
      "unknown P - 0/1/0"),
    Conversation(
      "GSSAPI, then CCC", .clear, "AUTH GSSAPI 334,ADAT x 235,PROT P 200,CCC 200,LIST 226",
      "unknown P - 0/1/0 cleared"),
    Conversation(
      "GSSAPI that failed", .clear, "AUTH GSSAPI 334,ADAT x 535,USER x 331,PASS x 230,LIST 226",
      "clear C clear 1/0/0"),
    Conversation(
      "GSSAPI refused", .clear, "AUTH GSSAPI 504,USER x 331,PASS x 230",
      "clear - clear 0/0/0"),
  ]

  static let implicit: [Conversation] = [
    Conversation("nothing at all", .implicit, "", "none - - 0/0/0"),
    Conversation("a login", .implicit, "USER x 331,PASS x 230", "implicit - protected 0/0/0"),
    Conversation("an AUTH inside", .implicit, "AUTH TLS 234,USER x 331", "implicit C - 0/0/0"),
    Conversation("an AUTH refused", .implicit, "AUTH TLS 534,USER x 331", "implicit - - 0/0/0"),
    Conversation("level not known", .implicit, "LIST 226", "implicit - - 0/0/1"),
    Conversation(
      "level P by the server's rule", .implicit, "LIST 226", "implicit P - 0/1/0",
      rules: .init(implicitDataLevel: .private)),
    Conversation(
      "level C by the server's rule", .implicit, "LIST 226", "implicit C - 1/0/0",
      rules: .init(implicitDataLevel: .clear)),
    Conversation(
      "PROT C over the rule", .implicit, "PROT C 200,LIST 226", "implicit C - 1/0/0",
      rules: .init(implicitDataLevel: .private)),
    Conversation(
      "the first handshake", .clear, "handshake,USER x 331,PASS x 230,LIST 226",
      "implicit P protected 0/1/0",
      rules: .init(implicitDataLevel: .private, firstHandshakeIsImplicit: true)),
    Conversation(
      "the first handshake after AUTH", .clear, "AUTH TLS 234,handshake,USER x 331",
      "explicit C - 0/0/0",
      rules: .init(implicitDataLevel: .private, firstHandshakeIsImplicit: true)),
    Conversation(
      "a handshake after a command", .clear, "USER x 331,handshake",
      "explicit - - 0/0/0", rules: .init(firstHandshakeIsImplicit: true)),
  ]

  static let implied: [Conversation] = ["SSL", "TLS-P", "TLS", "TLS-C"].flatMap { mechanism in
    let level = mechanism == "SSL" || mechanism == "TLS-P" ? "P - 0/1/0" : "C - 1/0/0"
    return [
      Conversation(
        "by rule", .clear, "AUTH \(mechanism) 234,LIST 226", "explicit \(level)",
        rules: .init(authImpliesPrivate: true)),
      Conversation("without it", .clear, "AUTH \(mechanism) 234,LIST 226", "explicit C - 1/0/0"),
    ]
  }

  @Test(arguments: agreed + refused + cases) func tls(_ row: Conversation) { row.check() }
  @Test(arguments: others) func otherMechanism(_ row: Conversation) { row.check() }
  @Test(arguments: implicit) func implicitPort(_ row: Conversation) { row.check() }
  @Test(arguments: implied) func impliedLevel(_ row: Conversation) { row.check() }

  /// The AUTH that a session is remembered for.
  @Test(
    arguments: [
      ("", nil), ("USER x 331", nil), ("AUTH TLS 504", "TLS 504"), ("AUTH tls 234", "TLS 234"),
      ("AUTH TLS 504,AUTH SSL 530", "SSL 530"), ("AUTH TLS 504,AUTH SSL 234", "SSL 234"),
      ("AUTH TLS 234,AUTH SSL 503", "TLS 234"), ("AUTH TLS 234,AUTH TLS-P 234", "TLS-P 234"),
      ("AUTH GSSAPI 334", "GSSAPI 334"),
      ("AUTH GSSAPI 504,AUTH KERBEROS_V4 504", "KERBEROS_V4 504"),
      ("AUTH TLS 0", nil), ("AUTH FOO 504", "? 504"),
    ] as [(String, String?)])
  func remembered(_ steps: String, _ auth: String?) {
    let session = Conversation(steps, .clear, steps, "").played().0
    #expect(session.auth.map { "\($0.mechanism.name) \($0.code)" } == auth)
  }
}
