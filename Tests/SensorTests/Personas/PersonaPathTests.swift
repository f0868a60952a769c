import Bytes
import Testing

@testable import Sensor

/// What vsftpd 3.0.3, ProFTPD 1.3.8 and Pure-FTPd 1.0.50 of Debian 12 answered to paths through
/// folders that are not there and through files: the personas say it too.
@Suite struct PersonaPathTests {
  /// A command, and how the answers of the three begin.
  private static let answers: [(command: String, vsftpd: String, proFTPD: String, pure: String)] = [
    (
      "CWD nope/..", "550 Failed to change directory.", "550 nope/..: No such file or directory",
      "550 Can't change directory to nope/..: No such file or directory"
    ),
    ("CWD nope/.", "550", "550 nope/.: No such", "550 Can't change directory to nope/.: No such"),
    ("CWD pub/nope/../..", "550", "550", "550"),
    ("CWD pub/../pub/./deep/../..", "250", "250", "250"),
    ("CWD ..", "250", "250", "250"),
    (
      "CWD pub/a.txt/..", "550", "550",
      "550 Can't change directory to pub/a.txt/..: Not a directory"
    ),
    (
      "CWD pub/a.txt/", "550", "550 pub/a.txt/: Not a directory",
      "550 Can't change directory to pub/a.txt/: Not a directory"
    ),
    ("MKD nope/../zz9", "550 Create directory operation failed.", #"257 "/zz9" - "#, "257"),
    ("MKD pub/a.txt/../zz8", "550", #"257 "/pub/zz8" - "#, "257"),
    ("MKD zz7/", "257", "257", "257"),
    ("MKD zz6/.", "550", #"257 "/zz6" - "#, "257"),
    ("SIZE nope/../pub/a.txt", "550", "550", "550"),
    ("TYPE I", "200", "200", "200"),
    ("SIZE nope/../pub/a.txt", "550", "550", "550"),
    ("SIZE pub/../pub/a.txt", "213 8", "213 8", "213 8"),
    ("SIZE pub/a.txt/", "550", "213 8", "550"),
    ("SIZE pub/a.txt/x", "550", "550 pub/a.txt/x: No such file", "550 Can't check"),
    ("MDTM nope/../pub/a.txt", "550", "550", "550"),
    ("RNFR nope/../pub", "550", "350", "550"),
    ("RNFR pub/a.txt/", "550", "350", "550"),
    ("RMD nope/../void", "550", "250", "550"),
    (
      "RMD pub/a.txt/x", "550", "550 pub/a.txt/x: Not a directory",
      "550 Can't remove directory: Not a directory"
    ),
    ("SITE CHMOD 644 nope/../pub", "550", "550", "550"),
    ("PASV", "227", "227", "227"),
    (
      "RETR pub/a.txt/x", "550", "550 pub/a.txt/x: Not a directory",
      "550 Can't open pub/a.txt/x: Not a directory"
    ),
    (
      "STOR pub/a.txt/x", "553", "550 pub/a.txt/x: Not a directory",
      "553 Can't open that file: Not a directory"
    ),
    ("STOR nope/../x", "553 Could not create file.", "150", "150"),
    ("PASV", "227", "227", "227"),
    (
      "STOR new/", "553 Could not create file.", "150",
      "553 Can't open that file: Is a directory"
    ),
    ("DELE pub/a.txt/", "550", "250", "550 Could not delete pub/a.txt/: Not a directory"),
  ]

  @Test(arguments: ["vsftpd-3.0.3", "proftpd-1.3.5", "pure-ftpd"])
  func pathsAreWalkedLikeTheServers(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = AskedSession(Stage.setting(persona))
    for (command, vsftpd, proFTPD, pure) in Self.answers {
      let wanted = name.hasPrefix("v") ? vsftpd : name.hasPrefix("pro") ? proFTPD : pure
      let answer = session.ask(command)
      #expect(answer.hasPrefix(wanted), "\(name): \(command): \(answer)")
    }
  }

  /// STAT of a path that can't be walked is empty, but for Pure-FTPd, which cleans it.
  @Test(arguments: [("vsftpd-3.0.3", 2), ("proftpd-1.3.5", 2), ("pure-ftpd", 4)])
  func statusOfALostPath(_ name: String, _ lines: Int) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = AskedSession(Stage.setting(persona))
    #expect(session.ask("STAT nope/..").split(separator: "\r\n").count == lines)
  }

  /// On Windows `..` takes away any name.
  @Test(arguments: ["iis-10", "filezilla-0.9.60", "filezilla-1", "serv-u-15"])
  func windowsCleansPaths(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = AskedSession(Stage.setting(persona))
    #expect(session.ask("CWD nope/../pub").hasPrefix("250"))
  }

  /// An attack is told of also where its path leads nowhere.
  @Test func climbingThroughNothingIsTold() {
    Stage.play(
      "climbing",
      Stage.login + "> RETR nope/../../../etc/passwd\n< 550\n! exploit path-traversal RETR nope")
  }
}

/// A session of somebody who is logged in and asks one thing after another.
struct AskedSession {
  private var session: ServerSession
  private let time = Timestamp(milliseconds: 1_790_000_000_000)

  init(_ setting: ServerSession.Setting) {
    session = ServerSession(setting)
    _ = session.opened(at: time)
    _ = ask("USER x")
    _ = ask("PASS y")
  }

  /// The reply to a line as `Scene` writes it, the data connection having come and gone.
  mutating func ask(_ line: String) -> String {
    let bytes = Scene.bytes(line) + [0x0D, 0x0A]
    var actions = bytes.withSlice { session.received($0, at: time) }[...]
    var reply: [UInt8] = []
    while let action = actions.popFirst() {
      switch action {
      case .send(let bytes): reply += bytes
      case .listen: actions += session.passiveListening(port: 40_001, at: time)
      case .openData: actions += session.dataOpened(tls: nil, at: time)
      case .finishData: actions += session.dataClosed(isClean: true, kept: nil, at: time)
      default: break
      }
    }
    if session.transfer?.isUpload == true {
      for action in session.dataClosed(isClean: true, kept: nil, at: time) {
        if case .send(let bytes) = action { reply += bytes }
      }
    }
    return String(decoding: reply, as: UTF8.self)
  }
}
