import Records
import Testing

@testable import Usage

/// Two connections of one address, of which one made its files private and another logs in: which
/// of them it is does not show.
@Suite struct SharedLevelTests {
  private static func vsftpd(_ lines: [String]) -> String {
    lines.enumerated().map { number, line in
      "Thu Sep 24 22:00:\(10 + number) 2026 [pid 2] \(line)\n"
        .replacing("CLIENT", with: "Client \"192.0.2.10\"")
    }.joined()
  }

  private static func extended(_ lines: [String]) -> String {
    lines.enumerated().map { number, line in
      let words = line.split(separator: " ", maxSplits: 1)
      let parts = words[1].split(separator: "|")
      return "192.0.2.10 UNKNOWN \(words[0]) [24/Sep/2026:22:00:\(10 + number) +0000] "
        + "\"\(parts[0])\" \(parts[1])\n"
    }.joined()
  }

  private static let login = [
    "FTP command: CLIENT, \"USER amy\"", "[amy] FTP response: CLIENT, \"331 x\"",
    "[amy] FTP command: CLIENT, \"PASS <password>\"", "[amy] OK LOGIN: CLIENT",
    "[amy] FTP response: CLIENT, \"230 x\"", "[amy] FTP command: CLIENT, \"RETR a\"",
    "[amy] FTP response: CLIENT, \"150 x\"", "[amy] FTP response: CLIENT, \"226 x\"",
    "[amy] FTP command: CLIENT, \"QUIT\"", "[amy] FTP response: CLIENT, \"221 x\"",
  ]

  private static func auth(_ mechanism: String) -> [String] {
    [
      "FTP command: CLIENT, \"AUTH \(mechanism)\"", "FTP response: CLIENT, \"234 x\"",
      "DEBUG: CLIENT, \"SSL version: TLSv1.3, SSL cipher: TLS_AES_256_GCM_SHA384, not reused\"",
    ]
  }

  private static let connects = [
    "CONNECT: CLIENT", "FTP response: CLIENT, \"220 x\"", "CONNECT: CLIENT",
    "FTP response: CLIENT, \"220 x\"",
  ]

  private static let shared = "amy explicit P protected succeeded 0/0/1 shared-address,shared-level"

  private static let cases: [LogCase] = [
    LogCase(
      "IIS, PROT P of one of two",
      IISShorthand.ofOneClient([
        "- ControlChannelOpened - -", "- ControlChannelOpened - -", "- AUTH TLS 234",
        "- PBSZ 0 200", "- PROT P 200", "- AUTH TLS 234", "- USER amy 331", "amy PASS *** 230",
        "amy RETR a 226", "amy QUIT - 221", "amy ControlChannelClosed - -",
        "- ControlChannelClosed - -",
      ]), [shared]),
    LogCase(
      "IIS, PROT P of who has logged in",
      IISShorthand.ofOneClient([
        "- ControlChannelOpened - -", "- ControlChannelOpened - -", "- AUTH TLS 234",
        "- PBSZ 0 200", "- PROT P 200", "- AUTH TLS 234", "- USER amy 331", "amy PASS *** 230",
        "amy PROT P 200", "amy RETR a 226", "amy ControlChannelClosed - -",
        "- ControlChannelClosed - -",
      ]), ["amy explicit P protected succeeded 0/1/0 shared-address"]),
    LogCase("vsftpd, AUTH SSL", vsftpd(connects + auth("SSL") + auth("TLS") + login), [shared]),
    LogCase(
      "vsftpd, AUTH SSL of both",
      vsftpd(connects + auth("SSL") + auth("SSL") + login),
      ["amy explicit P protected succeeded 0/1/0 shared-address"]),
    LogCase(
      "ProFTPD, AUTH SSL",
      extended([
        "- AUTH SSL|234 - ftps", "- AUTH TLS|234 - ftps", "- USER amy|331 - ftps",
        "amy PASS (hidden)|230 - ftps", "amy RETR a|226 77 ftps", "amy QUIT|221 - ftps",
      ]), [shared + ",connects-not-logged"]),
    LogCase(
      "ProFTPD, PROT P",
      extended([
        "- AUTH TLS|234 - ftps", "- PBSZ 0|200 - ftps", "- PROT P|200 - ftps",
        "- AUTH TLS|234 - ftps", "- USER amy|331 - ftps", "amy PASS (hidden)|230 - ftps",
        "amy RETR a|226 77 ftps", "amy QUIT|221 - ftps",
      ]), [shared + ",connects-not-logged"]),
    LogCase(
      "ProFTPD, a file between the logins of one user and the second PROT P",
      extended([
        "- AUTH TLS|234 - ftps", "- USER amy|331 - ftps", "amy PASS (hidden)|230 - ftps",
        "amy PBSZ 0|200 - ftps", "amy PROT P|200 - ftps", "- AUTH TLS|234 - ftps",
        "- USER amy|331 - ftps", "amy PASS (hidden)|230 - ftps", "amy STOR a|226 77 ftps",
        "amy QUIT|221 - ftps", "amy PROT P|200 - ftps", "amy LIST|226 80 ftps",
        "amy QUIT|221 - ftps",
      ]),
      [
        "amy explicit P protected succeeded 0/1/0 shared-address,connects-not-logged",
        "amy explicit C protected succeeded 0/0/1 shared-address,shared-level,connects-not-logged",
      ]),
  ]

  @Test(arguments: cases) func sessions(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words.filter { $0.hasPrefix("amy ") } == example.expected)
    let isDoubted = example.expected.contains { $0.contains("shared-level") }
    #expect((found.summary.verdict == .ready) == !isDoubted)
  }

  /// No setting would tell the two of vsftpd apart, and none is advised; IIS has `x-session`.
  @Test func advice() async throws {
    let log = Self.connects + Self.auth("SSL") + Self.auth("TLS") + Self.login
    let mixed = try await Analysed(log: Self.vsftpd(log))
    #expect(mixed.summary.totals.uncertain > 0)
    #expect(mixed.summary.advice.isEmpty)
    let iis = try await Analysed(log: Self.cases[0].log)
    #expect(iis.summary.advice.map(\.logFormat) == ["iis-w3c"])
  }

  private static let behindAuth = [
    LogCase(
      "a password that was refused in clear before",
      extended([
        "- USER amy|331 -", "- PASS (hidden)|530 -", "- USER amy|331 -", "- AUTH TLS|234 -",
        "- PASS (hidden)|530 -", "- USER amy|331 -", "amy PASS (hidden)|230 -", "amy QUIT|221 -",
      ]), ["amy explicit C clear succeeded 0/0/0 connects-not-logged"]),
    LogCase(
      "a file that AUTH alone makes private",
      extended([
        "- AUTH SSL|234 -", "- AUTH TLS|500 -", "- USER amy|331 -", "amy PASS (hidden)|230 -",
        "amy RETR a|226 77", "amy QUIT|221 -",
      ]),
      [
        "amy explicit P unknown succeeded 0/0/1 connects-not-logged "
          + "[AUTH 500: the server does not know this AUTH mechanism]"
      ]),
  ]

  /// Where no line tells of connects, the client of an AUTH may have come again in clear.
  @Test(arguments: behindAuth) func behindAuthAlone(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log) { $0.port = 21 }
    #expect(found.words == example.expected)
    #expect(found.summary.totals.protectedLogins == 0)
    #expect(found.summary.totals.transfers.private == 0)
    #expect(found.summary.verdict == .cannotTell)
  }
}
