import Bytes
import FTPProtocol
import Testing

@testable import Sensor

@Suite struct HostileSessionTests {
  @Test func foreign() {
    let cases: [(String, ForeignClient)] = [
      ("GET / HTTP/1.1", .http), ("SSH-2.0-Go", .ssh), ("\\x16\\x03\\x01\\x02\\x00\\x01", .tls),
      ("\\x03\\x00\\x00\\x13\\x0E\\xE0", .rdp), ("EHLO x", .smtp), ("a\\x00\\x01\\x02", .binary),
    ]
    for (line, name) in cases {
      var scene = Scene(Stage.setting(), name: line)
      scene.play("< 220\n> \(line)\n< 5\ngone\n! disconnect client 1")
      #expect(scene.session.summary.foreignProtocol == name)
      #expect(!scene.session.summary.firstBytes.isEmpty)
    }
    Stage.play("nothing at all", "< 220\ngone\n! disconnect client 0")
    Stage.play("no line", "< 220\n>> \\x16\\x03\\x01\ngone\n! disconnect client 0 \u{16}\u{3}\u{1}")
  }

  @Test func longLines() {
    var limits = SessionLimits()
    limits.lineBytesMaximum = 20
    let long = String(repeating: "A", count: 50)
    Stage.play(
      "too long", "< 220\n> USER \(long)\n< 500\n! USER AAAAAAAAAAAAAAA 500\n> USER x\n< 331"
    ) { $0.limits = limits }
  }

  @Test func linesAreTakenApartAsServersDo() {
    Stage.play("LF alone", "< 220\n>> USER x\\nPASS y\\n\n< 331\n< 230")
    Stage.play(
      "telnet's options",
      "< 220\n> \\xFF\\xFB\\x06\\xFF\\xFD\\x03NOOP\n< \\xff\\xfe\\x06\\xff\\xfc\\x03200"
        .replacing("\\xff\\xfe\\x06\\xff\\xfc\\x03200", with: "\\xFF\\xFE\u{6}\\xFF\\xFC\u{3}200"))
    Stage.play(
      "telnet's commands alone",
      "< 220\n> \\xFF\\xF4\\xFF\\xF2\n> NOOP\n< 200\ngone\n"
        + "! \\xFF\\xF4\\xFF\\xF2 -\n! NOOP 200\n! disconnect client 2")
    Stage.play(
      "telnet's commands in a transfer",
      TransferTests.binary + "hold\n> RETR pub/a.txt\n< 150\ndata\n> \\xFF\\xF4\n> ABOR\n"
        + "< 426\n< 226\n! \\xFF\\xF4 -\n! RETR pub/a.txt 426\n! ABOR 226")
    Stage.play("a doubled 255", "< 220\n> USER a\\xFF\\xFFb\n< 331 Password required for a\\xFFb.")
    Stage.play("an empty line", "< 220\n> \n< 500\n> NOOP\n< 200")
    Stage.play("names are bytes", Stage.login + "> MKD \\xE9\\xFF\\xFF\n< 257 \"/\\xE9\\xFF\"")
    Stage.play("no line of ours is two", "< 220\n> USER a\\rb\n< 331 Password required for a?b.")
  }

  /// Who asks a thousand things at once is answered a part of them, and more once it has read those.
  @Test func manyAtOnce() {
    let long = "213 " + String(repeating: "x", count: 1000)
    let persona = Stage.persona { $0.replies[.statusTransfer] = long }
    var scene = Scene(Stage.setting(persona), name: "many at once")
    scene.play(TransferTests.binary + "hold\n> RETR pub/a.txt\n< 150\ndata")
    let time = Timestamp(milliseconds: 1_790_000_100_000)
    let asked = 1000
    let lines = Array(String(repeating: "STAT\r\n", count: asked).utf8)
    var actions = lines.withSlice { scene.session.received($0, at: time) }
    var answers = 0
    while answers < asked {
      let sent = actions.compactMap { if case .send(let bytes) = $0 { bytes.count } else { nil } }
      answers += sent.count
      #expect(sent.reduce(0, +) <= ServerSession.answerBytesMaximum + 1006)
      guard answers < asked else { break }
      #expect(actions.last == .pause(milliseconds: 0))
      guard !sent.isEmpty else { break }
      actions = scene.session.resumed(at: time)
    }
    #expect(answers == asked)
  }

  /// Commands that look at a folder of many entries: a turn ends behind the first that is too
  /// much, and what they look at does not grow with how often they try.
  @Test(
    arguments: [
      ("STOU", 20), ("STOU ftp", 20), ("SIZE nothing", 20), ("STAT *x*y*z", 20), ("STAT -R /", 20),
      ("RMD ftp.1", 5), ("NOOP", 1),
    ])
  func noneHasALoopForItself(_ line: String, _ most: Int) {
    let persona = Stage.persona { $0.data.ignoresCase = true }
    for hasPort in [false, true] {
      var scene = Scene(Stage.setting(persona), name: line)
      scene.play(Stage.login + (hasPort ? "> PASV\n< 227\n" : ""))
      let time = Timestamp(milliseconds: 1_790_000_100_000)
      for number in 1...900 {
        let made = Array("MKD FTP.\(number)\r\n".utf8)
        _ = made.withSlice { scene.session.received($0, at: time) }
        _ = scene.session.resumed(at: time)
      }
      scene.session.files.looks = 0
      let lines = Array(String(repeating: line + "\r\n", count: 100).utf8)
      let actions = lines.withSlice { scene.session.received($0, at: time) }
      let answers = actions.count { if case .send = $0 { true } else { false } }
      if line == "NOOP" || line.hasPrefix("STOU") && !hasPort {
        // Refused before anything is looked at.
        #expect(answers == 100)
        #expect(scene.session.files.looks <= 200)
      } else {
        let isTurnOver = actions.contains(.pause(milliseconds: 0))
        #expect(isTurnOver || scene.session.files.looks <= ServerSession.looksMaximum)
        #expect(answers <= most, "\(answers)")
      }
    }
  }

  @Test func signatures() throws {
    let lines = [
      "smile\targument\t*\tany\t*\t+:)\t-\ta smile",
      "elf\tupload\t*\tany\t*\t~^\\x7F\t-\ta program",
      "web\topening\t*\tany\t*\t~^\t-\twhat is no FTP",
    ]
    let all = SignatureSet(try SignatureReader.read(lines.joined(separator: "\n"), path: ""))
    Stage.play("a smile", "< 220\n> USER x:)\n< 331\n! exploit smile USER x:)\n! USER x:) 331") {
      $0.signatures = all
    }
    Stage.play("a web client", "< 220\n> GET / HTTP/1.1\n< 500\ngone\n! exploit web GET /") {
      $0.signatures = all
    }
    let upload =
      "> TYPE I\n< 200\n> PASV\n< 227\nup \\x7FELF\n> STOR x\n< 150\n< 226\n! exploit elf"
    Stage.play("a program", Stage.login + upload) { $0.signatures = all }
  }

  @Test func sessionsEndIdleCutOffAndAtLimits() {
    Stage.play("idle", "< 220\nidle\n< 421\n* close idle\n! disconnect idle 0")
    Stage.play("a line cut off", "< 220\n>> USER x\ngone\n! disconnect client 0 USER x")
    Stage.play("after QUIT", "< 220\n> QUIT\n< 221\n> NOOP")
    var limits = SessionLimits()
    limits.commandsMaximum = 2
    for line in ["NOOP\n< 200", "\\xFF\\xF4"] {
      Stage.play(
        "too many commands", "< 220\n> \(line)\n> \(line)\n> NOOP\n< 421\n* close limit"
      ) {
        $0.limits = limits
      }
    }
  }

  @Test func personasAnswerInTheirOwnWords() {
    let persona = Stage.persona {
      $0.answers = ["SITE IDLE *": "200 idle", "XCRC *": "250 crc", "HELP": "214 ours"]
      $0.closesOn = ["POST"]
      $0.closesAfter = [.loginFailed]
      $0.login.comesBeforeUnknown = true
      $0.refusesNeedlessArguments = true
    }
    Stage.play(
      "words of its own",
      "< 220\n> XCRC x\n< 530\n> WHAT\n< 530\n> HELP\n< 214 ours\n> NOOP x\n< 501", persona)
    Stage.play(
      "after a login", Stage.login + "> XCRC x\n< 250\n> SITE IDLE 5\n< 200 idle\n> WHAT\n< 500",
      persona)
    Stage.play("HTTP", "< 220\n> POST / HTTP/1.1\n< 500\n* close persona", persona)
    Stage.play(
      "one wrong login", "< 220\n> USER x\n< 331\n> PASS y\n< 530\n* close persona", persona
    ) {
      $0.accepts = .none
    }
  }
}
