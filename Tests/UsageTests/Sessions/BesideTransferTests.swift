import Records
import Testing

@testable import Usage

/// Commands that are sent while a file crosses, and refused at once: the file goes on.
@Suite struct BesideTransferTests {
  /// A session from its login on.
  private static func session(_ lines: [String]) -> [String] {
    ["220 hi", "USER bob", "331 ok", "PASS ****", "230 ok"] + lines + ["QUIT", "221 bye"]
  }

  /// A session of a client in two logs.
  private static func logs(_ lines: [String], number: Int = 1) -> [String] {
    let connected = "Connected on port 21, sending welcome message..."
    let zilla09 = ([connected] + session(lines)).enumerated().map { index, text in
      let user = index > 4 ? "bob" : "(not logged in)"
      return "(00000\(number)) 10/5/2026 8:12:\(10 + index) AM - \(user) (192.0.2.7)> \(text)\n"
    }
    let zilla1 = session(lines).enumerated().map { index, text in
      let sign = text.first?.isNumber == true ? "<<" : ">>"
      let user = index > 3 ? " bob" : ""
      let session = "[FTP Session \(number) 192.0.2.7\(user)]"
      return "2026-10-05T08:12:\(10 + index).000Z \(sign) \(session) \(text)\n"
    }
    return [zilla09.joined(), zilla1.joined()]
  }

  @Test(arguments: [
    (["RETR a", "150 go", "USER eve", "530 no", "226 done"], "1/0/0"),
    (["RETR a", "150 go", "USER eve", "503 not now", "226 done"], "1/0/0"),
    (["STOR a", "150 go", "PROT P", "534 no", "226 done"], "1/0/0"),
    (["RETR a", "150 go", "FOO", "500 no", "BAR", "502 no", "226 done"], "1/0/0"),
    (["RETR a", "150 go", "NOOP", "200 ok", "226 done"], "1/0/0"),
    (["RETR a", "150 go", "ABOR", "426 broken", "226 ok"], "1/0/0"),
    // What refuses the file itself.
    (["RETR a", "550 no", "USER eve", "503 no"], "0/0/0"),
    (["RETR a", "USER eve", "550 no", "503 no"], "0/0/0"),
    (["RETR a", "503 no"], "0/0/0"),
  ])
  func refused(_ lines: [String], _ files: String) async throws {
    for log in Self.logs(lines) {
      let found = try await Analysed(log: log)
      let words = try #require(found.words.first)
      #expect(words.hasPrefix("bob clear - clear succeeded \(files)"), "\(words)")
      #expect(found.sessions.count == 1)
    }
  }

  /// What is refused in another session of the same client.
  @Test func otherSession() async throws {
    let moving = Self.logs(["RETR a", "150 go", "226 done"])
    let refused = Self.logs(["NLST", "530 no", "STOR b", "534 no"], number: 2)
    for (one, two) in zip(moving, refused) {
      let lines = zip(one.split(separator: "\n"), two.split(separator: "\n")).flatMap { [$0, $1] }
      let found = try await Analysed(log: lines.joined(separator: "\n"))
      #expect(
        found.words.map { $0.split(separator: " ").prefix(6).joined(separator: " ") }.sorted()
          == ["bob clear - clear succeeded 0/0/0", "bob clear - clear succeeded 1/0/0"])
    }
  }
}
