import Testing

@testable import Names

@Suite struct SourceHeadTests {
  @Test(
    arguments: [
      ([UInt8]("\u{7F}ELF\u{2}\u{1}\u{1}\0\0\0\0".utf8), true),
      ([0x89, 0x50, 0x4E, 0x47, 0, 0], true),
      (Array(0...255), true), ([], false), (Array("ftp.bücher.de\r\n\tx\u{1B}[0m".utf8), false),
      // Latin-1, and a name with a NUL in it, as certificates have had.
      (Array("ftp.b".utf8) + [0xFC] + Array("cher.de\n".utf8), false),
      (Array("www.example.org\0.example.com\nwww.example.org\n".utf8), false),
    ] as [([UInt8], Bool)])
  func binary(bytes: [UInt8], isBinary: Bool) {
    #expect(SourceHead(bytes).isBinary == isBinary)
  }

  /// Whether a text has a name in it, be it of interest or not.
  @Test(
    arguments: [
      ("", true), ("# a remark\n\n", true), ("www.example.org\n", true), ("www.bücher.de\n", true),
      ("*.example.org\n", true), ("17,example.org\n", true),
      ("192.0.2.1 www.example.org w\n", true),
      ("{\"name\":\"www.example.org\"}\n", true), ("1.2.0.192.in-addr.arpa. PTR a.org.\n", true),
      ("Dear all,\nplease read this\nwww.example.org\n", true), ("www.example.org", true),
      ("bad_name.example.org\n", true), ("{\"name\":\"no name\"}\n", true),
      ("Dear all,\nplease read this\n", false), ("{\"nom\":\"www.example.org\"}\n", false),
      ("192.0.2.1\n192.0.2.2\n", false), ("<html>\n<a href=\"ftp.html\">\n", false),
    ])
  func names(text: String, areThere: Bool) {
    #expect(SourceHead(Array(text.utf8)).tellsOfNames(isAll: true) == areThere)
  }

  /// Of a line that is not whole nothing can be said.
  @Test func cutOff() {
    #expect(SourceHead(Array("{\"name\":\"www.exa".utf8)).tellsOfNames(isAll: false))
  }

  /// What has no names is told apart from what has none of interest.
  @Test(
    arguments: [
      ("www.example.org\n", nil), ("Dear all,\nread this\n", "no line tells of a host name"),
      ("\0\u{1}\u{2}\u{3}", "binary data, and no names"), ("Read this:\nftp.a.org\n", nil),
      ("This is it\nftp-\n", "no line tells of a host name"), ("ftp\n", nil), ("\n# ftp\n", nil),
      ("[]\n", nil), ("*.ftp.a.org\n", nil), ("ftp.a.org,NXDOMAIN\n", nil),
    ] as [(String, String?)])
  func searched(text: String, reason: String?) throws {
    let found = try Searched(text)
    #expect(reason.map { found.reason?.hasPrefix($0) == true } ?? (found.reason == nil))
  }
}
