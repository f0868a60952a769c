import Testing

@testable import FTPProtocol

@Suite struct LevelTests {
  static let auth = "AUTH TLS 234,USER x 331,PASS x 230"

  static let cases: [Conversation] =
    [
      Conversation("C by default", .clear, "\(auth),LIST 226", "explicit C protected 1/0/0"),
      Conversation(
        "P", .clear, "\(auth),PBSZ 0 200,PROT P 200,LIST 226",
        "explicit P protected 0/1/0"),
      Conversation(
        "p", .clear, "\(auth),pbsz 0 200,prot p 200,list 226",
        "explicit P protected 0/1/0"),
      Conversation("E hides", .clear, "\(auth),PROT E 200,LIST 226", "explicit E protected 0/1/0"),
      Conversation(
        "S does not hide", .clear, "\(auth),PROT S 200,LIST 226",
        "explicit S protected 1/0/0"),
      Conversation("C", .clear, "\(auth),PROT C 200,LIST 226", "explicit C protected 1/0/0"),
      Conversation(
        "P, then C", .clear, "\(auth),PROT P 200,RETR a 226,PROT C 200,RETR b 226",
        "explicit C protected 1/1/0"),
      Conversation(
        "C exposes nothing by itself", .clear, "\(auth),PROT P 200,PROT C 200",
        "explicit C protected 0/0/0"),
      Conversation(
        "P before the login", .clear, "AUTH TLS 234,PROT P 200,USER x 331,PASS x 230",
        "explicit P protected 0/0/0"),
      Conversation(
        "a level that is not told", .clear, "\(auth),PROT P 200,PROT 200,STOR a 226",
        "explicit - protected 0/0/1"),
      Conversation(
        "a level that is not told, before CCC", .clear, "\(auth),PROT 200,CCC 200,STOR a 226",
        "explicit - protected 0/0/1 cleared"),
      Conversation(
        "PBSZ alone", .clear, "\(auth),PBSZ 0 200,STOR a 226",
        "explicit C protected 1/0/0"),
      Conversation(
        "an answer the log left out", .clear, "\(auth),PROT P 0,LIST 226",
        "explicit C protected 1/0/0"),
    ]
    + [421, 431, 503, 504, 530, 533, 534, 536].flatMap { code in
      [
        Conversation(
          "P refused \(code)", .clear, "\(auth),PROT P \(code),LIST 226",
          "explicit C protected 1/0/0"),
        Conversation(
          "C refused \(code)", .clear, "\(auth),PROT P 200,PROT C \(code),LIST 226",
          "explicit P protected 0/1/0"),
        Conversation(
          "P refused \(code) in clear", .clear, "PROT P \(code),LIST 226",
          "clear - - 1/0/0"),
        Conversation(
          "PBSZ refused \(code) in clear", .clear, "PBSZ 0 \(code),LIST 226",
          "clear - - 1/0/0"),
      ]
    }

  static let clearing: [Conversation] = [
    Conversation(
      "CCC, and the level stays", .clear, "\(auth),PROT P 200,CCC 200,LIST 226",
      "explicit P protected 0/1/0 cleared"),
    Conversation(
      "CCC at level C", .clear, "\(auth),CCC 200,LIST 226",
      "explicit C protected 1/0/0 cleared"),
    Conversation(
      "CCC refused", .clear, "\(auth),PROT P 200,CCC 533,LIST 226",
      "explicit P protected 0/1/0"),
    Conversation(
      "a password after CCC", .clear, "\(auth),CCC 200,USER y 331,PASS y 230",
      "explicit C clear 0/0/0 cleared"),
    Conversation(
      "CCC before the password", .clear, "AUTH TLS 234,CCC 200,USER x 331,PASS x 230",
      "explicit C clear 0/0/0 cleared"),
    Conversation(
      "CCC on the implicit port", .implicit, "USER x 331,PASS x 230,CCC 200,LIST 226",
      "implicit P protected 0/1/0 cleared", rules: .init(implicitDataLevel: .private)),
    Conversation(
      "CCC and TLS again", .clear, "\(auth),CCC 200,AUTH TLS 234,PASS x 230",
      "explicit C protected 0/0/0 cleared"),
    Conversation(
      "PROT after CCC", .clear, "\(auth),CCC 200,PROT P 200,LIST 226",
      "explicit P protected 0/1/0 cleared"),
    Conversation(
      "CCC where nothing is to clear", .clear, "CCC 200,PASS x 230",
      "clear - clear 0/0/0"),
    Conversation(
      "REIN resets all", .clear, "\(auth),PROT P 200,REIN 220,LIST 226",
      "explicit - protected 1/0/0 cleared"),
    Conversation(
      "a password after REIN", .clear, "\(auth),REIN 220,USER y 331,PASS y 230",
      "explicit - clear 0/0/0 cleared"),
    Conversation(
      "TLS again after REIN", .clear,
      "\(auth),PROT P 200,REIN 220,AUTH TLS 234,USER y 331,PASS y 230,LIST 226",
      "explicit C protected 1/0/0 cleared"),
    Conversation(
      "REIN refused", .clear, "\(auth),PROT P 200,REIN 502,LIST 226",
      "explicit P protected 0/1/0"),
    Conversation(
      "REIN to come", .clear, "\(auth),PROT P 200,REIN 120,LIST 226",
      "explicit P protected 0/1/0"),
    Conversation("REIN in clear", .clear, "USER x 331,REIN 220,PASS x 230", "clear - clear 0/0/0"),
    Conversation(
      "REIN on the implicit port", .implicit, "PROT C 200,REIN 220,PASS x 230,LIST 226",
      "implicit P protected 0/1/0", rules: .init(implicitDataLevel: .private)),
    Conversation(
      "REIN where it keeps TLS", .clear,
      "\(auth),PROT P 200,REIN 220,USER y 331,PASS y 230,LIST 226", "explicit C protected 1/0/0",
      rules: .init(reinKeepsTLS: true)),
    Conversation(
      "REIN in clear where it keeps TLS", .clear, "USER x 331,REIN 220,LIST 226",
      "clear - - 1/0/0", rules: .init(reinKeepsTLS: true)),
  ]

  private static let flushing = SessionProtection.ServerRules(
    reinKeepsTLS: true, userResetsLevel: true)

  /// Where USER after a login takes the level back.
  static let again: [Conversation] = [
    Conversation(
      "USER again", .clear, "\(auth),PROT P 200,RETR a 226,USER y 331,PASS y 230,RETR b 226",
      "explicit C protected 1/1/0", rules: flushing),
    Conversation(
      "USER again elsewhere", .clear, "\(auth),PROT P 200,USER y 331,PASS y 230,RETR b 226",
      "explicit P protected 0/1/0"),
    Conversation(
      "USER again, refused", .clear, "\(auth),PROT P 200,USER y 530,RETR b 226",
      "explicit P protected 0/1/0", rules: flushing),
    Conversation(
      "P before the login", .clear, "AUTH TLS 234,PROT P 200,USER x 331,PASS x 230,LIST 226",
      "explicit P protected 0/1/0", rules: flushing),
    Conversation(
      "P before a second attempt", .clear,
      "AUTH TLS 234,PROT P 200,USER x 331,PASS x 530,USER x 331,PASS x 230,LIST 226",
      "explicit P protected 0/1/0", rules: flushing),
    Conversation(
      "P after USER again", .clear, "\(auth),USER y 331,PROT P 200,USER z 331,PASS z 230,LIST 226",
      "explicit P protected 0/1/0", rules: flushing),
    Conversation(
      "P after REIN", .clear, "\(auth),REIN 230,PROT P 200,USER y 331,PASS y 230,LIST 226",
      "explicit P protected 0/1/0", rules: flushing),
    Conversation(
      "who may have been logged in", .unknown, "PROT P 200,USER y 331,PASS y 230,LIST 226",
      "explicit - protected 0/0/1 inferred", rules: flushing),
    Conversation(
      "who may have been, at level C", .unknown, "AUTH TLS 234,USER y 331,PASS y 230,LIST 226",
      "explicit C protected 1/0/0", rules: flushing),
  ]

  private static let switched = SessionProtection.ServerRules(
    implicitDataLevel: .private, acceptedLevelProvesTLS: false, onlyPROTSetsLevel: true)

  /// Where PROT alone sets the level.
  static let alone: [Conversation] = [
    Conversation(
      "P before AUTH", .clear, "PROT P 200,\(auth),LIST 226", "explicit P protected 0/1/0",
      rules: switched),
    Conversation(
      "C after it", .clear, "PROT P 200,\(auth),PROT C 200,LIST 226",
      "explicit C protected 1/0/0", rules: switched),
    Conversation(
      "no PROT", .clear, "\(auth),LIST 226", "explicit C protected 1/0/0", rules: switched),
    Conversation(
      "C on the implicit port", .implicit, "USER x 331,PASS x 230,PROT C 200,LIST 226",
      "implicit P protected 0/1/0", rules: switched),
  ]

  private static let noAuth = SessionProtection.ServerRules(
    implicitDataLevel: .private, levelWithoutAuthIsImplicit: true)
  private static let login = "USER x 331,PASS x 230"

  /// Where every AUTH is logged, a level that is accepted without one means that TLS came first.
  static let withoutAuth: [Conversation] = [
    Conversation(
      "P without AUTH", .clear, "\(login),LIST 226,PBSZ 0 200,PROT P 200,LIST 226",
      "implicit P protected 0/2/0", rules: noAuth),
    Conversation(
      "C without AUTH", .clear, "\(login),PROT C 200,LIST 226", "implicit C protected 1/0/0",
      rules: noAuth),
    Conversation(
      "what crossed before, where that is clear", .clear, "\(login),LIST 226,PROT P 200",
      "implicit P protected 1/0/0",
      rules: .init(implicitDataLevel: .clear, levelWithoutAuthIsImplicit: true)),
    Conversation(
      "what crossed before, where that is not known", .clear, "\(login),LIST 226,PROT P 200",
      "implicit P protected 0/0/1", rules: .init(levelWithoutAuthIsImplicit: true)),
    Conversation(
      "refused without AUTH", .clear, "\(login),PROT P 503,LIST 226", "clear - clear 1/0/0",
      rules: noAuth),
    Conversation(
      "an AUTH there was", .clear, "AUTH TLS 234,\(login),CCC 200,PROT P 200",
      "explicit P protected 0/0/0 cleared", rules: noAuth),
    Conversation(
      "nobody saw the beginning", .unknown, "\(login),PROT P 200",
      "explicit P unknown 0/0/0 inferred", rules: noAuth),
  ]

  @Test(arguments: withoutAuth) func levelWithoutAuth(_ row: Conversation) { row.check() }
  @Test(arguments: cases) func level(_ row: Conversation) { row.check() }
  @Test(arguments: clearing) func cleared(_ row: Conversation) { row.check() }
  @Test(arguments: again) func userAgain(_ row: Conversation) { row.check() }
  @Test(arguments: alone) func protAlone(_ row: Conversation) { row.check() }

  /// What the last step shows.
  @Test(
    arguments: [
      ("AUTH TLS 234", .protectionAgreed), ("AUTH FOO 234", .protectionAgreed),
      ("AUTH GSSAPI 334", .otherMechanismAgreed), ("AUTH GSSAPI 234", .otherMechanismAgreed),
      ("AUTH TLS 334", .otherMechanismAgreed), ("AUTH TLS 504", .authRefused),
      ("AUTH TLS 0", .nothing), ("AUTH TLS 234,PBSZ 0 200", .nothing),
      ("AUTH TLS 234,PROT P 200", .levelSet(.private)),
      ("AUTH TLS 234,PROT c 200", .levelSet(.clear)),
      ("AUTH TLS 234,PROT P 536", .levelRefused), ("PROT P 503", .levelRefused),
      ("AUTH TLS 234,PROT P 0", .nothing), ("AUTH TLS 234,CCC 200", .controlCleared),
      ("AUTH TLS 234,CCC 534", .nothing), ("CCC 200", .nothing),
      ("AUTH TLS 234,REIN 220", .controlCleared), ("REIN 220", .nothing),
      ("PASS x 230", .credentials(.clear)), ("PASS x 530", .credentials(.clear)),
      ("AUTH TLS 234,PASS x 230", .credentials(.protected)), ("USER x 331", .nothing),
      ("USER x 230", .loggedIn(.clear)), ("AUTH TLS 234,USER x 232", .loggedIn(.protected)),
      ("AUTH GSSAPI 334,PASS x 230", .credentials(.unknown)), ("ACCT x 230", .credentials(.clear)),
      ("LIST 226", .transfer(.clear)), ("LIST 550", .nothing), ("NOOP 200", .nothing),
      ("AUTH TLS 234,PROT P 200,STOR x 226", .transfer(.protected)),
    ] as [(String, SessionProtection.Observation)])
  func observed(_ steps: String, _ last: SessionProtection.Observation) {
    #expect(Conversation(steps, .clear, steps, "").played().1.last == last)
  }
}
