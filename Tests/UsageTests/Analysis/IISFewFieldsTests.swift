import Records
import Testing

@testable import Usage

/// IIS with fewer fields than tell everything: what the protocol still tells, and what stays unknown.
@Suite struct IISFewFieldsTests {
  private static func log(_ fields: String, _ lines: [String]) -> String {
    "#Fields: date time c-ip \(fields)\n"
      + lines.enumerated().map { number, line in
        "2026-10-01 10:00:\(10 + number) 192.0.2.7 \(line)\n"
      }.joined()
  }

  private static let cases: [LogCase] = [
    LogCase(
      "who has quit takes none of the next connection's lines, and is the one that closes",
      log(
        "s-port cs-method cs-uri-stem sc-status",
        [
          "21 ControlChannelOpened - -", "21 AUTH TLS 234", "21 PROT P 200", "21 USER tls 331",
          "21 PASS *** 230", "21 STOR a 226", "21 QUIT - 221", "21 ControlChannelOpened - -",
          "21 ControlChannelClosed - -", "21 USER plain 331", "21 PASS *** 230", "21 STOR a 226",
          "21 QUIT - 221", "21 ControlChannelClosed - -",
        ]),
      [
        "tls explicit P protected succeeded 0/1/0 certain",
        "plain clear - clear succeeded 1/0/0 certain",
      ]),
    LogCase(
      "a PROT without its level",
      log(
        "s-port cs-method sc-status x-session",
        [
          "ControlChannelOpened -", "AUTH 234", "PBSZ 200", "PROT 200", "USER 331", "PASS 230",
          "STOR 226", "ControlChannelClosed -",
        ].map { "21 \($0) " + IISShorthand.session("a") }),
      ["- explicit - protected succeeded 0/0/1 level-not-logged"]),
    LogCase(
      "a PROT without its level, and no file",
      log(
        "s-port cs-method sc-status x-session",
        [
          "ControlChannelOpened -", "AUTH 234", "PROT 200", "USER 331", "PASS 230",
          "ControlChannelClosed -",
        ].map { "21 \($0) " + IISShorthand.session("a") }),
      ["- explicit - protected succeeded 0/0/0 certain"]),
  ]

  /// What a client sends does not say that a log without connects has them.
  @Test(arguments: ["ControlChannel", "ControlChannelOpened", "xControlChannelClosed"])
  func userLikeAConnect(_ name: String) async throws {
    let logins = (1...3).map { number in
      ["USER bob 331", "PASS *** 230", "STOR a 226"].map {
        "2026-10-01 10:00:\(10 + number) 192.0.2.\(number) 50\(number) 21 \($0)\n"
      }.joined()
    }.joined()
    func log(_ name: String) -> String {
      "#Fields: date time c-ip c-port s-port cs-method cs-uri-stem sc-status\n"
        + "2026-10-01 10:00:10 192.0.2.9 509 21 AUTH TLS 534\n"
        + "2026-10-01 10:00:10 192.0.2.9 509 21 USER \(name) 331\n" + logins
    }
    let expected = try await Analysed(log: log("eve"))
    let found = try await Analysed(log: log(name))
    #expect(found.words.dropFirst() == expected.words.dropFirst())
    #expect(found.summary.totals.clearLogins == 3)
    #expect(expected.summary.totals.clearLogins == 3, "\(expected.words)")
  }

  @Test(arguments: cases) func sessions(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words == example.expected)
  }
}

/// W3C logs that another program says to have written.
@Suite struct IISOthersTests {
  @Test func isRefused() async throws {
    let log = """
      #Software: Some FTP Server
      #Version: 1.0
      #Fields: date time c-ip c-port cs-username cs-method cs-uri-stem sc-status s-port
      2026-10-01 10:00:00 192.0.2.1 - bob [1]user bob 331 990
      2026-10-01 10:00:01 192.0.2.1 - bob [1]pass *** 230 990

      """
    let found = try await Analysed(log: log)
    #expect(found.sessions.isEmpty)
    #expect(found.summary.malformedLines.map(\.line) == [4, 5])
    #expect(found.summary.verdict == .cannotTell)
  }

  private static let fields = "#Fields: date time c-ip s-port cs-method cs-uri-stem sc-status\n"

  /// One that sends a file at 990, where IIS would protect it without a PROT.
  private static func session(_ user: String) -> String {
    let lines = ["USER \(user) 331", "PASS *** 230", "RETR a 226", "QUIT - 221"]
    return lines.map { "2026-10-01 10:00:00 192.0.2.1 990 \($0)\n" }.joined()
  }

  /// Lines as IIS's own are another program's all the same, up to the next header.
  @Test(arguments: ["Cerberus FTP Server 13", "Serv-U"], [16, 1 << 17])
  func ordinaryLines(_ software: String, chunk: Int) async throws {
    let iis = "#Software: Microsoft Internet Information Services 10.0\n"
    let log =
      iis + Self.fields + Self.session("one") + "#Software: \(software)\n" + Self.session("two")
      + "#Remark: 2026-10-01 10:00:00 192.0.2.1 990 TLSHandshakeFinished - -\n" + Self.fields
      + Self.session("three") + iis + Self.session("four")
    let found = try await Analysed(log: log) { $0.chunkBytes = chunk }
    #expect(Set(found.sessions.map(\.user)) == ["one", "four"])
    #expect(found.summary.sources.map(\.malformed) == [8])
    #expect(found.summary.verdict == .cannotTell)
    let alone = try await Analysed(
      log: "#Software: \(software)\n" + Self.fields + Self.session("two"))
    #expect(alone.sessions.isEmpty)
    #expect(alone.summary.verdict == .cannotTell)
  }
}
