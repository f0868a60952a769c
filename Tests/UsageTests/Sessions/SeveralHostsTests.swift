import Records
import Testing

@testable import Usage

/// Lines of several hosts in one file of syslog's.
@Suite struct SeveralHostsTests {
  /// What each server writes of bob's login in clear, and of anna's under TLS.
  private static let dialogues: [(name: String, bob: [String], anna: [String])] = [
    (
      "vsftpd[2]:",
      [
        "CONNECT: C", "FTP command: C, \"USER bob\"", "[bob] FTP response: C, \"331 ok\"",
        "[bob] FTP command: C, \"PASS <password>\"", "[bob] FTP response: C, \"230 ok\"",
        "[bob] OK LOGIN: C", "[bob] FTP command: C, \"RETR a\"",
        "[bob] FTP response: C, \"226 ok\"",
      ],
      [
        "CONNECT: C", "FTP command: C, \"AUTH TLS\"", "FTP response: C, \"234 ok\"",
        "FTP command: C, \"USER anna\"", "[anna] FTP response: C, \"331 ok\"",
        "[anna] FTP command: C, \"PASS <password>\"", "[anna] FTP response: C, \"230 ok\"",
        "[anna] OK LOGIN: C",
      ]
    ),
    (
      "pure-ftpd:",
      [
        "(?@192.0.2.7) [INFO] New connection from 192.0.2.7",
        "(?@192.0.2.7) [INFO] bob is now logged in",
        "(bob@192.0.2.7) [NOTICE] /a downloaded  (9 bytes, 4.00KB/sec)",
        "(bob@192.0.2.7) [INFO] Logout.",
      ],
      [
        "(?@192.0.2.7) [INFO] New connection from 192.0.2.7",
        "(?@192.0.2.7) [INFO] TLS: Enabled TLSv1.3 with TLS_AES_256_GCM_SHA384, 256 secret bits",
        "(?@192.0.2.7) [INFO] anna is now logged in", "(anna@192.0.2.7) [INFO] Logout.",
      ]
    ),
    (
      "proftpd[9]:",
      [
        "\"USER bob\" 331", "\"PASS (hidden)\" 230", "\"RETR a\" 226 9", "\"QUIT\" 221",
      ],
      [
        "\"AUTH TLS\" 234", "\"USER anna\" 331", "\"PASS (hidden)\" 230", "\"PWD\" 257",
      ]
    ),
  ]

  /// The same client, and the same number of a process, at two hosts at once.
  @Test(arguments: 0..<3) func clientOfBoth(_ number: Int) async throws {
    let (name, bob, anna) = Self.dialogues[number]
    let pairs = zip(bob, anna).enumerated().flatMap { index, pair in
      [("web1", pair.0, index), ("web2", pair.1, index)]
    }
    let log = pairs.map { host, text, index in
      let isExtended = name.hasPrefix("proftpd")
      let head = isExtended ? "192.0.2.7 - - [05/Oct/2026:08:12:1\(index) +0000] " : ""
      let text = text.replacing("C,", with: "Client \"192.0.2.7\",")
      let whole = text.hasSuffix(": C") ? text.dropLast() + "Client \"192.0.2.7\"" : text[...]
      return "Oct  5 08:12:1\(index) \(host) \(name) \(head)\(whole)\n"
    }
    let found = try await Analysed(log: log.joined())
    #expect(found.sessions.count == 2)
    let words = Set(found.words.map { $0.split(separator: " ").prefix(2).joined(separator: " ") })
    #expect(words == ["bob clear", "anna explicit"])
    #expect(found.sessions.allSatisfy { !$0.doubts.contains("shared-address") })
    #expect(found.sessions.map(\.transfers.clear).sorted() == [0, 1])
  }
}
