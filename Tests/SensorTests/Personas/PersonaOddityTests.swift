import Bytes
import Testing

@testable import Sensor

/// What vsftpd 3.0.3, ProFTPD 1.3.8 and Pure-FTPd 1.0.50 of Debian 12 answered to commands that few
/// clients send: the personas say it too.
@Suite struct PersonaOddityTests {
  private typealias Answers = [(command: String, reply: String)]

  private static let vsftpd: Answers = [
    ("RETR", "425 Use PORT or PASV first."), ("RETR nosuch", "425 Use PORT or PASV first."),
    ("STOR", "425"), ("APPE", "425"), ("STOU", "425"), ("LIST nosuch", "425"),
    ("PASV", "227"), ("RETR", "550 Failed to open file."), ("STOR", "553 Could not create file."),
    ("APPE", "553 Could not create file."), ("RETR nosuch", "550 Failed to open file."),
    ("XMKD", "550 Create directory operation failed."),
    ("XRMD", "550 Remove directory operation failed."),
    ("XCWD", "550 Failed to change directory."),
    ("TYPE L 7", "500 Unrecognised TYPE command."), ("TYPE L7", "500"), ("TYPE L 8", "200"),
    ("SITE UMASK", "200 Your current UMASK is 077"), ("SITE UMASK 022", "200 UMASK set to 022"),

    ("SITE CHMOD 999 nope", "550 SITE CHMOD command failed."),
    ("SITE CHMOD 999 pub/a.txt", "200 SITE CHMOD command ok."),
    ("SITE CHMOD 644", "500 SITE CHMOD needs 2 arguments."),
    ("EPRT |2|::1|5000|", "500 Bad EPRT protocol."),
    ("EPRT |2|nope|5000|", "500 Bad EPRT protocol."), ("EPRT nope", "500 Bad EPRT command."),
    ("EPSV ALL", "200 EPSV ALL ok."), ("PASV", "550 Permission denied."),
    ("PORT 192,0,2,7,20,20", "550 Permission denied."),
    ("EPRT |1|192.0.2.7|5000|", "200 EPRT command successful. Consider using EPSV."),
    ("\\xff\\xfb\\x01NOOP", "500 Unknown command."), ("\\xff\\xfb\\x01", "500 Unknown command."),
    ("\\xff\\xf4\\xff\\xf2ABOR", "225 No transfer to ABOR."),
    ("GET / HTTP/1.0", "500 HTTP protocol commands not allowed."),
  ]

  private static let proFTPD: Answers = [
    ("CWD", "501 Invalid number of parameters"), ("SIZE", "501 Invalid number of parameters"),
    ("APPE", "500 'APPE' not understood"), ("MODE", "501 'MODE' not understood"),
    ("STRU", "501 'STRU' not understood"), ("LANG", "500 Unable to handle command"),
    ("HOST", "500 'HOST' not understood"), ("CLNT", "200 OK"),
    ("HELP USER", "214 Syntax: USER <sp> username"), ("HELP CWD", "214 Syntax: CWD <sp> pathname"),
    ("HELP NOOP", "214 Syntax: NOOP (no operation)"), ("HELP LANG", "502 Unknown command 'LANG'"),
    ("SITE CHMOD 999 nope", "550 nope: No such file or directory"),
    ("SITE CHMOD 999 pub/a.txt", "550 '999': invalid mode"),
    ("SITE CHMOD 64 pub/a.txt", "200 SITE CHMOD command successful"),
    ("EPRT |2|::1|5000|", "522 Network protocol not supported, use (1)"),
    ("EPRT nope", "522 Network protocol not supported, use (1)"),
    ("TYPE I", "200"), ("SIZE /", "550 /: not a regular file"),
    ("MDTM pub", "550 pub: not a plain file"),
    ("OPTS MLST size;type;", "200 MLST OPTS size;type;"),
    (
      "MLST pub/a.txt",
      "250-Start of list for pub/a.txt\r\n size=8;type=file; /pub/a.txt\r\n250 End"
    ),
    ("CWD pub", "250"),
    ("MLST", "250-Start of list for /pub\r\n type=dir; /pub\r\n250 End"),
    ("DELE no\\x00such", "550 no: No such file or directory"),
    ("STAT a.txt", "213-Status of a.txt:"), ("STAT", "211-Status of"),
    ("HOST a", "503 Bad sequence of commands"),
  ]

  private static let pure: Answers = [
    ("RETR", "501 No file name"), ("DELE", "501 No file name"), ("APPE", "501 No file name"),
    ("XMKD", "501 No directory name"), ("XRMD", "550 No directory name"),
    ("SITE IDLE", "501 SITE IDLE: Missing argument"),
    ("SITE IDLE 900", "200 Idle time set to 900 seconds"),
    ("SITE IDLE 100", "200 Idle time set to 100 seconds"),
    ("SIZE /", "550 I can only retrieve regular files"),
    ("MDTM pub", "550 I can only retrieve regular files"),
    ("MDTM nosuch", "550 Can't check for file existence"),
    ("SITE CHMOD 999 nope", "550 Could not change perms on nope: No such file or directory"),
    ("SITE CHMOD 644 pub/a.txt", "200 Permissions changed on pub/a.txt"),
    ("MKD a\\x01b", #"257 "a_b" : "#), ("CWD a\\x01b", "250 OK. Current directory is /a_b"),
    ("CWD /", "250"),
    ("DELE no\\x00such", "550 Could not delete no_such: No such file or directory"),
    ("DELE n\\x01\\x7fx", "550 Could not delete n__x: No such file or directory"),
    ("OPTS MLST", "504 Unknown command"),
    (
      "OPTS MLST size;",
      "200  MLST OPTS type;size;sizd;modify;UNIX.mode;UNIX.uid;UNIX.gid;unique;"
    ),
    ("MLST", "250-Begin\r\n type=cdir;sizd=4096;"),
    ("EPRT |3|::1|5000|", "522 Only IPv4 and IPv6 are supported (1,2)"),
    ("EPSV ALL", "220 Active mode is disabled"), ("PASV", "227"),
    ("PORT 192,0,2,7,20,20", "501 Active mode is disabled"),
    ("MLSD pub/a.txt", "550 Can't check for file existence"),
    ("NO_OP", ""), ("\\xff\\xfb\\x01NOOP", ""), ("NOOP1", "500 Unknown command"),
  ]

  @Test(arguments: ["vsftpd-3.0.3", "proftpd-1.3.5", "pure-ftpd"])
  func answersLikeTheServer(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = AskedSession(Stage.setting(persona))
    let answers =
      name.hasPrefix("v") ? Self.vsftpd : name.hasPrefix("pro") ? Self.proFTPD : Self.pure
    for (command, reply) in answers {
      let answer = session.ask(command)
      let isRight = reply.isEmpty ? answer.isEmpty : answer.hasPrefix(reply)
      #expect(isRight, "\(name): \(command): \(answer)")
    }
  }

  /// vsftpd's STAT says what is encrypted.
  @Test(arguments: [
    ("", "plain text", "plain text"), ("> AUTH TLS\n< 234\ntls\n", "encrypted", "plain text"),
    ("> AUTH TLS\n< 234\ntls\n> PBSZ 0\n< 200\n> PROT P\n< 200\n", "encrypted", "encrypted"),
  ])
  func statusSaysWhatIsEncrypted(_ before: String, _ control: String, _ data: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona("vsftpd-3.0.3"))
    let status =
      "> STAT\n< 211-FTP server status:\n<\n<\n<\n<\n<\n"
      + "<      Control connection is \(control)\n<      Data connections will be \(data)\n"
      + "<\n<\n< 211 End"
    Stage.play("STAT", "< 220\n\(before)> USER x\n< 331\n> PASS y\n< 230\n\(status)", persona)
  }

  /// ProFTPD says how much of a file comes, and names MLSD.
  @Test func openings() throws {
    let persona = try #require(try EmbeddedPersonas.persona("proftpd-1.3.5"))
    let script = """
      < 220
      > HOST a
      < 504 a: Unknown hostname provided
      > USER x
      < 331
      > PASS y
      < 230
      > TYPE I
      < 200
      > PASV
      < 227
      > REST 3
      < 350
      > RETR pub/a.txt
      < 150 Opening BINARY mode data connection for pub/a.txt (5 bytes)
      < 226
      > PASV
      < 227
      > MLSD
      < 150 Opening BINARY mode data connection for MLSD
      < 226
      """
    Stage.play("openings", script, persona)
  }

  /// What its owner may not read isn't sent, and what clients make is vsftpd's owner's alone.
  @Test func permissions() throws {
    let persona = try #require(try EmbeddedPersonas.persona("vsftpd-3.0.3"))
    let script = """
      < 220
      > USER x
      < 331
      > PASS y
      < 230
      > SITE CHMOD 000 pub/a.txt
      < 200
      > PASV
      < 227
      > RETR pub/a.txt
      < 550 Failed to open file.
      """
    Stage.play("permissions", script, persona)
    #expect(persona.data.umask == 0o077)
    let tree = OverlayTree(base: SmallTree(), umask: 0o077) { Timestamp(milliseconds: 0) }
    try tree.makeFolder(Array("/new".utf8))
    #expect(tree.entry(at: Array("/new".utf8))?.mode == 0o700)
  }

  /// vsftpd calls guests by the name of their account.
  @Test func guestsHaveAnAccount() throws {
    let persona = try #require(try EmbeddedPersonas.persona("vsftpd-2.3.4"))
    let status =
      "> STAT\n< 211-FTP server status:\n<\n<      Logged in as ftp\n<\n<\n<\n<\n<\n<\n< 211 End"
    Stage.play(
      "STAT", "< 220\n> USER anonymous\n< 331\n> PASS a@b\n< 230\n\(status)", persona)
  }

  /// A line that is too long ends the session, where the server does that.
  @Test(arguments: [
    ("vsftpd-3.0.3", "500 Input line too long.", true), ("pure-ftpd", "421 Line too long", true),
    ("proftpd-1.3.5", "500", false),
  ])
  func longLines(_ name: String, _ reply: String, _ closes: Bool) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var session = AskedSession(Stage.setting(persona))
    #expect(session.ask("NOOP " + String(repeating: "a", count: 4200)).hasPrefix(reply))
    #expect(session.ask("NOOP").isEmpty == closes)
  }

  @Test func greetingNamesTheListenersPort() throws {
    let persona = try #require(try EmbeddedPersonas.persona("pure-ftpd"))
    var session = ServerSession(Stage.setting(persona) { $0.localPort = 2103 })
    let said = session.opened(at: Timestamp(milliseconds: 0)).map { "\($0)" }.joined()
    let wanted = Array("Server port: 2103.".utf8).map(String.init).joined(separator: ", ")
    #expect(said.contains(wanted))
  }
}
