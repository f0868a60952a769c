import Testing

@testable import Usage

@Suite struct XferlogTests {
  @Test(arguments: [
    (
      "Thu Sep  2 09:52:00 2004 50 192.0.2.7 896242 /home/a.tgz b _ o r bob ftp 0 * c",
      ["transfer RETR client=192.0.2.7 user=bob unknown sent=896242 may-begin shared"]
    ),
    (  // Spaces in the path and in the name, and a path that looks like the fields behind it.
      "Thu Sep 02 09:52:00 2004 1 ::ffff:192.0.2.7 5 /a b _ o r x.t b _ i r bob b ftp 1 * c",
      ["transfer STOR client=192.0.2.7 user=bob b unknown received=5 may-begin shared"]
    ),
    (  // ProFTPD names its protocol.
      "Thu Sep  2 09:52:00 2004 0 192.0.2.7 19 /a b _ o r bob ftps 0 * c",
      [
        "login client=192.0.2.7 user=bob succeeded protected may-begin shared",
        "transfer RETR client=192.0.2.7 user=bob unknown sent=19 may-begin shared",
      ]
    ),
    ("Thu Sep  2 09:52:00 2004 0 192.0.2.7 19 /a b _ o r bob sftp 0 * c", ["skipped"]),
    (  // Broken off, with bytes and without.
      "Thu Sep  2 09:52:00 2004 1 192.0.2.7 655360 /a b _ o r bob ftp 0 * i",
      ["transfer RETR client=192.0.2.7 user=bob unknown sent=655360 may-begin shared"]
    ),
    (
      "Thu Sep  2 09:52:00 2004 1 192.0.2.7 0 /a b _ o r bob ftp 0 * i",
      ["seen client=192.0.2.7 user=bob may-begin shared"]
    ),
    (
      "Thu Sep  2 09:52:00 2004 1 192.0.2.7 0 /a b _ d r bob ftp 0 * c",
      ["seen client=192.0.2.7 user=bob may-begin shared"]
    ),
    (  // No status; compressed and tarred; an anonymous client's password is not its name.
      "Thu Sep  2 09:52:00 2004 1 host.example 7 /a a CT o a me@example.org ftp 1 ident",
      ["transfer RETR client=host.example user=anonymous unknown sent=7 may-begin shared"]
    ),
    (
      "Thu Sep  2 09:52:00 2004 1 192.0.2.7 7 /a b _ o r bob f",
      ["malformed(\"the transfer breaks off\")"]
    ),
    ("Thu Sep  2 09:52:00 2004 [pid 1] CONNECT: Client \"192.0.2.7\"", ["foreign"]),
  ])
  func lines(_ line: String, _ expected: [String]) {
    let words = eventTable(Xferlog.format, line)
    #expect(words == expected.map { $0.contains("client=") ? "2004-09-02T09:52:00Z " + $0 : $0 })
  }

  /// `ftps` is TLS on the control channel, asked for or not.
  @Test func services() async throws {
    let log = ["ftps", "ftp"].enumerated().map {
      "Thu Sep  2 09:52:0\($0) 2004 0 192.0.2.7 19 /a b _ o r bob \($1) 0 * c\n"
    }.joined()
    let found = try await Analysed(log: log)
    #expect(
      found.words == [
        "bob explicit - protected succeeded 0/0/1 mode-not-logged",
        "bob unknown - none none 0/0/1 tls-not-logged",
      ])
    #expect(found.summary.verdict == .cannotTell)
    let implicit = try await Analysed(log: log) { $0.port = 990 }
    #expect(implicit.words.map { $0.contains("implicit") } == [true, true])
  }
}
