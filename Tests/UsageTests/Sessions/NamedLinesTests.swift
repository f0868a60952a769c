import Records
import Testing

@testable import Usage

/// Connections of one address in an IIS log without sessions: a line that names who has logged in
/// is of none that has asked for another name and waits for its password.
@Suite struct NamedLinesTests {
  private static let cases: [LogCase] = [
    LogCase(
      "the end of a connection that began before the log",
      IISShorthand.ofOneClient([
        "- ControlChannelOpened - -", "- USER bob 331", #"D\amy ControlChannelClosed - -"#,
        "- ControlChannelOpened - -", "- AUTH TLS 234", "- PBSZ 0 200", "- PROT P 200",
        #"D\bob PASS *** 230"#, #"D\bob STOR y 226"#, #"D\bob QUIT - 221"#,
        #"D\bob ControlChannelClosed - -"#, "- ControlChannelClosed - -",
      ]),
      [
        #"D\bob clear - clear succeeded 1/0/0 shared-address"#,
        "- explicit P none none 0/0/0 shared-address",
      ]),
    LogCase(
      "the end of a connection that logged in twice",
      IISShorthand.ofOneClient([
        "- ControlChannelOpened - -", "- USER amy 331", #"D\amy PASS *** 230"#,
        #"D\amy USER eve 331"#, #"D\eve PASS *** 230"#, #"D\eve STOR x 226"#,
        #"D\eve QUIT - 221"#, "- ControlChannelOpened - -", "- USER bob 331",
        #"D\eve ControlChannelClosed - -"#, "- ControlChannelOpened - -", "- AUTH TLS 234",
        #"D\bob PASS *** 230"#, #"D\bob STOR y 226"#, #"D\bob QUIT - 221"#,
        #"D\bob ControlChannelClosed - -"#, "- ControlChannelClosed - -",
      ]),
      [
        #"D\amy clear - clear succeeded 1/0/0 certain"#,
        #"D\bob clear - clear succeeded 1/0/0 shared-address"#,
        "- none C none none 0/0/0 shared-address",
      ]),
    LogCase(
      "the password of who asked for another name",
      IISShorthand.ofOneClient([
        "- ControlChannelOpened - -", "- AUTH TLS 234", "- USER amy 331", #"D\amy PASS *** 230"#,
        #"D\amy PBSZ 0 200"#, #"D\amy PROT P 200"#, "- ControlChannelOpened - -",
        "- USER bob 331", #"D\amy USER eve 331"#, #"D\eve PASS *** 230"#, #"D\eve STOR x 226"#,
        #"D\bob PASS *** 230"#, #"D\bob RETR y 226"#, #"D\bob QUIT - 221"#,
        #"D\bob ControlChannelClosed - -"#, #"D\eve QUIT - 221"#,
        #"D\eve ControlChannelClosed - -"#,
      ]),
      [
        #"D\amy explicit P protected succeeded 0/1/0 certain"#,
        #"D\bob clear - clear succeeded 1/0/0 certain"#,
      ]),
  ]

  @Test(arguments: cases) func sessions(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words == example.expected)
  }

  /// A command of one whose login was another's line begins a session, and names none that is
  /// there.
  @Test func commands() async throws {
    let found = try await Analysed(
      log: IISShorthand.ofOneClient([
        "- ControlChannelOpened - -", "- AUTH TLS 234", "- USER bob 331", #"D\amy STOR x 226"#,
        #"D\bob PASS *** 230"#, #"D\bob PROT P 200"#, #"D\bob STOR y 226"#,
      ]))
    #expect(
      Set(found.words) == [
        #"D\bob explicit P protected succeeded 0/1/0 certain"#,
        #"D\amy unknown - unknown succeeded 0/0/1 begins-earlier"#,
      ])
  }
}
