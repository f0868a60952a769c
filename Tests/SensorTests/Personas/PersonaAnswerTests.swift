import Testing

@testable import Sensor

/// What vsftpd 3.0.3, ProFTPD 1.3.8 and Pure-FTPd 1.0.50 of Debian 12 answered to the same commands
/// with the same files: the personas say it too.
@Suite struct PersonaAnswerTests {
  @Test(arguments: [
    ("vsftpd-3.0.3", vsftpd), ("proftpd-1.3.5", proFTPD), ("pure-ftpd", pureFTPd),
  ])
  func answersLikeTheServer(_ name: String, _ script: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    var scene = Scene(Stage.setting(persona), name: name)
    let greeting = name == "pure-ftpd" ? "< 220-\n< 220-\n< 220-\n< 220-\n< 220" : "< 220"
    let nothing = name == "proftpd-1.3.5" ? "< 500 Invalid command: try being more creative\n" : ""
    scene.play("\(greeting)\n>\n\(nothing)> USER x\n< 331\n> PASS y\n< 230\n" + script)
  }

  /// Guests of whom no password is asked are in at once, and one that comes all the same is taken.
  @Test(arguments: [
    ("> PWD\n< 257", LoginRule.after(3)), ("> PASS a@b\n< 230 Any password will work", .after(3)),
    ("> USER ftp\n< 230 Anonymous user logged in", .any),
  ])
  func guestsWithoutAPassword(_ script: String, _ rule: LoginRule) throws {
    let persona = try #require(try EmbeddedPersonas.persona("pure-ftpd"))
    var scene = Scene(Stage.setting(persona) { $0.accepts = rule }, name: "guest")
    scene.play("< 220-\n< 220-\n< 220-\n< 220-\n< 220\n> USER anonymous\n< 230\n! login anonymous ")
    scene.play(script)
  }

  @Test func nobodyIsInWhereNoneAreLetIn() throws {
    let persona = try #require(try EmbeddedPersonas.persona("pure-ftpd"))
    var scene = Scene(Stage.setting(persona) { $0.accepts = .none }, name: "nobody")
    scene.play("< 220-\n< 220-\n< 220-\n< 220-\n< 220\n> USER ftp\n< 331\n> PWD\n< 530")
  }

  private static let vsftpd = """
    >
    >  NOOP
    < 500 Unknown command.
    > USER x
    < 331 Any password will do.
    > USER another
    < 530 Can't change to another user.
    > TYPE L
    < 500 Unrecognised TYPE command.
    > OPTS UTF8 ON
    < 200 Always in UTF8 mode.
    > OPTS UTF8
    < 501 Option not understood.
    > ALLO
    < 202 ALLO command ignored.
    > EPSV x
    < 522 Bad network protocol.
    > EPRT
    < 500 Bad EPRT protocol.
    > DELE nosuch
    < 550 Delete operation failed.
    > PASV
    < 227
    > STOR nosuch/new
    < 553 Could not create file.
    > STOR pub
    < 553 Could not create file.
    > REST 4000000000
    < 350 Restart position accepted (4000000000).
    > RETR pub/a.txt
    < 150 Opening BINARY mode data connection for pub/a.txt (8 bytes).
    < 226 Transfer complete.
    down
    > PASV
    < 227
    up abc
    > STOR n
    < 150 Ok to send data.
    < 226 Transfer complete.
    > PASV
    < 227
    > REST 2
    < 350
    up de
    > APPE n
    < 150 Ok to send data.
    < 226 Transfer complete.
    > SIZE n
    < 213 5
    > PASV
    < 227
    > RETR pub/a.txt
    < 150
    < 226
    down one\\ntwo\\n
    > MKD -x
    < 257
    > PASV
    < 227
    > NLST -Rad
    < 150 Here comes the directory listing.
    < 226 Directory send OK.
    down -x\\r\\n.\\r\\n..\\r\\n.hidden\\r\\nn\\r\\npub\\r\\nvoid\\r\\n
    > PASV
    < 227
    > NLST -l void
    < 150
    < 226
    down
    > PASV
    < 227
    > NLST -l pub/deep
    < 150
    < 226
    down -rw-r--r--    1 root     wheel           4 May 28 20:26 c.csv\\r\\n
    """

  private static let proFTPD = """
    >
    < 500 Invalid command: try being more creative
    >  NOOP
    < 500 Invalid command: try being more creative
    > MFF modify=20200101000000; pub/a.txt
    < 213 modify=20200101000000; pub/a.txt
    > USER x
    < 230 User x logged in
    > USER another
    < 501 Reauthentication not supported
    > SIZE pub/a.txt
    < 550 SIZE not allowed in ASCII mode
    > TYPE I
    < 200
    > CWD pub/a.txt
    < 550 pub/a.txt: Not a directory
    > MKD n/m/o
    < 550 n/m/o: No such file or directory
    > MKD pub
    < 550 pub: File exists
    > RMD pub
    < 550 pub: Directory not empty
    > RMD pub/a.txt
    < 550 pub/a.txt: Not a directory
    > DELE pub
    < 550 pub: Is a directory
    > DELE nosuch
    < 550 nosuch: No such file or directory
    > MDTM 20200102030405 pub/a.txt
    < 550 20200102030405 pub/a.txt: No such file or directory
    > SITE UTIME 20200102030405 a.txt
    < 500 'SITE UTIME' not understood
    > EPSV x
    < 501 EPSV: unknown network protocol
    > REST 99
    < 350
    > PASV
    < 227
    > RETR pub/a.txt
    < 554 REST: invalid pub/a.txt argument
    > OPTS MLST type;perm;unique;
    < 200
    > PASV
    < 227
    > MLSD pub/deep
    < 150
    < 226
    down perm=flcdmpe;type=cdir;unique=801U9; .\\r\\nperm=flcdmpe;type=pdir;unique=801U4; ..\\r\\nperm=adfrw;type=file;unique=801UF; c.csv\\r\\n
    """

  private static let pureFTPd = """
    >
    > MDTM 20200102030405 pub/a.txt
    < 550 Can't check for file existence
    > PASV
    < 227
    > LIST -tla void
    < 150
    < 226-Options: -a -l -t
    < 226 2 matches total
    down drwxr-xr-x    2 root       wheel            4096 May 28 20:26 .\\r\\ndrwxr-xr-x    4 root       wheel            4096 May 28 20:26 ..\\r\\n
    > PASV
    < 227
    > NLST void
    < 150
    < 226 2 matches total
    down void/.\\r\\nvoid/..\\r\\n
    > USER another
    < 530 You're already logged in
    > CWD pub/a.txt
    < 550 Can't change directory to pub/a.txt: Not a directory
    > MKD n/m/o
    < 550 Can't create directory: No such file or directory
    > RMD pub
    < 550 Can't remove directory: Directory not empty
    > DELE nosuch
    < 550 Could not delete nosuch: No such file or directory
    > RNFR pub/a.txt
    < 350
    > RNTO void
    < 451 Rename/move failure: Is a directory
    > RNFR
    < 550 No file name
    > SITE UMASK 022
    < 500 SITE UMASK is an unknown extension
    > PASV
    < 227
    > STOR nosuch/new
    < 553 Can't open that file: No such file or directory
    > STOR void
    < 553 Can't open that file: Is a directory
    > NLST -l
    < 150
    < 226
    > PASV
    < 227
    > NLST pub/a.txt
    < 550 Can't check for file existence
    > TYPE I
    < 200
    > REST 99
    < 350
    > RETR pub/a.txt
    < 554-Restart offset 99 is too large for file size 8.
    < 554 Restart offset reset to 0
    > MLSD pub/deep
    < 150
    < 226 3 matches total
    down type=cdir;sizd=4096;modify=20260528202640;UNIX.mode=0755;UNIX.uid=0;UNIX.gid=0;unique=801g9; .\\r\\ntype=pdir;sizd=4096;modify=20260528202640;UNIX.mode=0755;UNIX.uid=0;UNIX.gid=0;unique=801g4; ..\\r\\ntype=file;size=4;modify=20260528202640;UNIX.mode=0644;UNIX.uid=0;UNIX.gid=0;unique=801gf; c.csv\\r\\n
    """
}
