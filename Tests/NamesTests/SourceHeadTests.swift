import Testing

@testable import Names

@Suite struct SourceHeadTests {
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
