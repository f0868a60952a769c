import Records
import Testing

@testable import Usage

/// Connections of one address in an ExtendedLog without process numbers: what a server accepts once
/// in a connection, who is named and what the protocol is called tell them apart.
@Suite struct ProFTPDOverlapTests {
  /// Lines `USER COMMAND CODE BEHIND`, a second apart.
  private static func log(_ lines: String, address: String = "192.0.2.5") -> String {
    lines.split(separator: "\n").enumerated().map { second, line in
      let words = line.split(separator: " ", maxSplits: 1)
      let parts = words[1].split(separator: "|")
      let time = "[02/Nov/2026:08:00:\(second < 10 ? "0" : "")\(second) +0000]"
      return "\(address) UNKNOWN \(words[0]) \(time) \"\(parts[0])\" \(parts[1])\n"
    }.joined()
  }

  private static let cases: [LogCase] = [
    LogCase(
      "a second password is another connection's, whose first lines went to the first",
      log(
        """
        - AUTH TLS|234 -
        - USER bob|331 -
        - USER eve|331 -
        bob PASS (hidden)|230 -
        eve PASS (hidden)|230 -
        bob PROT P|200 -
        bob STOR a|226 9
        eve STOR b|226 9
        """),
      [
        "bob explicit P unknown succeeded 0/0/1 "
          + "shared-address,shared-protection,connects-not-logged",
        "eve unknown - unknown succeeded 0/0/1 "
          + "shared-address,shared-protection,connects-not-logged",
      ]),
    LogCase(
      "a second AUTH is another connection's, and so are files without PROT",
      log(
        """
        - AUTH TLS|234 -
        - AUTH TLS|234 -
        - USER bob|331 -
        - USER eve|331 -
        bob PASS (hidden)|230 -
        eve PASS (hidden)|230 -
        bob PROT P|200 -
        bob STOR a|226 9
        eve STOR b|226 9
        """),
      [
        "bob explicit P unknown succeeded 0/1/0 "
          + "shared-address,shared-protection,connects-not-logged",
        "eve explicit C unknown succeeded 1/0/0 "
          + "shared-address,shared-protection,connects-not-logged",
      ]),
    LogCase(
      "a QUIT ends its own connection, and a third begins beside the other",
      log(
        """
        - USER bob|331 - ftp
        bob PASS (hidden)|230 - ftp
        - AUTH TLS|234 - ftps
        - USER eve|331 - ftps
        eve PASS (hidden)|230 - ftps
        eve QUIT|221 - ftps
        - AUTH TLS|234 - ftps
        bob STOR a|226 9 ftp
        - USER amy|331 - ftps
        bob STOR b|226 9 ftp
        """),
      [
        "bob clear - clear succeeded 2/0/0 connects-not-logged",
        "eve explicit C protected succeeded 0/0/0 connects-not-logged",
        "amy explicit C none none 0/0/0 connects-not-logged",
      ]),
    LogCase(
      "a line of a user's whose login is missing, in a log that has all commands",
      log(
        """
        - FEAT|211 - ftp
        - USER bob|331 - ftp
        bob PASS (hidden)|230 - ftp
        bob QUIT|221 - ftp
        """) + log("eve STOR a|226 9 ftp", address: "192.0.2.6"),
      [
        "bob clear - clear succeeded 0/0/0 connects-not-logged",
        "eve clear - unknown succeeded 1/0/0 begins-earlier",
      ]),
    LogCase(
      "a password without USER: what the protocol is called tells how it crossed",
      log(
        """
        - PASS (hidden)|530 - ftp
        """),
      ["- clear - clear failed 0/0/0 begins-earlier"]),
    LogCase(
      "one user twice, once with PROT P: whose a file is does not show",
      log(
        """
        - AUTH TLS|234 -
        - AUTH TLS|234 -
        - USER bob|331 -
        - USER bob|331 -
        bob PASS (hidden)|230 -
        bob PASS (hidden)|230 -
        bob PROT P|200 -
        bob STOR a|226 9
        bob STOR b|226 9
        """),
      [
        "bob explicit C unknown succeeded 0/0/0 "
          + "shared-address,shared-protection,connects-not-logged",
        "bob explicit P unknown succeeded 0/0/2 "
          + "shared-address,shared-protection,shared-level,connects-not-logged",
      ]),
    LogCase(
      "a password that is refused after the login is another connection's",
      log(
        """
        - USER amy|331 -
        - AUTH TLS|234 -
        - USER bob|331 -
        amy PASS (hidden)|230 -
        - PASS (hidden)|530 -
        - USER bob|331 -
        bob PASS (hidden)|230 -
        """),
      [
        "amy explicit C unknown succeeded 0/0/0 "
          + "shared-address,shared-protection,connects-not-logged",
        "bob unknown - unknown succeeded 0/0/0 "
          + "shared-address,shared-protection,connects-not-logged",
      ]),
    LogCase(
      "AUTH and nothing that only TLS allows: its client may have given up, and come again in clear",
      log(
        """
        - AUTH TLS|234 -
        - USER bob|331 -
        bob PASS (hidden)|230 -
        """),
      ["bob explicit C unknown succeeded 0/0/0 connects-not-logged"]),
    LogCase(
      "who is asked for a password does not ask for another name",
      log(
        """
        - AUTH TLS|234 -
        - PBSZ 0|200 -
        - USER amy|331 -
        - USER bob|331 -
        bob PASS (hidden)|230 -
        """),
      [
        "bob explicit C unknown succeeded 0/0/0 "
          + "shared-address,shared-protection,connects-not-logged"
      ]),
    LogCase(
      "a login of who was asked for before: the second USER was another connection's",
      log(
        """
        - USER amy|331 -
        - AUTH TLS|234 -
        - USER bob|331 -
        amy PASS (hidden)|230 -
        """),
      [
        "amy explicit C unknown succeeded 0/0/0 "
          + "shared-address,shared-protection,connects-not-logged"
      ]),
    LogCase(
      "a login under another name than the one asked for, as by UserAlias",
      log(
        """
        - AUTH TLS|234 -
        - USER anonymous|331 -
        ftp PASS (hidden)|230 -
        ftp PBSZ 0|200 -
        """),
      ["ftp explicit C protected succeeded 0/0/0 connects-not-logged"]),
    LogCase(
      "`ftp` after `ftps` is another's",
      log(
        """
        - AUTH TLS|234 - ftp
        - USER bob|331 - ftps
        - USER eve|331 - ftp
        bob PASS (hidden)|230 - ftps
        eve PASS (hidden)|230 - ftp
        bob PROT P|200 - ftps
        bob STOR a|226 9 ftps
        eve STOR b|226 9 ftp
        """),
      [
        "bob explicit P protected succeeded 0/1/0 connects-not-logged",
        "eve clear - clear succeeded 1/0/0 connects-not-logged",
      ]),
    LogCase(
      "`ftp` after AUTH is of a connection after the one whose handshake failed",
      log(
        """
        - AUTH TLS|234 - ftp
        - USER bob|331 - ftp
        bob PASS (hidden)|230 - ftp
        bob QUIT|221 - ftp
        """)
        + log(
          """
          - AUTH TLS|234 - ftp
          - USER amy|331 - ftps
          amy PASS (hidden)|230 - ftps
          """, address: "192.0.2.6"),
      [
        "- none C none none 0/0/0 connects-not-logged",
        "amy explicit C protected succeeded 0/0/0 connects-not-logged",
        "bob clear - clear succeeded 0/0/0 connects-not-logged",
      ]),
    LogCase(
      "and in the same process",
      log(
        """
        - AUTH TLS|234 - ftp 7
        - USER bob|331 - ftp 7
        bob PASS (hidden)|230 - ftp 7
        """),
      ["- none C none none 0/0/0 certain", "bob clear - clear succeeded 0/0/0 certain"]),
    LogCase(
      "USER by `ftps` begins a session under TLS, where AUTH and QUIT are left out",
      log(
        """
        - USER bob|331 ftps
        bob PASS (hidden)|230 ftps
        bob STOR a|226 ftps
        - USER bob|331 ftps
        bob PASS (hidden)|230 ftps
        bob STOR a|226 ftps
        """),
      [
        "bob explicit - protected succeeded 0/0/1 "
          + "shared-address,connects-not-logged,auth-not-logged,mode-not-logged",
        "bob explicit - protected succeeded 0/0/1 "
          + "shared-address,connects-not-logged,auth-not-logged,mode-not-logged",
      ]),
  ]

  @Test(arguments: cases) func sessions(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words == example.expected)
  }
}
