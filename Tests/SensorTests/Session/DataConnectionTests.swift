import Bytes
import Testing

@testable import Sensor

@Suite struct DataConnectionTests {
  @Test func active() {
    Stage.play(
      "active",
      Stage.login
        + """
        > PORT 192,0,2,7,200,10
        < 200
        > NLST
        < 150
        < 226
        * connect 51210
        * openData
        > EPRT |1|192.0.2.7|51211|
        < 200
        > NLST
        < 150
        < 226
        * connect 51211
        > NLST
        < 425
        """)
    Stage.play(
      "active is not allowed",
      Stage.login + "> PORT 192,0,2,7,200,10\n< 200\n> NLST\n< 425\n> NLST\n< 425"
    ) { $0.allowsActive = false }
  }

  static let refused: [(String, String, String)] = [
    ("PORT 192,0,2,8,200,10", "501", "192.0.2.8:51210"),
    ("PORT 127,0,0,1,200,10", "501", "127.0.0.1:51210"),
    ("PORT 192,0,2,7,0,22", "501", "192.0.2.7:22"),
    ("EPRT |1|192.0.2.9|51210|", "501", "192.0.2.9:51210"),
    ("EPRT |2|2001:db8::1|51210|", "501", "[2001:db8::1]:51210"),
    ("EPRT |1|192.0.2.7|80|", "501", "192.0.2.7:80"),
  ]

  @Test(arguments: refused) func bounces(_ command: String, _ code: String, _ target: String) {
    Stage.play(command, Stage.login + "> \(command)\n< \(code)\n! bounce \(target)\n> LIST\n< 425")
  }

  /// Somebody else's address of another family is told of too, where only the own is taken.
  @Test func aBounceOfAnotherFamily() {
    let persona = Stage.persona { $0.data.ownFamilyOnly = true }
    let script = Stage.login + "> EPRT |2|2001:db8::1|4000|\n< 522\n! bounce [2001:db8::1]:4000"
    Stage.play("EPRT", script, persona)
  }

  static let malformed = [
    "PORT 1,2,3", "PORT 1,2,3,4,5,6,7", "PORT 300,0,2,7,1,1", "PORT a,b,c,d,e,f", "PORT ,,,,,",
    "EPRT |3|192.0.2.7|51210|", "EPRT 1", "EPRT ||||", "EPRT |1|192.0.2.7|99999|", "EPRT |1||1|",
  ]

  @Test(arguments: malformed) func malformedArguments(_ command: String) {
    Stage.play(command, Stage.login + "> \(command)\n< 5\n> LIST\n< 425")
  }

  @Test func passive() {
    Stage.play(
      "passive",
      Stage.login
        + """
        > PASV
        < 227 Entering Passive Mode (198,51,100,1,156,65).
        > ABOR
        < 225
        * dropData
        > LIST
        < 425
        > EPSV 1
        < 229 Entering Extended Passive Mode (|||40001|)
        > EPSV 2
        < 522
        > EPSV 9
        < 522
        > EPSV x
        < 501
        > EPSV ALL
        < 200
        > PASV
        < 501
        > PORT 192,0,2,7,200,10
        < 501
        > EPSV
        < 229
        > NLST
        < 150
        < 226
        """)
    let refusal = "522 Network protocol not supported, use"
    Stage.play("the other family", Stage.login + "> EPSV 2\n< \(refusal) (1)")
    Stage.play("IPv6", Stage.login + "> EPSV 1\n< \(refusal) (2)\n> EPSV 2\n< 229") {
      $0.local = IPAddress("2001:db8::1") ?? Stage.local
      $0.peer = IPAddress("2001:db8::2") ?? Stage.peer
    }
    Stage.play(
      "behind NAT", Stage.login + "> PASV\n< 227 Entering Passive Mode (203,0,113,5,156,65)"
    ) {
      $0.publicAddress = .init(v4: 0xCB00_7105)
    }
  }

  @Test func failures() {
    let begin = Stage.login + "hold\n> PASV\n< 227\n> LIST\n< 150\n"
    let alone = Stage.login + "nobody\n> PASV\n< 227\n> LIST\n"
    Stage.play("nobody came", alone + "no-data\n< 425\n> NOOP\n< 200\n! LIST 425")
    Stage.play("a stranger came", alone + "stranger\n< 425")
    let ahead = Stage.persona { $0.replies[.openingAhead] = "150 Wait" }
    Stage.play("words ahead", alone + "< 150 Wait\nno-data\n< 425", ahead)
    Stage.play("words ahead, and then none", alone + "< 150 Wait\ndata\nend\n< 226", ahead)
    Stage.play("TLS failed", begin + "no-data-tls\n< 522\n! LIST 522")
    Stage.play("not resumed", begin + "not-resumed\n< 522")
    Stage.play("cut off", begin + "data\ncut\n< 426\n! LIST 426")
  }
}
