import Bytes
import FTPProtocol
import Testing

@testable import Sensor

@Suite struct SessionProtectionTests {
  static let begun = "< 220\n> AUTH TLS\n< 234\n* startTLS\ntls\n"

  @Test func explicit() {
    Stage.play(
      "explicit",
      """
      < 220
      > PBSZ 0
      < 503
      > PROT P
      < 503
      > AUTH
      < 501
      > AUTH KERBEROS_V4
      < 504
      > auth tls
      < 234
      * startTLS
      tls
      ! tls TLSv1.3
      > AUTH TLS
      < 503
      > PBSZ 0
      < 200
      > PROT S
      < 536
      > PROT Z
      < 504
      > PROT P
      < 200
      > USER x
      < 331
      > PASS y
      < 230
      > EPSV
      < 229
      > NLST
      < 150
      < 226
      * openData P
      ! tls - data
      down pub\\r\\nvoid\\r\\n
      > PROT C
      < 200
      > EPSV
      < 229
      > RETR pub/b.bin
      < 150
      < 226
      * openData
      """)
  }

  /// Also where others are answered during a transfer, AUTH waits: the transfer's last reply leaves
  /// before TLS begins.
  @Test func tlsWaitsForATransfer() {
    Stage.play(
      "AUTH in a transfer",
      Stage.login
        + """
        > PASV
        < 227
        hold
        > RETR pub/a.txt
        < 150
        data
        > NOOP
        < 200
        > AUTH TLS
        sent
        end
        < 226
        < 234
        * startTLS
        """, Stage.persona { $0.data.answersDuringTransfer = true })
  }

  @Test func verdicts() {
    let cases: [(String, String)] = [
      (
        "> USER x\n< 331\n> PASS y\n< 230\n> PASV\n< 227\n> LIST\n< 150\n< 226", "clear clear 1/0/0"
      ),
      ("> AUTH TLS\n< 234\ntls\n> USER x\n< 331\n> PASS y\n< 230", "explicit protected 0/0/0"),
      ("> AUTH TLS\n< 234\nno-tls", "none - 0/0/0"),
      (
        "> AUTH TLS\n< 234\ntls\n> PBSZ 0\n< 200\n> PROT P\n< 200\n> USER x\n< 331\n> PASS y\n< 230\n"
          + "> PASV\n< 227\n> LIST\n< 150\n< 226\n> CCC\n< 200\n* stopTLS\n> PASV\n< 227\n> LIST\n< 150\n"
          + "< 226", "explicit protected 0/2/0"
      ),
    ]
    for (script, verdict) in cases {
      let persona = Stage.persona { $0.tls.hasCCC = true }
      var scene = Scene(Stage.setting(persona), name: verdict)
      scene.play("< 220\n" + script)
      let seen = scene.session.protection
      let words =
        "\(seen.verdict) \(seen.credentials.map { "\($0)" } ?? "-") "
        + "\(seen.clearTransfers)/\(seen.privateTransfers)/\(seen.unknownTransfers)"
      #expect(words == verdict)
    }
  }

  @Test func implicit() {
    let persona = Stage.persona { $0.tls.isImplicitPrivate = true }
    Stage.play(
      "implicit",
      """
      tls
      open
      < 220
      > AUTH TLS
      < 503
      > USER x
      < 331
      > PASS y
      < 230
      > EPSV
      < 229
      > NLST /pub
      < 150
      < 226
      * openData P
      down /pub/a.txt\\r\\n/pub/b.bin\\r\\n/pub/deep\\r\\n
      """, persona
    ) { $0.isImplicit = true }
  }

  /// What stands behind AUTH in clear is told of and never run, but where a persona has that hole.
  @Test func injection() {
    let script = """
      < 220
      >> AUTH TLS\\r\\nUSER evil\\r\\nPASS x\\r\\n
      < 234
      ! exploit auth-injection USER evil\\xNN
      * startTLS
      tls
      > NOOP
      < 200
      """
    var scene = Scene(Stage.setting(), name: "injection")
    scene.play(script.replacing("\\xNN", with: ""))
    let taking = Stage.persona { $0.tls.injection = .run }
    scene = Scene(Stage.setting(taking), name: "taken")
    scene.play(
      """
      < 220
      >> AUTH TLS\\r\\nUSER evil\\r\\nPASS x\\r\\n
      < 234
      ! exploit auth-injection USER evil
      tls
      < 331
      < 230
      """)
    let choking = Stage.persona {
      $0.tls.injection = .handshake
      $0.replies[.tlsBad] = "500 OOPS"
    }
    scene = Scene(Stage.setting(choking), name: "taken for a hello")
    scene.play(
      """
      < 220
      >> AUTH TLS\\r\\nUSER evil\\r\\n
      < 234
      < 500 OOPS
      ! exploit auth-injection USER evil
      ! AUTH TLS 234
      * close tls-failed
      """)
  }

  /// What comes behind AUTH and is no TLS is answered in clear by those that do so; a handshake that
  /// was one, and fails, is not.
  @Test(arguments: [
    ("GET / HTTP/1.1\\r\\n", "vsftpd-3.0.3", "500 OOPS: error:0A00010B:SSL"),
    ("NOOP\\r\\n", "proftpd-1.3.5", "421 TLS handshake failed"),
    ("NOOP\\r\\n", "pure-ftpd", nil), ("", "vsftpd-3.0.3", nil),
    ("\\x16\\x03\\x01\\x00\\x05\\x01", "vsftpd-3.0.3", nil),
  ])
  func noTLS(_ sent: String, _ name: String, _ words: String?) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = ServerSession(Stage.setting(persona))
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    _ = session.opened(at: time)
    _ = Array("AUTH TLS\r\n".utf8).withSlice { session.received($0, at: time) }
    let tls = TLSObservation(isData: false, hello: nil, helloBytes: Scene.bytes(sent))
    var said: [String] = []
    for case .send(let bytes) in session.tlsFailed(tls, at: time) {
      said.append(String(decoding: bytes, as: UTF8.self))
    }
    #expect(said.joined().hasPrefix(words ?? "") && said.isEmpty == (words == nil), "\(said)")
  }

  /// Pure-FTPd takes the protection away only from who has logged in.
  @Test func clearOnlyAfterALogin() throws {
    let persona = try #require(try EmbeddedPersonas.persona("pure-ftpd"))
    var scene = Scene(Stage.setting(persona), name: "CCC")
    scene.play(
      """
      < 220-
      < 220-
      < 220-
      < 220-
      < 220
      > AUTH TLS
      < 234
      tls
      > CCC
      < 534 CCC not allowed at this point
      > USER x
      < 331
      > PASS y
      < 230
      > CCC
      < 200
      * stopTLS
      """)
  }

  @Test func requiredTLSRefusesWhatIsInClear() {
    let required = Stage.persona {
      $0.tls.isRequired = true
      $0.tls.verbsWithoutTLS = ["AUTH", "FEAT", "QUIT"]
      $0.tls.wantsPBSZ = true
      $0.tls.isRequiredForData = true
      $0.tls.demandsResumption = true
    }
    Stage.play(
      "TLS is required",
      """
      < 220
      > USER x
      < 530
      > FEAT
      < 211-
      <  AUTH TLS
      <  MLST
      <  PBSZ
      <  PROT
      <  UTF8
      < 211
      > AUTH SSL
      < 234
      tls
      > PROT P
      < 503
      > PBSZ 0
      < 200
      > PROT C
      < 534
      > USER x
      < 331
      > PASS y
      < 230
      > PASV
      < 227
      > LIST
      < 522
      > PROT P
      < 200
      > LIST
      < 150
      < 226
      * openData P again
      """, required)
    Stage.play("no TLS", "< 220\n> AUTH TLS\n< 431\n> FEAT\n< 211-\n<  MLST\n<  UTF8\n< 211") {
      $0.allowsTLS = false
    }
  }

  @Test func loginIsForgotten() {
    Stage.play(
      "AUTH after a login", Stage.login + "> AUTH TLS\n< 234\ntls\n> PWD\n< 530\n> REIN\n< 220")
  }

  /// 234 is followed by a handshake, also after a login; whatever else is said ends it.
  @Test(arguments: ["iis-10", "filezilla-0.9.60", "vsftpd-3.0.3", "proftpd-1.3.5", "pure-ftpd"])
  func authAfterALogin(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = ServerSession(Stage.setting(persona))
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    var actions = session.opened(at: time)
    let lines = ["USER x", "PASS y", "AUTH TLS"]
    for line in lines {
      actions = Array("\(line)\r\n".utf8).withSlice { session.received($0, at: time) }
    }
    let answers = actions.compactMap { action -> String? in
      guard case .send(let bytes) = action else { return nil }
      return String(decoding: bytes.prefix(3), as: UTF8.self)
    }
    #expect(answers.count == 1)
    #expect(actions.contains(.startTLS) == (answers == ["234"]))
  }
}
