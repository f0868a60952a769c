import Bytes
import Testing

@testable import Sensor

@Suite struct TransferTests {
  static let binary = Stage.login + "> TYPE I\n< 200\n> PASV\n< 227\n"

  @Test func downloads() {
    Stage.play(
      "binary",
      Self.binary
        + """
        > RETR pub/a.txt
        < 150
        < 226
        down one\\ntwo\\n
        ! transfer RETR /pub/a.txt 150
        ! download /pub/a.txt 8 token
        ! RETR pub/a.txt 226
        > PASV
        < 227
        > REST 4
        < 350
        > RETR pub/a.txt
        < 150
        < 226
        down two\\n
        > REST 9
        < 350
        > RETR pub/a.txt
        < 554
        > RETR void
        < 550
        > RETR missing
        < 550
        """)
    Stage.play(
      "ASCII",
      Stage.login
        + """
        > PASV
        < 227
        > RETR /pub/a.txt
        < 150
        < 226
        down one\\r\\ntwo\\r\\n
        > PASV
        < 227
        > RETR /pub/b.bin
        < 150
        < 226
        down \\x00\\x01\\r\\n\\x02
        """)
  }

  @Test func uploads() {
    Stage.play(
      "binary",
      Self.binary
        + """
        up a\\r\\nb
        > STOR new
        < 150
        < 226
        ! upload /new 4 5a
        ! STOR new 226
        > SIZE new
        < 213 4
        > PASV
        < 227
        up cd
        > APPE new
        < 150
        < 226
        > PASV
        < 227
        > RETR new
        < 150
        < 226
        down a\\r\\nbcd
        > PASV
        < 227
        > REST 1
        < 350
        up X
        > STOR new
        < 150
        < 226
        > SIZE new
        < 213 2
        > PASV
        < 227
        > REST 9
        < 350
        > STOR new
        < 554
        > REST 9
        < 350
        > STOR other
        < 550
        > STOR void
        < 550
        > STOR nowhere/x
        < 550
        > STOU
        < 150 FILE: ftp.1
        < 226
        > PASV
        < 227
        > STOU new
        < 150 FILE: new.1
        < 226
        """)
    Stage.play(
      "ASCII",
      Stage.login
        + """
        > PASV
        < 227
        up a\\r\\nb\\rc\\r
        > STOR t
        < 150
        < 226
        > TYPE I
        < 200
        > PASV
        < 227
        > RETR t
        < 150
        < 226
        down a\\nb\\rc\\r
        """)
  }

  @Test func uploadsEndAtTheirLimits() {
    var limits = SessionLimits()
    limits.bytesMaximum = 10
    limits.uploadsMaximum = 2
    Stage.play(
      "too much",
      Self.binary
        + """
        up 12345678901
        > STOR a
        < 150
        < 452
        ! upload /a 11 5a
        > SIZE a
        < 213 10
        > PASV
        < 227
        > RETR a
        < 150
        < 226
        down 1234567890
        > PASV
        < 227
        > DELE a
        < 250
        up 1
        > STOR b
        < 150
        < 226
        > PASV
        < 227
        > STOR c
        < 552
        """
    ) {
      $0.limits = limits
      $0.files = Stage.tree(limits)
    }
  }

  /// What begins is to be in the kernel before the client is told that it begins; it is told once.
  @Test(arguments: ["RETR pub/a.txt", "STOR x", "LIST", "NLST pub", "MLSD", "APPE x", "STOU"])
  func beginnings(_ command: String) throws {
    var session = ServerSession(Stage.setting())
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    _ = session.opened(at: time)
    let before = Array("USER x\r\nPASS y\r\nPASV\r\n".utf8)
    _ = before.withSlice { session.received($0, at: time) }
    _ = session.passiveListening(port: 40_001, at: time)
    let asked = Array("\(command)\r\n".utf8).withSlice { session.received($0, at: time) }
    guard case .openData? = asked.first, asked.count == 1 else {
      Issue.record("\(asked)")
      return
    }
    let actions = session.dataConnected(at: time)
    guard case .observe(.transfer(let transfer)) = actions.first else {
      Issue.record("\(actions)")
      return
    }
    #expect(transfer.verb == Array(command.utf8.prefix { $0 != 0x20 }))
    #expect(transfer.code == 150)
    guard case .send = actions.dropFirst().first else {
      Issue.record("\(actions)")
      return
    }
    #expect(actions.count == 2)
  }

  @Test func abort() {
    let begin = Self.binary + "hold\n> RETR pub/a.txt\n< 150\n"
    Stage.play(
      "before it opens",
      begin + "> ABOR\n< 426\n< 226\n* dropData\n! RETR pub/a.txt 426\n! ABOR 226")
    Stage.play(
      "as telnet has it", begin + "data\n> \\xFF\\xF4\\xFF\\xF2ABOR\n< 426\n< 226\n> NOOP\n< 200")
    Stage.play(
      "urgent bytes out of order", begin + "data\n> \\xF4\\xFFabor\n< 426\n< 226\n> NOOP\n< 200")
    Stage.play(
      "of an upload",
      Self.binary + "hold\n> STOR x\n< 150\ndata\nbytes abc\n> ABOR\n< 426\n< 226\n"
        + "! upload /x 3 - cut\n> SIZE x\n< 213 3")
    Stage.play("nothing", Stage.login + "> ABOR\n< 225")
  }

  /// What had no data connection was no file that was sent or taken.
  @Test(
    arguments: ["STOR new", "APPE new", "STOU", "RETR pub/a.txt"],
    ["no-data\n< 425", "> ABOR\n< 426\n< 226", "gone"])
  func withoutData(_ command: String, _ end: String) {
    var scene = Scene(Stage.setting(), name: "without data")
    scene.play(Self.binary + "hold\n> \(command)\n< 150\n\(end)")
    #expect(scene.session.summary.uploads == 0)
    #expect(scene.session.summary.downloads == 0)
    let files = scene.observed.filter { $0.hasPrefix("upload") || $0.hasPrefix("download") }
    #expect(files == [])
  }

  /// RFC 959: commands wait for a transfer's end, but for ABOR and STAT.
  @Test func duringTransfer() {
    let begin = Self.binary + "hold\n> RETR pub/a.txt\n< 150\ndata\n"
    Stage.play(
      "NOOP waits",
      begin + "> NOOP\n> STAT\n< 213\n> PWD\nend\n< 226\n< 200\n< 257\n! STAT\n! NOOP 200")
    Stage.play("QUIT waits", begin + "> QUIT\nend\n< 226\n< 221\n* close quit")
    let eager = Stage.persona { $0.data.answersDuringTransfer = true }
    Stage.play("NOOP is answered", begin + "> NOOP\n< 200\nend\n< 226", eager)
    Stage.play("QUIT is answered", begin + "> QUIT\n< 221\nend\n< 226\n* close quit", eager)
    Stage.play("REIN is answered", begin + "> REIN\n< 220\n> PWD\n< 530\nend\n< 226", eager)
    Stage.play(
      "one transfer after another",
      begin + "> PASV\n> RETR pub/b.bin\n> NOOP\nend\n< 226\n< 227\n< 150",
      eager)
    Stage.play(
      "gone in the middle", begin + "> NOOP\ngone\n! download\n! RETR pub/a.txt -\n! NOOP -")
  }

  @Test func tooManyWait() {
    var limits = SessionLimits()
    limits.pendingMaximum = 3
    let begin = Self.binary + "hold\n> RETR pub/a.txt\n< 150\ndata\n"
    Stage.play(
      "four wait", begin + "> NOOP\n> NOOP\n> NOOP\n> NOOP\n< 421\n* dropData\n* close limit"
    ) { $0.limits = limits }
  }
}
