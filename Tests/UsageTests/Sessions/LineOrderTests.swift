import Testing

@testable import Usage

/// Lines that are not in the order of their times: clocks that are set back, hours that come
/// twice, buffers; and times that are known to the second only.
@Suite struct LineOrderTests {
  private static func iis(_ text: String) -> String { IISShorthand.log("#F\n" + text) }

  /// `SECOND COMMAND`, without who is logged in.
  private static func nameless(_ text: String) -> String {
    "#Fields: date time s-port cs-method cs-uri-stem sc-status x-session\n"
      + text.split(separator: "\n").map { line in
        let words = line.split(separator: " ", maxSplits: 1)
        return "2026-10-01 10:00:\(words[0]) 21 \(words[1]) \(IISShorthand.session("a"))\n"
      }.joined()
  }

  /// `SECOND TEXT`.
  private static func vsftpd(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 1)
      let kind = words[1].first?.isNumber == true ? "response" : "command"
      return "Mon Oct  5 08:12:\(words[0]) 2026 [pid 4001] FTP \(kind): Client \"192.0.2.10\", "
        + "\"\(words[1])\"\n"
    }.joined()
  }

  private static let clock: [LogCase] = [
    LogCase(
      "IIS: set back after a login in clear",
      iis(
        """
        10:00:02 - 21 ControlChannelOpened - - 0 a
        10:00:02 - 21 USER bob 331 0 a
        10:00:02 bob 21 PASS *** 230 0 a
        10:00:01 bob 21 AUTH TLS 234 0 a
        10:00:01 bob 21 PROT P 200 0 a
        """), ["bob explicit P clear succeeded 0/0/0 certain"]),
    LogCase(
      "IIS: set back after AUTH",
      iis(
        """
        10:00:02 - 21 ControlChannelOpened - - 0 a
        10:00:02 - 21 AUTH TLS 234 0 a
        10:00:01 - 21 USER bob 331 0 a
        10:00:01 bob 21 PASS *** 230 0 a
        """), ["bob explicit C protected succeeded 0/0/0 certain"]),
    LogCase(
      "IIS: another user, and AUTH before the third",
      iis(
        """
        10:00:01 - 21 ControlChannelOpened - - 0 a
        10:00:01 - 21 USER ann 331 0 a
        10:00:01 ann 21 PASS *** 230 0 a
        10:00:02 - 21 USER bob 331 0 a
        10:00:02 - 21 PASS *** 530 0 a
        10:00:03 - 21 AUTH TLS 234 0 a
        10:00:03 - 21 USER bob 331 0 a
        10:00:03 bob 21 PASS *** 230 0 a
        """), ["ann explicit C clear succeeded 0/0/0 certain"]),
    LogCase(
      "IIS: the connect behind the end of its session",
      iis(
        """
        10:00:02 - 21 USER ann 331 0 a
        10:00:02 ann 21 PASS *** 230 0 a
        10:00:03 ann 21 ControlChannelClosed - - 0 a
        10:00:01 - 21 ControlChannelOpened - - 0 a
        10:00:03 ann 21 QUIT - 221 0 a
        """), ["ann clear - clear succeeded 0/0/0 certain"]),
    LogCase(
      "IIS: a scanner's connect behind its end",
      iis(
        """
        10:00:02 - 21 ControlChannelClosed - - 0 a
        10:00:02 - 21 ControlChannelOpened - - 0 a
        """), ["- none - none none 0/0/0 certain"]),
    LogCase(
      "IIS: AUTH names who logs in behind it, in the same second",
      iis(
        """
        10:00:01 - 21 ControlChannelOpened - - 0 a
        10:00:01 - 21 USER bob 331 0 a
        10:00:02 bob 21 AUTH TLS 234 0 a
        10:00:02 bob 21 PBSZ 0 200 0 a
        10:00:02 bob 21 PASS *** 230 0 a
        10:00:03 bob 21 PROT P 200 0 a
        10:00:03 bob 21 STOR f 226 0 a
        """), ["bob explicit P unknown succeeded 0/1/0 lines-out-of-order"]),
    LogCase(
      "IIS: AUTH names who logs in behind it, in another second than the lines' order has it",
      iis(
        """
        10:00:01 - 21 ControlChannelOpened - - 0 a
        10:00:01 - 21 USER bob 331 0 a
        10:00:02 bob 21 AUTH TLS 234 0 a
        10:00:03 bob 21 PROT P 200 0 a
        10:00:02 bob 21 PASS *** 230 0 a
        """), ["bob explicit P unknown succeeded 0/0/0 lines-out-of-order"]),
    LogCase(
      "IIS: nothing tells which order it was",
      nameless(
        """
        02 ControlChannelOpened - -
        02 USER bob 331
        02 PASS *** 230
        01 AUTH TLS 234
        01 PROT P 200
        """), ["bob explicit P unknown succeeded 0/0/0 lines-out-of-order"]),
    LogCase(
      "IIS: either order shows the same",
      nameless(
        """
        01 ControlChannelOpened - -
        01 USER bob 331
        01 PASS *** 230
        03 CWD a 250
        02 PWD - 257
        """), ["bob clear - clear succeeded 0/0/0 certain"]),
    LogCase(
      "vsftpd",
      vsftpd(
        """
        02 AUTH TLS
        02 234 Proceed with negotiation.
        01 USER bob
        01 331 Please specify the password.
        01 PASS <password>
        01 230 Login successful.
        """), ["bob explicit C protected succeeded 0/0/0 certain"]),
    LogCase(
      "ProFTPD",
      """
      12 192.0.2.62 UNKNOWN - [05/Oct/2026:08:12:02 +0000] "AUTH TLS" 234 -
      12 192.0.2.62 UNKNOWN - [05/Oct/2026:08:12:01 +0000] "USER bob" 331 -
      12 192.0.2.62 UNKNOWN bob [05/Oct/2026:08:12:01 +0000] "PASS (hidden)" 230 -

      """, ["bob explicit C protected succeeded 0/0/0 certain"]),
    LogCase(
      "FileZilla Server 0.9, where an hour comes twice",
      """
      (000001) 25.10.2026 02:59:59 - (not logged in) (192.0.2.7)> Connected on port 21, sending welcome message...
      (000001) 25.10.2026 02:59:59 - (not logged in) (192.0.2.7)> AUTH TLS
      (000001) 25.10.2026 02:59:59 - (not logged in) (192.0.2.7)> 234 Using authentication type TLS
      (000001) 25.10.2026 02:00:00 - (not logged in) (192.0.2.7)> USER bob
      (000001) 25.10.2026 02:00:00 - (not logged in) (192.0.2.7)> 331 Password required for bob
      (000001) 25.10.2026 02:00:00 - (not logged in) (192.0.2.7)> PASS ****
      (000001) 25.10.2026 02:00:00 - bob (192.0.2.7)> 230 Logged on

      """, ["bob explicit C protected succeeded 0/0/0 certain"]),
  ]

  /// What was refused changes nothing: a password before any name, and REIN.
  @Test(arguments: [
    "10:00:02 - 21 PASS *** 503 0 a", "10:00:04 bob 21 REIN - 500 0 a",
  ])
  func refusedBeforeAUTH(_ line: String) async throws {
    let lines = [
      "10:00:01 - 21 ControlChannelOpened - - 0 a", "10:00:03 - 21 USER bob 331 0 a",
      "10:00:04 bob 21 PASS *** 230 0 a", "10:00:05 bob 21 AUTH TLS 234 0 a",
      "10:00:06 bob 21 QUIT - 221 0 a",
    ]
    let place = lines.lastIndex { $0.prefix(8) <= line.prefix(8) }.map { $0 + 1 } ?? 0
    let all = lines[..<place] + [line] + lines[place...]
    let log = Self.iis(all.joined(separator: "\n"))
    let found = try await Analysed(log: log)
    #expect(found.words == ["bob explicit C clear succeeded 0/0/0 certain"])
  }

  @Test(arguments: clock)
  func sessions(_ test: LogCase) async throws {
    #expect(try await Analysed(log: test.log).words == test.expected)
  }

  /// A case of an ExtendedLog that leaves AUTH and PROT to the TLSLog beside it.
  struct Joined: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// `SECOND USER COMMAND CODE`.
    var commands: String
    /// `SECOND,MILLISECONDS TEXT`.
    var tls: String
    var expected: String
  }

  private static let handshake = """
    01,120 TLS/TLS-C requested, starting TLS handshake
    01,150 TLSv1.3 connection accepted, using cipher X
    01,350 Protection set to Private
    """
  /// ProFTPD before 1.3.4 goes on in clear; others end the connection.
  private static let failure = """
    01,120 TLS/TLS-C requested, starting TLS handshake
    01,150 TLS/TLS-C negotiation failed on control channel
    """
  private static let refused = "01 - AUTH TLS 550\n"
  private static let failedWords =
    "[AUTH 234: the TLS handshake failed] [AUTH 550: AUTH was refused]"
  private static let login = "01 - USER bob 331\n01 bob PASS (hidden) 230\n"

  @Test(arguments: [
    Joined(
      testDescription: "a login", commands: login, tls: handshake,
      expected: "bob explicit P protected succeeded 0/0/0 certain"),
    Joined(
      testDescription: "files before PROT or after it",
      commands: login + "01 bob STOR x 226\n02 bob STOR y 226", tls: handshake,
      expected: "bob explicit P protected succeeded 0/1/1 certain"),
    Joined(
      testDescription: "a PROT that changes nothing",
      commands: login + "03 bob STOR x 226",
      tls: handshake + "\n03,500 Protection set to Private",
      expected: "bob explicit P protected succeeded 0/1/0 certain"),
    Joined(
      testDescription: "TLS that comes first", commands: login,
      tls: """
        01,120 TLSOption UseImplicitSSL in effect, starting SSL/TLS handshake
        01,150 TLSv1.3 connection accepted, using cipher X
        01,350 Protection set to Private
        """, expected: "bob implicit P protected succeeded 0/0/0 certain"),
    Joined(
      testDescription: "a login that failed, and one that did not",
      commands: "01 - USER bob 331\n01 - PASS (hidden) 530\n" + login, tls: handshake,
      expected: "bob explicit P unknown succeeded 0/0/0 certain"),
    Joined(
      testDescription: "a login a second before", commands: login,
      tls: handshake.replacing("01,", with: "02,"),
      expected: "bob explicit P clear succeeded 0/0/0 certain"),
    Joined(
      testDescription: "another process's handshake", commands: login,
      tls: handshake.replacing("01,", with: "21,"),
      expected: "bob clear - clear succeeded 0/0/0 certain"),
    Joined(
      testDescription: "a handshake that failed", commands: refused + login, tls: failure,
      expected: "bob clear C clear succeeded 0/0/0 certain \(failedWords)"),
    Joined(
      testDescription: "a handshake that failed a second later", commands: refused + login,
      tls: failure.replacing("01,120", with: "00,990"),
      expected: "bob clear C clear succeeded 0/0/0 certain \(failedWords)"),
    Joined(
      testDescription: "a handshake that failed, and nothing more", commands: refused,
      tls: failure, expected: "- none C none none 0/0/0 certain \(failedWords)"),
    Joined(
      testDescription: "a handshake and a login that failed, and one that did not",
      commands: refused + "01 - USER bob 331\n01 - PASS (hidden) 530\n" + login, tls: failure,
      expected: "bob clear C clear succeeded 0/0/0 certain \(failedWords)"),
  ])
  func joined(_ test: Joined) async throws {
    let commands = test.commands.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return "12 192.0.2.62 UNKNOWN \(words[1]) [05/Oct/2026:08:13:\(words[0]) +0000] "
        + "\"\(words[2...].dropLast().joined(separator: " "))\" \(words.last ?? "") -\n"
    }
    let tls = test.tls.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 1)
      let pid = words[0].hasPrefix("2") ? 13 : 12
      return "2026-10-05 08:13:\(words[0]) mod_tls/2.9.3[\(pid)]: \(words[1])\n"
    }
    let found = try await Analysed(files: ["auth.log": commands.joined(), "tls.log": tls.joined()])
    #expect(found.words.contains(test.expected), "\(found.words)")
  }

  private static let connections = """
    2026-10-05 08:13:01,100 web1 proftpd[12] ftp (192.0.2.62[192.0.2.62]): FTP session opened.
    2026-10-05 08:13:01,300 web1 proftpd[12] ftp (192.0.2.62[192.0.2.62]): USER bob: Login successful.
    2026-10-05 08:13:09,160 web1 proftpd[12] ftp (192.0.2.62[192.0.2.62]): FTP session closed.
    2026-10-05 08:17:01,100 web1 proftpd[16] ftp (192.0.2.66[192.0.2.66]): FTP session opened.
    2026-10-05 08:17:01,300 web1 proftpd[16] ftp (192.0.2.66[192.0.2.66]): USER eve: Login successful.
    2026-10-05 08:17:09,160 web1 proftpd[16] ftp (192.0.2.66[192.0.2.66]): FTP session closed.

    """
  private static let handshakes = """
    2026-10-05 08:13:01,120 mod_tls/2.9.3[12]: TLS/TLS-C requested, starting TLS handshake
    2026-10-05 08:13:01,150 mod_tls/2.9.3[12]: TLSv1.3 connection accepted, using cipher X

    """
  private static let files = """
    192.0.2.62 UNKNOWN bob [05/Oct/2026:08:13:02 +0000] "RETR x" 226 10
    192.0.2.66 UNKNOWN eve [05/Oct/2026:08:17:01 +0000] "STOR y" 226 10

    """

  /// A log whose lines can't be joined takes the place of others only where it tells more; else its
  /// files are those of the sessions of the same client and user.
  @Test func joinless() async throws {
    let facts = ["system.log": Self.connections, "tls.log": Self.handshakes]
    let told = try await Analysed(files: facts)
    #expect(told.words.first == "bob explicit C protected succeeded 0/0/0 files-not-logged")
    var all = facts
    all["access.log"] = Self.files
    let found = try await Analysed(files: all)
    #expect(
      found.words == [
        "bob explicit C protected succeeded 1/0/0 certain",
        "eve unknown - unknown succeeded 0/0/1 tls-not-logged",
      ])
    #expect(found.summary.sources.first?.note?.hasPrefix("only its files are counted") == true)
    // A file that is in none of the sessions counts by itself.
    all["access.log"] = Self.files.replacing(" eve ", with: " ann ")
    let other = try await Analysed(files: all)
    #expect(other.words.contains("ann unknown - none none 0/0/1 tls-not-logged"), "\(other.words)")
    #expect(other.summary.sources.first?.note?.contains("1 of 2 lines") == true)
    // Private once PROT P was accepted.
    all["tls.log"] =
      Self.handshakes + "2026-10-05 08:13:01,160 mod_tls/2.9.3[12]: Protection set to Private\n"
    #expect(
      try await Analysed(files: all).words.first
        == "bob explicit P protected succeeded 0/1/0 certain")
    all = facts
    all["access.log"] = Self.files
    // Nobody lists who came without TLS.
    let unknown = "eve unknown - none none 0/0/1 tls-not-logged"
    all["system.log"] = nil
    #expect(try await Analysed(files: all).words.last == unknown)
    // The list begins too late.
    all["system.log"] = Self.connections.replacing("10-05", with: "10-07")
    #expect(try await Analysed(files: all).words.last == unknown)
  }
}
