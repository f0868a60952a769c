import Records
import Testing

@testable import Usage

/// Logins and handshakes that a log tells of apart from their session, or in a session that turns
/// out to be another protocol's.
@Suite struct LoginsApartTests {
  /// IIS: the connection's end says by its substatus that the handshake failed.
  @Test(arguments: [
    (
      "10:00:01 - 21 AUTH TLS 234 0 A\n10:00:02 - 21 ControlChannelClosed - - 32 A",
      "- none - none none 0/0/0 certain [AUTH 234: the TLS handshake failed]"
    ),
    (
      "10:00:02 - 990 ControlChannelClosed - - 32 A",
      "- none P none none 0/0/0 certain [? 0: the TLS handshake failed]"
    ),
    // A login under TLS shows that the control channel's handshake did not.
    (
      """
      10:00:01 - 21 AUTH TLS 234 0 A
      10:00:02 - 21 USER bob 331 0 A
      10:00:02 bob 21 PASS *** 230 0 A
      10:00:03 bob 21 ControlChannelClosed - - 32 A
      """, "bob explicit C protected succeeded 0/0/0 certain"
    ),
    (
      "10:00:01 - 21 AUTH TLS 234 0 A\n10:00:02 - 21 ControlChannelClosed - - 0 A",
      "- none - none none 0/0/0 certain"
    ),
  ])
  func closedByHandshake(_ lines: String, _ expected: String) async throws {
    let port = lines.contains(" 990 ") ? "990" : "21"
    let log = IISShorthand.log("#F\n10:00:00 - \(port) ControlChannelOpened - - 0 A\n" + lines)
    let found = try await Analysed(log: log)
    let words = found.words.map { $0.replacing("none C none", with: "none - none") }
    #expect(words == [expected])
  }

  /// IIS: where no substatus tells, Windows's own error does.
  @Test(arguments: [("2148074289", true), ("64", false), ("0", false)])
  func closedByWindows(_ status: String, _ isFailure: Bool) async throws {
    let log = IISShorthand.log(
      "#F\n10:00:00 - 21 ControlChannelOpened - - 0 A\n10:00:01 - 21 AUTH TLS 234 0 A\n"
        + "10:00:02 - 21 ControlChannelClosed - - 0 A"
    ).replacing("ControlChannelClosed - - 0", with: "ControlChannelClosed - - \(status)")
    let found = try await Analysed(log: log)
    #expect(found.summary.readiness.refused.map(\.wantedTLS) == (isFailure ? [true] : []))
  }

  /// mod_sftp writes USER and PASS before its first request.
  @Test(arguments: ["P A - U T", "A - U T"]) func loginOfSFTP(_ head: String) async throws {
    func line(_ client: Int, _ user: String, _ command: String, _ code: String) -> String {
      let words = [
        "P": "\(4700 + client)", "A": "192.0.2.\(client)", "U": user,
        "T": "[05/Oct/2026:08:12:1\(client) +0200]",
      ]
      return head.map { words["\($0)"] ?? "\($0)" }.joined() + " \"\(command)\" \(code) -\n"
    }
    let log =
      line(1, "-", "USER eve", "-") + line(1, "eve", "PASS (hidden)", "-")
      + line(1, "eve", "INIT 3", "-") + line(1, "eve", "OPEN /a", "-")
      // Whoever speaks FTP stays.
      + line(2, "-", "USER bob", "331") + line(2, "bob", "PASS (hidden)", "230")
      + line(2, "bob", "RETR /a", "226")
    let found = try await Analysed(log: log)
    #expect(found.sessions.map(\.user) == ["bob"])
  }

  /// SFTPGo's record of a login that failed names the client's address only.
  @Test(arguments: [
    (["1 192.0.2.7"], ["password"], ["bob unknown - unknown failed 0/0/0 tls-not-logged"]),
    (["1 192.0.2.7"], ["no_auth_tried"], ["- none - none none 0/0/0 certain"]),
    (["1 192.0.2.8"], ["password"], ["- none - none none 0/0/0 certain"]),
    (
      ["1 192.0.2.7", "2 192.0.2.7"], ["password"],
      ["- none - none none 0/0/0 certain", "- none - none none 0/0/0 certain"]
    ),
  ])
  func connectionFailed(
    _ connections: [String], _ failures: [String], _ expected: [String]
  ) async throws {
    func record(_ sender: String, _ rest: String) -> String {
      #"{"level":"debug","time":"2025-02-03T04:05:06.007","sender":"\#(sender)",\#(rest)}"# + "\n"
    }
    func told(_ what: String) -> String {
      connections.map { connection in
        let words = connection.split(separator: " ")
        return record(
          "FTP",
          #""connection_id":"FTP_0_\#(words[0])","message":"connection \#(what), "#
            + #"local address \"192.0.2.1:2121\", remote address \"\#(words[1]):5618\"""#)
      }.joined()
    }
    let failed = failures.map {
      record(
        "connection_failed",
        #""client_ip":"192.0.2.7","username":"bob","login_type":"\#($0)","protocol":"FTP""#)
    }.joined()
    let found = try await Analysed(log: told("added") + failed + told("removed"))
    #expect(
      found.words.map {
        $0.replacing("unknown - none none", with: "none - none none")
          .replacing("none 0/0/0 tls-not-logged", with: "none 0/0/0 certain")
      } == expected)
  }

  /// AWS: a login that failed has no session in some records.
  @Test func failureWithoutSession() async throws {
    func record(_ second: Int, _ rest: String) -> String {
      #"2024-05-06T07:08:0\#(second)Z {"activity-type":"AUTH_FAILURE",\#(rest)"source-ip":"192.0.2.7","#
        + #""user":"ann","method":"password"}"# + "\n"
    }
    let log =
      record(1, #""protocol":"FTP","#) + record(2, #""protocol":"FTPS","#)
      // SFTP's, most likely.
      + record(3, #""protocol":"SFTP","#) + record(4, "")
    let found = try await Analysed(log: log)
    #expect(
      found.words == [
        "ann clear - clear failed 0/0/0 certain",
        "ann explicit - protected failed 0/0/0 mode-not-logged",
      ])
  }
}
