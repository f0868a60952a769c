import Testing

@testable import Sensor

/// What vsftpd 3.0.3, ProFTPD 1.3.8 and Pure-FTPd 1.0.50 of Debian 12 made of the same commands:
/// uploads that begin within a file, names that move, patterns.
@Suite struct PersonaFileTests {
  private static let upload = """
    > TYPE I
    < 200
    > PASV
    < 227
    up 0123456789
    > STOR e
    < 150
    < 226

    """

  private static let vsftpd = """
    > REST 3
    < 350
    > PASV
    < 227
    up XY
    > STOR e
    < 150
    < 226
    > PASV
    < 227
    > RETR e
    < 150 Opening BINARY mode data connection for e (10 bytes).
    < 226
    down 012XY56789
    > REST 12
    < 350
    > PASV
    < 227
    up QQ
    > STOR e
    < 150
    < 226
    > PASV
    < 227
    > RETR e
    < 150
    < 226
    down 012XY56789\\x00\\x00QQ
    > REST 3
    < 350
    > PASV
    < 227
    up XY
    > STOR n
    < 150
    < 226
    > SIZE n
    < 213 5
    > RNFR e
    < 350
    > RNFR nosuch
    < 550
    > RNTO x
    < 503 RNFR required first.
    > RNFR /
    < 350 Ready for RNTO.
    > RNTO /x
    < 550 Rename failed.
    > RNFR pub/deep
    < 350
    > RNTO void
    < 250 Rename successful.
    > PASV
    < 227
    > NLST {e,n}
    < 150
    < 226 Directory send OK.
    down e\\r\\nn\\r\\n
    > PASV
    < 227
    > NLST ./[en]
    < 150
    < 226 Directory send OK.
    down
    > PASV
    < 227
    > NLST ./n*
    < 150
    < 226
    down n\\r\\n
    > PASV
    < 227
    > NLST ~/void/*
    < 150
    < 226
    down //void/c.csv\\r\\n
    > PASV
    < 227
    > NLST -a ?h*
    < 150
    < 226
    down .hidden\\r\\n
    > PASV
    < 227
    > NLST */*
    < 150
    < 226 Transfer done (but failed to open directory).
    down
    > PASV
    < 227
    > LIST /nosuch/x
    < 150
    < 226 Transfer done (but failed to open directory).
    down
    > PASV
    < 227
    > LIST /void/c.csv
    < 150
    < 226 Directory send OK.
    down -rw-r--r--    1 root     wheel           4 May 28 20:26 c.csv\\r\\n
    """

  private static let pure = """
    > REST 3
    < 350
    > PASV
    < 227
    up XY
    > STOR e
    < 150
    < 226-
    < 226
    > REST 50
    < 350
    > PASV
    < 227
    up QQ
    > STOR e
    < 150
    < 226-
    < 226
    > PASV
    < 227
    > RETR e
    < 150
    < 226-
    < 226
    down 012XYQQ
    > RNFR e
    < 350
    > RNFR nosuch
    < 550 Sorry, but that file doesn't exist
    > RNTO x
    < 250
    > RNFR pub
    < 350
    > RNTO pub/x
    < 451 Rename/move failure: Invalid argument
    > RNFR /
    < 350
    > RNTO /y
    < 451 Rename/move failure: Device or resource busy
    > MKD d
    < 257
    > RNFR d
    < 350
    > RNTO void
    < 250
    > PASV
    < 227
    > NLST x
    < 550 Can't check for file existence
    > NLST pu*
    < 550 Can't check for file existence
    > PASV
    < 227
    > LIST nosuch
    < 150
    < 226-
    < 226 0 matches total
    > PASV
    < 227
    > NLST -a void
    < 150
    < 226 2 matches total
    > PASV
    < 227
    > LIST p*/*
    < 150
    < 226-
    < 226 3 matches total
    """

  private static let proFTPD = """
    > REST 3
    < 350
    > PASV
    < 227
    > STOR e
    < 451 e: Append/Restart not permitted, try again
    > APPE e
    < 451 e: Append/Restart not permitted, try again
    > REST 3
    < 350
    > STOR n
    < 554 REST: invalid n argument
    > SIZE e
    < 213 10
    > RNFR void
    < 350
    > RNTO void/x
    < 550 void/x: Invalid argument
    > RNFR /
    < 350
    > RNTO /x
    < 550 /x: Device or resource busy
    > RMD /
    < 550 /: Device or resource busy
    > NLST p*/d*
    < 150
    < 226
    down pub/deep\\r\\n
    """

  @Test(arguments: ["vsftpd-3.0.3", "pure-ftpd", "proftpd-1.3.5"])
  func isLikeTheServer(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    let isPure = name.hasPrefix("pure")
    let greeting = isPure ? "< 220-\n< 220-\n< 220-\n< 220-\n" : ""
    let own = isPure ? Self.pure : name.hasPrefix("v") ? Self.vsftpd : Self.proFTPD
    let upload = isPure ? Self.upload.replacing("< 226", with: "< 226-\n< 226") : Self.upload
    Stage.play(name, greeting + Stage.login + upload + own, persona)
  }

  /// How what a pattern meets is called.
  @Test(arguments: [
    ("*/*", "pub/a.txt pub/b.bin pub/deep"), ("./p*", "./pub"), ("/p*/a*", "/pub/a.txt"),
    ("pub/../*/*.csv", ""), ("pub/*/c*", "pub/deep/c.csv"), ("../*/a*", "../pub/a.txt"),
    ("p*/", "pub/"), ("pub/*/", "pub/deep/"), ("p*/../void", "/void"),
  ])
  func namesOfWhatIsFound(_ pattern: String, _ names: String) {
    let written = Array(pattern.utf8)
    let path = FilePath.resolve(written, in: [0x2F], home: [0x2F]).path
    var lister = Lister(
      files: Stage.tree(), options: ListOptions([]),
      writer: ListingWriter(style: .unix, now: ListingTests.now), isLong: false)
    _ = lister.matching(path, as: written)
    let found = String(decoding: lister.bytes, as: UTF8.self).split(separator: "\r\n")
    #expect(found.joined(separator: " ") == names)
  }
}
