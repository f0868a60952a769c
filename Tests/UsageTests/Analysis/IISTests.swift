import Bytes
import Records
import Testing

@testable import Usage

/// What the protection of a session comes to in IIS's log.
@Suite struct IISTests {
  private static let cases: [LogCase] = [
    LogCase(
      "explicit FTPS with private data",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH TLS 234 0 a
      10:00:01 - 21 PBSZ 0 200 0 a
      10:00:01 - 21 PROT P 200 0 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      10:00:03 bob 21 STOR x 226 0 a
      10:00:04 bob 21 ControlChannelClosed - - 0 a
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "clear, and transfers that failed expose nothing",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      10:00:03 bob 21 STOR x 226 0 a
      10:00:03 bob 21 NLST - 250 0 a
      10:00:03 bob 21 RETR x 426 0 a
      10:00:03 bob 21 RETR x 425 0 a
      10:00:03 bob 21 RETR x 550 0 a
      10:00:03 bob 21 STOR x 552 0 a
      10:00:04 bob 21 QUIT - 221 0 a
      10:00:04 bob 21 ControlChannelClosed - - 0 a
      """, ["bob clear - clear succeeded 3/0/0 certain"]),
    LogCase(
      "verbs of any case",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 auth tls 234 0 a
      10:00:01 - 21 Pbsz 0 200 0 a
      10:00:01 - 21 prot p 200 0 a
      10:00:02 - 21 user bob 331 0 a
      10:00:02 bob 21 pAsS *** 230 0 a
      10:00:03 bob 21 Stor x 226 0 a
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "a handshake that a sensor remarks, and remarks of others",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH TLS 234 0 a
      #Remark: TLSHandshakeFinished
      #Remark: 2026-10-01 10:00:00 192.0.2.7 - 198.51.100.1 21 TLSHandshakeFinished - - 0 0 aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa -
      10:00:04 - 21 ControlChannelClosed - - 0 a
      #Remark: 2026-10-01 10:00:05 192.0.2.7 - 198.51.100.1 21 USER - - 0 0 \
      bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb -
      """, ["- explicit C none none 0/0/0 certain"]),
    LogCase(
      "data of implicit TLS in clear, as a sensor remarks",
      """
      #F
      10:00:00 - 990 ControlChannelOpened - - 0 a
      #Remark: 2026-10-01 10:00:00 192.0.2.7 - 198.51.100.1 990 ImplicitDataClear - - 0 0 aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa -
      10:00:02 - 990 USER bob 331 0 a
      10:00:02 bob 990 PASS *** 230 0 a
      10:00:03 bob 990 STOR x 226 0 a
      """, ["bob implicit C protected succeeded 1/0/0 certain"]),
    LogCase(
      "a plus is a space",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:02 - 21 USER bob+the+builder 331 0 a
      10:00:02 bob+the+builder 21 PASS *** 230 0 a
      """, ["bob the builder clear - clear succeeded 0/0/0 certain"]),
    LogCase(
      "no PROT, so the level is C",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH TLS 234 0 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      10:00:03 bob 21 LIST - 226 0 a
      """, ["bob explicit C protected succeeded 1/0/0 certain"]),
    LogCase(
      "port 990 is private without a PROT",
      """
      #F
      10:00:00 - 990 ControlChannelOpened - - 0 a
      10:00:02 - 990 USER bob 331 0 a
      10:00:02 bob 990 PASS *** 230 0 a
      10:00:03 bob 990 LIST - 226 0 a
      """, ["bob implicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "port 990 with no command is no use of FTP",
      """
      #F
      10:00:00 - 990 ControlChannelOpened - - 0 a
      10:00:09 - 990 ControlChannelClosed - - 0 a
      """, ["- none P none none 0/0/0 certain"]),
    LogCase(
      "AUTH and nothing after it",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH TLS 234 0 a
      10:00:09 - 21 ControlChannelClosed - - 0 a
      """, ["- none C none none 0/0/0 certain"]),
    LogCase(
      "the data channel's port is no control port",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      10:00:03 bob 990 DataChannelOpened - - 0 a
      10:00:03 bob 990 DataChannelClosed - - 0 a
      10:00:03 bob 21 LIST - 226 0 a
      10:01:00 - 990 ControlChannelOpened - - 0 b
      10:01:02 - 990 USER eve 331 0 b
      10:01:02 eve 990 PASS *** 230 0 b
      10:01:03 eve 21 DataChannelOpened - - 0 b
      10:01:03 eve 21 DataChannelClosed - - 0 b
      10:01:03 eve 990 LIST - 226 0 b
      """,
      [
        "bob clear - clear succeeded 1/0/0 certain",
        "eve implicit P protected succeeded 0/1/0 certain",
      ]),
    LogCase(
      "substatus 24, 25 and 26 are attempts",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:02 - 21 USER bob 534 25 a
      10:01:00 - 21 ControlChannelOpened - - 0 b
      10:01:02 - 21 USER bob 331 0 b
      10:01:02 - 21 PASS *** 534 26 b
      10:02:00 - 21 ControlChannelOpened - - 0 c
      10:02:00 - 21 AUTH TLS 234 0 c
      10:02:02 - 21 USER bob 331 0 c
      10:02:02 bob 21 PASS *** 230 0 c
      10:02:02 bob 21 STOR x 534 24 c
      """,
      [
        "bob clear - none none 0/0/0 certain [USER 534: TLS is required on the control channel]",
        "bob clear - clear failed 0/0/0 certain [PASS 534: TLS is required for the login]",
        "bob explicit C protected succeeded 0/0/0 certain "
          + "[STOR 534: TLS is required on the data channel]",
      ]),
    LogCase(
      "CCC, and the data level stays",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH TLS 234 0 a
      10:00:01 - 21 PROT P 200 0 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      10:00:02 bob 21 CCC - 200 0 a
      10:00:03 bob 21 LIST - 226 0 a
      """, ["bob explicit P protected succeeded 0/1/0 certain"]),
    LogCase(
      "a password in clear, then TLS",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 - 21 PASS *** 530 41 a
      10:00:03 - 21 AUTH TLS 234 0 a
      10:00:04 - 21 USER bob 331 0 a
      10:00:04 bob 21 PASS *** 230 0 a
      """, ["bob explicit C clear succeeded 0/0/0 certain"]),
    LogCase(
      "AUTH refused, and on in clear",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH TLS 534 31 a
      10:00:02 - 21 USER bob 331 0 a
      10:00:02 bob 21 PASS *** 230 0 a
      """,
      [
        "bob clear - clear succeeded 0/0/0 certain [AUTH 534: the server has no TLS certificate]"
      ]),
  ]

  @Test(arguments: cases) func protection(_ example: LogCase) async throws {
    let found = try await Analysed(log: IISShorthand.log(example.log))
    #expect(found.words == example.expected)
  }

  /// IIS's own reasons, in words.
  @Test(arguments: [
    (24, "TLS is required on the data channel"), (25, "TLS is required on the control channel"),
    (26, "TLS is required for the login"),
    (27, "the server's policy denies TLS on the data channel"),
    (28, "the server's policy denies TLS on the control channel"),
    (29, "the server's policy denies TLS for credentials"),
    (30, "the server's policy denies TLS for commands"), (31, "the server has no TLS certificate"),
    (32, "the TLS handshake failed"), (43, "a PROT with a known level has to come first"),
    (44, "the server's certificate was not found"),
    (45, "the server's certificate has no private key"),
    (46, "the server's certificate hash is misconfigured"),
    (47, "a client certificate is required"), (48, "the client certificate is not valid"),
    (49, "the data channel's client certificate is not the control channel's"),
    (55, "128-bit encryption is required"),
  ])
  func substatus(_ number: Int, _ words: String) async throws {
    let log = """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 STOR x 534 \(number) a
      """
    let found = try await Analysed(log: IISShorthand.log(log))
    #expect(found.sessions.map(\.refusals) == [[.init(verb: "STOR", code: 534, reason: words)]])
    #expect(found.sessions.first?.transfers == .init())
  }

  /// Substatus 41, a wrong password, is no refusal of a TLS policy.
  @Test func wrongPassword() async throws {
    let log = """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 - 21 PASS *** 530 41 a
      """
    let found = try await Analysed(log: IISShorthand.log(log))
    #expect(found.words == ["bob clear - clear failed 0/0/0 certain"])
  }

  @Test func bytesOfTheDataChannel() async throws {
    let log = """
      #Fields: date time c-ip c-port s-ip s-port cs-method sc-status sc-bytes cs-bytes x-session
      2026-10-01 10:00:00 fe80::1%12 50000 fe80::2%12 21 ControlChannelOpened - 0 0 \
      \(IISShorthand.session("a"))
      2026-10-01 10:00:00 fe80::1%12 50000 fe80::2%12 990 DataChannelClosed - 700 30 \
      \(IISShorthand.session("a"))
      2026-10-01 10:00:00 fe80::1%12 50000 fe80::2%12 21 RETR 226 9 9 \(IISShorthand.session("a"))

      """
    let session = try #require(try await Analysed(log: log).sessions.first)
    #expect(session.client == "fe80::1%12")
    #expect(session.clientPort == 50_000)
    #expect(session.server == "fe80::2%12")
    #expect(session.port == 21)
  }

  /// A data connection that broke off tells whether bytes crossed, which its command's reply does
  /// not.
  @Test(arguments: [
    (1236, 7000, 425, "1/0/0"), (1236, 0, 425, "0/0/0"), (1236, 7000, 426, "1/0/0"),
    (0, 7000, 550, "0/0/0"),
  ])
  func brokenOff(_ status: Int, _ bytes: Int, _ code: Int, _ files: String) async throws {
    let lines = [
      "21 ControlChannelOpened - 0 0 0", "21 USER 331 0 9 9", "21 PASS 230 0 9 9",
      "50194 DataChannelClosed - \(status) 0 \(bytes)", "21 STOR \(code) \(status) 0 0",
    ]
    let log = lines.map {
      "2026-10-01 10:00:00 192.0.2.7 198.51.100.1 \($0) \(IISShorthand.session("a"))\n"
    }
    let found = try await Analysed(
      log: "#Fields: date time c-ip s-ip s-port cs-method sc-status sc-win32-status sc-bytes "
        + "cs-bytes x-session\n" + log.joined())
    #expect(found.words == ["- clear - clear succeeded \(files) certain"])
  }
}
