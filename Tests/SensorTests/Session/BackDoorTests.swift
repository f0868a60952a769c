import Bytes
import Testing

@testable import Sensor

@Suite struct BackDoorTests {
  /// Whoever comes second is told that the door is open once it is.
  @Test func aDoorThatOpens() {
    let guests = BackDoorGuests()
    let (address, client) = (Stage.local, Stage.peer)
    let guest = BackDoorGuests.Guest(
      source: .none, numbers: EventNumbers(), listener: "here")
    func state() -> BackDoorGuests.State { guests.state(of: address) }
    #expect(guests.open(address, for: client, guest, until: 1) == .shut)
    #expect(guests.open(address, for: client, guest, until: 1) == .opening)
    #expect(state() == .opening)
    guests.opened(address)
    #expect(guests.open(address, for: client, guest, until: 1) == .open)
    #expect(state() == .open)
    guests.shut(address)
    #expect(state() == .shut)
  }

  /// What comes, and what it comes to: `<line` was typed, `>text` is said, `!reason` is the end.
  @Test(
    arguments: [
      ("id\n", ["<id", ">uid=0(root) gid=0(root)"]),
      ("id\r\n", ["<id", ">uid=0(root) gid=0(root)"]),
      ("id;exit\n", ["<id;exit", ">uid=0(root) gid=0(root)", "!quit"]),
      (
        "whoami && id\nexit\nid\n",
        ["<whoami && id", ">root", ">uid=0(root) gid=0(root)", "<exit", "!quit"]
      ),
      ("\n\n", []),
      ("echo 'a  b'\n", ["<echo 'a  b'", ">a b"]),
      ("echo $((1+2))\n", ["<echo $((1+2))"]),
      ("uname; pwd\n", ["<uname; pwd", ">Linux", ">/"]),
      ("identify\nwget 192.0.2.1\n", ["<identify", "<wget 192.0.2.1"]),
      ("nohup x", []),
      ("123456789012345678901234567890\n", ["<1234567890123456", "<78901234567890"]),
    ] as [(String, [String])])
  func whatIsTyped(_ text: String, _ expected: [String]) {
    let bytes = Array(text.utf8)
    for size in [1, 3, bytes.count] {
      var shell = BackDoorShell(lineBytesMaximum: 16)
      var actions: [BackDoorShell.Action] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = Array(bytes[start..<min(start + size, bytes.count)])
        actions += piece.withSlice { shell.received($0) }
      }
      #expect(actions.map(Self.brief) == expected)
    }
  }

  /// What scanners ask for that take nothing else for a shell.
  @Test(arguments: [("cat /etc/passwd", "root:x:0:0:"), ("uname -a", "GNU/Linux"), ("ls", "etc")])
  func aMachineIsThere(_ command: String, _ words: String) {
    var shell = BackDoorShell(lineBytesMaximum: 256)
    let actions = Array("\(command)\n".utf8).withSlice { shell.received($0) }
    guard case .send(let bytes) = actions.last else {
      Issue.record("nothing is said to \(command)")
      return
    }
    #expect(String(decoding: bytes, as: UTF8.self).contains(words))
  }

  @Test func aLineWithoutAnEndIsKept() {
    var shell = BackDoorShell(lineBytesMaximum: 16)
    _ = Array("ls".utf8).withSlice { shell.received($0) }
    #expect(shell.ended() == [.typed(Array("ls".utf8))])
    #expect(shell.ended() == [])
  }

  @Test(arguments: [("x\n", BackDoorShell.linesMaximum), ("x", BackDoorShell.bytesMaximum)])
  func limits(_ piece: String, _ count: Int) {
    var shell = BackDoorShell(lineBytesMaximum: 4096)
    let bytes = Array(String(repeating: piece, count: count + 10).utf8)
    let actions = bytes.withSlice { shell.received($0) }
    #expect(actions.last == .close(.limit))
    #expect(actions.count <= BackDoorShell.linesMaximum + 1)
    #expect(shell.ended() == [])
  }

  /// Only a name with the smiley, and only where the persona has the door; whoever is let in.
  @Test(
    arguments: [
      ("x:)", true, true), (":)", true, true), (":)y", true, true), ("x:", true, false),
      ("x: )", true, false), ("x:)", false, false),
    ])
  func whatOpensIt(_ user: String, _ hasDoor: Bool, _ opens: Bool) {
    let persona = Stage.persona { $0.login.hasBackDoor = hasDoor }
    for rule in [LoginRule.any, .none] {
      var session = ServerSession(Stage.setting(persona) { $0.accepts = rule })
      let time = Timestamp(milliseconds: 1_790_000_000_000)
      _ = session.opened(at: time)
      let actions = Array("USER \(user)\r\nPASS x\r\n".utf8).withSlice {
        session.received($0, at: time)
      }
      #expect(actions.contains(.openBackDoor) == opens)
    }
  }

  /// The name is answered once the port is open, and what came behind it waits.
  @Test func thePortComesFirst() throws {
    let persona = Stage.persona { $0.login.hasBackDoor = true }
    var session = ServerSession(Stage.setting(persona))
    let time = Timestamp(milliseconds: 1_790_000_000_000)
    _ = session.opened(at: time)
    let actions = Array("USER x:)\r\nPASS y\r\n".utf8).withSlice { session.received($0, at: time) }
    #expect(actions == [.openBackDoor])
    let said = session.backDoorTried(at: time).compactMap { action in
      if case .send(let bytes) = action {
        String(decoding: bytes.prefix(3), as: UTF8.self)
      } else {
        nil
      }
    }
    #expect(said == ["331", "230"])
  }

  @Test func theEmbeddedPersonaHasIt() throws {
    for name in EmbeddedPersonas.names {
      let persona = try #require(try EmbeddedPersonas.persona(name))
      #expect(persona.login.hasBackDoor == (name == "vsftpd-2.3.4"))
    }
  }

  private static func brief(_ action: BackDoorShell.Action) -> String {
    switch action {
    case .typed(let line): "<" + line.escapedText
    case .send(let bytes): ">" + String(decoding: bytes.dropLast(), as: UTF8.self)
    case .close(let reason): "!\(reason.rawValue)"
    }
  }
}
