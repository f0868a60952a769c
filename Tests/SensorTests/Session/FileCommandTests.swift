import Testing

@testable import Sensor

@Suite struct FileCommandTests {
  @Test func folders() {
    Stage.play(
      "folders",
      Stage.login
        + """
        > CWD pub
        < 250
        > PWD
        < 257 "/pub"
        > CWD ../pub/./deep//
        < 250
        > CDUP
        < 250
        > XPWD
        < 257 "/pub"
        > MKD a"b
        < 257 "/pub/a""b"
        > MKD a"b
        < 550
        > RMD a"b
        < 250
        > RMD deep
        < 550
        > RMD /
        < 550
        > XMKD /q/r
        < 550
        > CWD a.txt
        < 550
        > XCUP
        < 250
        > CDUP
        < 250
        > XPWD
        < 257 "/"
        """)
  }

  @Test func traversal() {
    Stage.play(
      "above the root",
      Stage.login
        + """
        > CWD ..
        < 250
        > RETR ../../../../etc/passwd
        < 550
        ! exploit path-traversal RETR ../../../../etc/passwd
        > CWD ../pub
        < 250
        ! exploit path-traversal
        > PWD
        < 257 "/pub"
        """)
  }

  @Test func sizeIsOfFilesOnly() {
    play(
      """
      > SIZE pub/a.txt
      < 213 8
      > SIZE pub
      < 550
      """)
  }

  /// MDTM with a time sets it, as some clients want.
  @Test(arguments: ["MFMT 20200102030405 pub/a.txt", "MDTM 20200102030405 pub/a.txt"])
  func timeIsToldAndSet(_ command: String) {
    play(
      """
      > MDTM pub/a.txt
      < 213 20260528202640
      > \(command)
      < 213
      > MDTM pub/a.txt
      < 213 20200102030405
      """)
  }

  @Test(arguments: ["MFMT 2020 pub/a.txt", "MFMT pub/a.txt"])
  func mfmtRefusesWithoutATimeOfFourteenDigits(_ command: String) {
    play("> \(command)\n< 501")
  }

  @Test(arguments: [
    ("SITE CHMOD 600 pub/a.txt", "200"), ("SITE CHMOD 9 pub/a.txt", "5"), ("SITE", "5"),
    ("SITE EXEC ls", "5"),
  ])
  func siteTakesModesAndNoPrograms(_ command: String, _ code: String) {
    play("> \(command)\n< \(code)")
  }

  @Test func renameRefusesWithoutRNFR() {
    play("> RNTO x\n< 503")
  }

  @Test func renameRefusesWhatIsNotThere() {
    play("> RNFR nothing\n< 550")
  }

  @Test func renameMovesAFile() {
    play(
      """
      > RNFR pub/a.txt
      < 350
      > RNTO moved
      < 250
      > SIZE pub/a.txt
      < 550
      > SIZE moved
      < 213 8
      """)
  }

  @Test func renameMovesAFolderWithWhatIsInIt() {
    play(
      """
      > RNFR pub
      < 350
      > RNTO box
      < 250
      > SIZE box/deep/c.csv
      < 213 4
      > SIZE pub/deep/c.csv
      < 550
      """)
  }

  @Test func renameRefusesAFolderIntoItself() {
    play(
      """
      > RNFR pub
      < 350
      > RNTO pub/deep/x
      < 550
      """)
  }

  @Test func deleDeletesAFileOnceAndNoFolder() {
    play(
      """
      > DELE pub/b.bin
      < 250
      > DELE pub/b.bin
      < 550
      > DELE pub
      < 550
      """)
  }

  @Test func siteCopyLeavesTheFile() {
    play(
      """
      > SITE CPFR pub/a.txt
      < 350
      > SITE CPTO copy
      < 250
      > SIZE copy
      < 213 8
      > SIZE pub/a.txt
      < 213 8
      """)
  }

  /// Before a login the machine's own files are there, as far as those who copy them look.
  @Test func siteCopyBeforeALogin() {
    let script = """
      < 220
      > SITE CPTO /tmp/x
      < 503
      > SITE CPFR /nowhere
      < 550
      > SITE CPFR /proc/self/cmdline
      < 350
      > SITE CPTO /root/x
      < 550
      > SITE CPFR /proc/self/cmdline
      < 350
      > SITE CPTO /tmp/.<?php passthru($_GET['c']);?>
      < 250
      > SITE CPFR /tmp/.<?php passthru($_GET['c']);?>
      < 350
      > SITE CPTO /var/www/html/x.php
      < 250
      > SITE CPFR /pub/a.txt
      < 350
      > SITE CPTO /tmp/a
      < 250
      > USER x
      < 331
      > PASS y
      < 230
      > SITE CPFR /etc/passwd
      < 550
      """
    let persona = Stage.persona {
      $0.verbsBeforeLogin.formUnion(["SITE CPFR", "SITE CPTO"])
    }
    Stage.play("a copy before a login", script, persona)
  }

  /// What follows a login.
  private func play(_ script: String, sourceLocation: SourceLocation = #_sourceLocation) {
    Stage.play("files", Stage.login + script, sourceLocation: sourceLocation)
  }

  @Test func listings() {
    Stage.play(
      "listings",
      Stage.login
        + """
        > PASV
        < 227
        > LIST -la pub
        < 150
        < 226
        down drwxr-xr-x    3 root     wheel        4096 May 28 20:26 .\\r\\ndrwxr-xr-x    4 root     wheel        4096 May 28 20:26 ..\\r\\n-rw-r--r--    1 root     wheel           8 May 28 20:26 a.txt\\r\\n-rw-r--r--    1 root     wheel           5 May 28 20:26 b.bin\\r\\ndrwxr-xr-x    2 root     wheel        4096 May 28 20:26 deep\\r\\n
        > PASV
        < 227
        > NLST pub/*.t?t
        < 150
        < 226
        down pub/a.txt\\r\\n
        > LIST pub
        < 425
        > LIST missing
        < 425
        > PASV
        < 227
        > NLST nothing*
        < 550
        > LIST missing
        < 550
        > PASV
        < 227
        > MLSD pub
        < 150
        < 226
        down type=file;size=8;modify=20260528202640; a.txt\\r\\ntype=file;size=5;modify=20260528202640; b.bin\\r\\ntype=dir;modify=20260528202640; deep\\r\\n
        > MLSD pub/a.txt
        < 501
        > MLST pub/a.txt
        < 250-
        <  type=file;size=8;modify=20260528202640; /pub/a.txt
        < 250
        > OPTS MLST size;TYPE;fish;
        < 200 MLST OPTS type;size;
        > MLST
        < 250-
        <  type=dir; /
        < 250
        > STAT pub
        < 213-
        < -rw-r--r--    1 root
        < -rw-r--r--    1 root
        < drwxr-xr-x    2 root
        < 213
        > STAT missing
        < 550
        """)
  }

  /// What STAT shows of a folder, and of what is not there.
  @Test func statusOfAFolder() {
    let all = Stage.persona {
      $0.data.status = .all
      $0.replies[.statusMissing] = ""
    }
    Stage.play(
      "all",
      Stage.login
        + "> STAT /\n< 213-\n< drwxr-xr-x    4 root     wheel        4096 May 28 20:26 .\n< drwx\n"
        + "< -rw-r--r--    1 root     wheel           1 May 28 20:26 .hidden\n< drwx\n< drwx\n"
        + "< 213\n> STAT pub/a.txt\n< 213-\n< -rw\n< 213\n> STAT nowhere\n< 213-\n< 213", all)
    let indented = Stage.persona { $0.data.status = .indented }
    Stage.play(
      "indented",
      Stage.login
        + "> STAT pub\n< 213-\n<  drwx\n<  drwx\n<  -rw\n<  -rw\n<  drwx\n< 213\n"
        + "> STAT nowhere\n< 550", indented)
  }

  @Test func silentListings() {
    var persona = Stage.persona { $0.replies[.listMissing] = "" }
    Stage.play(
      "a missing file is an empty listing",
      Stage.login + "> PASV\n< 227\n> LIST missing\n< 150\n< 226\ndown ", persona)
    persona.replies[.namesMissing] = "550 no"
    Stage.play(
      "and names are not", Stage.login + "> PASV\n< 227\n> NLST missing\n< 550 no", persona)
  }
}
