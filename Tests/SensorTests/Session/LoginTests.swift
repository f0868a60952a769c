import Bytes
import Testing

@testable import Sensor

@Suite struct LoginTests {
  @Test func aLoginIsUSERThenPASSAndIsTold() {
    Stage.play(
      "a login",
      """
      < 220
      > PWD
      < 530
      > PASS y
      < 503
      ! PASS y 503
      > user x
      < 331
      > pass y z
      < 230
      ! login x y z accepted
      ! PASS 230
      > PASS y
      < 503
      > PWD
      < 257 "/"
      > QUIT
      < 221
      * close quit
      ! disconnect quit 7
      """)
  }

  @Test func anonymousIsLetInWithAnAddressForAPassword() {
    Stage.play(
      "anonymous",
      """
      < 220
      > USER anonymous
      < 331
      > PASS
      < 230
      ! login anonymous  accepted
      > USER AnonymouS
      < 331
      > PASS x
      < 530
      > USER ftp
      < 331
      > PASS a@b
      < 230
      > REIN
      < 220
      > CWD /
      < 530
      """
    ) { $0.accepts = .listed([:]) }
  }

  @Test func aRuleSaysWhoIsLetIn() {
    let script = "< 220\n> USER x\n< 331\n> PASS y\n< "
    let retry = "\n> USER x\n< 331\n> PASS y\n< "
    Stage.play("none", script + "530\n! login x y refused") { $0.accepts = .none }
    Stage.play("after", script + "530" + retry + "530" + retry + "230") { $0.accepts = .after(2) }
    let users = LoginRule.listed([Array("x".utf8): [Array("y".utf8)]])
    Stage.play("listed", script + "230") { $0.accepts = users }
    // The two questions by which Metasploit tells a Pure-FTPd that runs what a password says.
    let shell = "< 220\n> USER x\n< 331\n> PASS () { :;}; /bin/sh -c \"echo auth_ok:"
    Stage.play("a password that lets in", shell + "1; echo end\"\n< 230")
    Stage.play("a password that refuses", shell + "0; echo end\"\n< 530")
  }

  /// How long wrong passwords wait: within what the persona says, by the seed, and longer each time.
  @Test(arguments: 0..<20) func delays(_ seed: UInt64) {
    let persona = Stage.persona {
      $0.login.failureDelay = 3000
      $0.login.failureDelaySpread = 1000
      $0.login.failureDelayGrows = true
    }
    var session = ServerSession(
      Stage.setting(persona) {
        $0.accepts = .none
        $0.seed = seed
      })
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    _ = session.opened(at: time)
    var waits: [Int] = []
    for _ in 0..<3 {
      let said = Array("USER x\r\nPASS y\r\n".utf8).withSlice { session.received($0, at: time) }
      for case .pause(let milliseconds) in said { waits.append(milliseconds) }
      _ = session.resumed(at: time)
    }
    #expect(waits.count == 3)
    for (index, wait) in waits.enumerated() {
      #expect((3000...4000).contains(wait / (index + 1)), "\(waits)")
    }
    #expect(Set(waits.enumerated().map { $1 / ($0 + 1) }).count > 1)
  }

  /// Who goes before a wrong password is answered is told of all the same.
  @Test func goneBeforeTheAnswer() {
    Stage.play(
      "gone in the pause",
      """
      < 220
      > USER x
      < 331
      > PASS y
      ! login x y refused
      * pause 1000
      gone
      ! PASS 530
      ! disconnect client 2
      """, Stage.persona { $0.login.failureDelay = 1000 }
    ) { $0.accepts = .none }
  }

  /// A transfer that ends while a wrong password waits is answered at once, and the password then.
  @Test func aTransferEndsBeforeTheAnswer() {
    let persona = Stage.persona {
      $0.login.failureDelay = 1000
      $0.data.answersDuringTransfer = true
    }
    Stage.play(
      "a transfer in the pause",
      """
      < 220
      > USER x
      < 331
      > PASS y
      < 230
      > PASV
      < 227
      hold
      > STOR new.txt
      < 150
      data
      > USER eve
      < 331
      > PASS wrong
      ! login eve wrong refused
      * pause 1000
      end
      < 226
      ! STOR new.txt 226
      > NOOP
      resume
      < 530
      < 200
      ! PASS 530
      """, persona
    ) { $0.accepts = .listed([Array("x".utf8): [Array("y".utf8)]]) }
  }

  @Test func tooManyFailuresEndTheConnection() {
    let persona = Stage.persona {
      $0.login.failureDelay = 1000
      $0.login.failuresMaximum = 2
    }
    Stage.play(
      "two failures",
      """
      < 220
      > USER x
      < 331
      > PASS y
      * pause 1000
      > USER x
      resume
      < 530
      < 331
      > PASS z
      ! login x z refused
      * pause 1000
      resume
      < 530
      * close limit
      """, persona
    ) { $0.accepts = .none }
  }

  @Test func aNameMakesAHomeAndNoPath() {
    let persona = Stage.persona { $0.login.home = "/home/{user}" }
    Stage.play(
      "a home of one's own",
      Stage.login + "> PWD\n< 257 \"/home/x\"\n> CWD ~/..\n< 250\n> PWD\n"
        + "< 257 \"/home\"\n> CWD\n< 250\n> PWD\n< 257 \"/home/x\"", persona)
    Stage.play(
      "a name that is a path",
      "< 220\n> USER ../../etc\n< 331\n> PASS y\n< 230\n> PWD\n< 257 \"/home/....etc\"",
      persona)
  }
}
