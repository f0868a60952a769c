import Bytes
import Records
import Testing

@testable import Usage

/// How IIS's lines become sessions, and what is said where they can't be told apart.
@Suite struct IISSessionsTests {
  private static let port =
    "#Fields: date time c-ip c-port cs-username s-ip s-port cs-method cs-uri-stem sc-status"
  private static let address =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status"

  /// `10:00:00 CLIENT USER METHOD STEM STATUS`: CLIENT is what stands before the user.
  private static func log(_ fields: String, _ text: String) -> String {
    let lines = text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return "2026-10-01 \(words[0]) \(words[1].replacing("/", with: " ")) \(words[2]) "
        + "198.51.100.1 21 \(words[3]) \(words[4]) \(words[5])"
    }
    return ([fields] + lines).joined(separator: "\n") + "\n"
  }

  /// Two sessions, their lines in turns: one in clear, one explicit.
  private static func inTurns(_ one: String, _ two: String) -> String {
    """
    10:00:00 \(one) - ControlChannelOpened - -
    10:00:00 \(two) - ControlChannelOpened - -
    10:00:01 \(one) - USER bob 331
    10:00:01 \(two) - AUTH TLS 234
    10:00:02 \(one) bob PASS *** 230
    10:00:02 \(two) - PROT P 200
    10:00:03 \(two) - USER eve 331
    10:00:03 \(one) bob LIST - 226
    10:00:04 \(two) eve PASS *** 230
    10:00:05 \(two) eve LIST - 226
    10:00:06 \(one) bob ControlChannelClosed - -
    10:00:06 \(two) eve ControlChannelClosed - -
    """
  }

  private static let certain = [
    "bob clear - clear succeeded 1/0/0 certain", "eve explicit P protected succeeded 0/1/0 certain",
  ]

  @Test func clientPortTellsApart() async throws {
    let log = Self.log(Self.port, Self.inTurns("192.0.2.7/5001", "192.0.2.7/5002"))
    let found = try await Analysed(log: log)
    #expect(found.words == Self.certain)
    #expect(found.sessions.map(\.clientPort) == [5001, 5002])
  }

  @Test func addressesTellApart() async throws {
    let log = Self.log(Self.address, Self.inTurns("192.0.2.7", "192.0.2.8"))
    #expect(try await Analysed(log: log).words == Self.certain)
  }

  /// Behind one address nothing tells the lines apart: both sessions are in doubt.
  @Test func sharedAddress() async throws {
    let log = Self.log(Self.address, Self.inTurns("192.0.2.7", "192.0.2.7"))
    let found = try await Analysed(log: log)
    #expect(found.sessions.count == 2)
    #expect(found.sessions.allSatisfy { $0.doubts.contains { $0.hasPrefix("shared-address: ") } })
    #expect(found.summary.totals.uncertain == 2)
  }

  /// What other addresses' sessions have made known does not change which session a line is given
  /// to: other processors know other names.
  @Test func namesKnownElsewhere() async throws {
    let shared = """
      10:00:10 192.0.2.7 - ControlChannelOpened - -
      10:00:10 192.0.2.7 - ControlChannelOpened - -
      10:00:11 192.0.2.7 - AUTH TLS 234
      10:00:12 192.0.2.7 - USER eve 331
      10:00:12 192.0.2.7 - USER bob 331
      10:00:13 192.0.2.7 PRESS\\bob PASS *** 230
      10:00:13 192.0.2.7 PRESS\\eve PASS *** 230
      10:00:14 192.0.2.7 PRESS\\eve LIST - 226
      10:00:15 192.0.2.7 PRESS\\eve ControlChannelClosed - -
      10:00:16 192.0.2.7 PRESS\\bob ControlChannelClosed - -
      """
    let elsewhere = ["bob", "eve"].map { name in
      """
      10:00:00 192.0.2.8 - ControlChannelOpened - -
      10:00:01 192.0.2.8 PRESS\\\(name) PASS *** 230
      10:00:02 192.0.2.8 PRESS\\\(name) ControlChannelClosed - -
      """
    }
    let alone = try await Analysed(log: Self.log(Self.address, shared))
    let among = try await Analysed(
      log: Self.log(Self.address, (elsewhere + [shared]).joined(separator: "\n")))
    #expect(among.words.suffix(2) == alone.words)
    #expect(among.summary.totals.uncertain == alone.summary.totals.uncertain)
  }

  /// One after another behind one address is no overlap.
  @Test func oneAfterAnother() async throws {
    let log = Self.log(
      Self.address,
      """
      10:00:00 192.0.2.7 - ControlChannelOpened - -
      10:00:01 192.0.2.7 - USER bob 331
      10:00:02 192.0.2.7 bob PASS *** 230
      10:00:03 192.0.2.7 bob ControlChannelClosed - -
      10:00:03 192.0.2.7 - ControlChannelOpened - -
      10:00:04 192.0.2.7 - AUTH TLS 234
      10:00:05 192.0.2.7 - USER eve 331
      10:00:06 192.0.2.7 eve PASS *** 230
      10:00:07 192.0.2.7 eve ControlChannelClosed - -
      """)
    #expect(
      try await Analysed(log: log).words == [
        "bob clear - clear succeeded 0/0/0 certain",
        "eve explicit C protected succeeded 0/0/0 certain",
      ])
  }

  private static let cases: [LogCase] = [
    LogCase(
      "begun before the file: unknown",
      """
      #F
      10:00:00 bob 21 LIST - 226 0 a
      10:00:01 - 21 ControlChannelOpened - - 0 b
      10:00:01 - 21 ControlChannelClosed - - 0 b
      10:00:02 bob 21 ControlChannelClosed - - 0 a
      """,
      ["bob unknown - unknown succeeded 0/0/1 begins-earlier", "- none - none none 0/0/0 certain"]),
    LogCase(
      "begun before the file, and a PROT proves TLS",
      """
      #F
      10:00:00 - 21 PROT P 200 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:00 bob 21 LIST - 226 0 a
      10:00:01 - 21 ControlChannelOpened - - 0 b
      """,
      [
        "bob explicit P protected succeeded 0/1/0 auth-not-logged",
        "- none - none none 0/0/0 certain",
      ]),
    LogCase(
      "begun before the file, and an AUTH proves that it was clear",
      """
      #F
      10:00:00 - 21 AUTH TLS 234 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:01 - 21 ControlChannelOpened - - 0 b
      """,
      [
        "bob explicit C protected succeeded 0/0/0 certain",
        "- none - none none 0/0/0 certain",
      ]),
    LogCase(
      "begun before the file on port 990: implicit, its level not known",
      """
      #F
      10:00:00 bob 990 LIST - 226 0 a
      10:00:01 - 21 ControlChannelOpened - - 0 b
      """,
      [
        "bob implicit - unknown succeeded 0/0/1 begins-earlier",
        "- none - none none 0/0/0 certain",
      ]),
    LogCase(
      "no channel events and nothing of TLS: both may be left out",
      """
      #F
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:01 bob 21 LIST - 226 0 a
      10:00:02 bob 21 QUIT - 221 0 a
      """, ["bob unknown - unknown succeeded 0/0/1 connects-not-logged,auth-not-logged"]),
    LogCase(
      "no channel events, and others' AUTH: where a session begins is inferred",
      """
      #F
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:01 bob 21 LIST - 226 0 a
      10:00:02 bob 21 QUIT - 221 0 a
      10:00:03 - 21 AUTH TLS 234 0 b
      10:00:03 - 21 USER eve 331 0 b
      """,
      [
        "bob clear - clear succeeded 1/0/0 connects-not-logged",
        "eve explicit C none none 0/0/0 connects-not-logged",
      ]),
    LogCase(
      "logged in before the file, and once more under TLS",
      """
      #F
      10:00:00 bob 21 CWD / 250 0 a
      10:00:00 - 21 AUTH TLS 234 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:01 bob 21 LIST - 226 0 a
      10:00:02 - 21 ControlChannelOpened - - 0 b
      """,
      [
        "bob explicit C unknown succeeded 1/0/0 begins-earlier",
        "- none - none none 0/0/0 certain",
      ]),
    LogCase(
      "logged in before the file, and once more in clear",
      """
      #F
      10:00:00 bob 21 CWD / 250 0 a
      10:00:00 - 21 AUTH TLS 534 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:02 - 21 ControlChannelOpened - - 0 b
      """,
      [
        "bob unknown - unknown succeeded 0/0/0 begins-earlier "
          + "[AUTH 534: the server's policy refuses AUTH]",
        "- none - none none 0/0/0 certain",
      ]),
    LogCase(
      "no AUTH lines: TLS is inferred from PROT",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 PBSZ 0 200 0 a
      10:00:00 - 21 PROT P 200 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      10:00:01 bob 21 LIST - 226 0 a
      """, ["bob explicit P protected succeeded 0/1/0 auth-not-logged"]),
    LogCase(
      "GSSAPI is not TLS",
      """
      #F
      10:00:00 - 21 ControlChannelOpened - - 0 a
      10:00:00 - 21 AUTH GSSAPI 334 0 a
      10:00:00 - 21 USER bob 331 0 a
      10:00:00 bob 21 PASS *** 230 0 a
      """, ["bob unknown C unknown succeeded 0/0/0 other-mechanism"]),
  ]

  @Test(arguments: cases) func neverGuesses(_ example: LogCase) async throws {
    let found = try await Analysed(log: IISShorthand.log(example.log))
    #expect(found.words == example.expected)
  }

  /// Who takes names out of logs, or makes them, gives sessions other ids than IIS does.
  @Test(arguments: [("s1", "s2"), ("1", "2"), ("{a}", "{b}")])
  func otherSessionIds(_ one: String, _ other: String) async throws {
    let fields = Self.address + " x-session"
    let text = Self.inTurns("192.0.2.7", "192.0.2.8").split(separator: "\n")
      .map { "\($0) " + ($0.contains("192.0.2.7") ? one : other) }
    let lines = text.map { line in
      let words = line.split(separator: " ")
      return "2026-10-01 \(words[0]) 192.0.2.7 \(words[2]) 198.51.100.1 21 "
        + words[3...].joined(separator: " ") + "\n"
    }
    let found = try await Analysed(log: fields + "\n" + lines.joined())
    #expect(found.words == Self.certain)
    // The last line of a file that is being written may break off within the id.
    let half = try await Analysed(log: fields + "\n" + lines.joined() + lines[0].dropLast(1))
    #expect(half.words == Self.certain)
    #expect(half.summary.malformedLines.count == 1)
  }

  /// Columns may stand in any order, and words in any case; an address is one client, whichever
  /// family its socket had.
  @Test func otherOrder() async throws {
    let found = try await Analysed(
      log: """
        #Fields: date c-ip time cs-username s-port cs-method sc-status cs-uri-stem
        2026-10-05 192.0.2.3 08:00:20 - 21 CONTROLCHANNELOPENED - -
        2026-10-05 ::ffff:192.0.2.3 08:00:23 - 21 user 331 ann
        2026-10-05 192.0.2.3 08:00:25 ann 21 pass 230 ***
        2026-10-05 192.0.2.3 08:00:26 ann 21 controlchannelclosed - -

        """)
    #expect(found.words == ["ann clear - clear succeeded 0/0/0 certain"])
    #expect(found.sessions.map(\.client) == ["192.0.2.3"])
  }

  /// Where logging is selective, the summary names the setting to change.
  @Test func adviceForSelectiveLogging() async throws {
    let found = try await Analysed(log: IISShorthand.log(Self.cases[4].log))
    let advice = try #require(found.summary.advice.first)
    #expect(advice.logFormat == "iis-w3c")
    #expect(advice.text.contains("selectiveLogging"))
    let complete = try await Analysed(
      log: Self.log(Self.port, Self.inTurns("192.0.2.7/5001", "192.0.2.7/5002")))
    #expect(complete.summary.advice.isEmpty)
  }

  @Test func implicitPortsOfTheUser() async throws {
    let log = IISShorthand.log(
      """
      #F
      10:00:00 - 2990 ControlChannelOpened - - 0 a
      10:00:00 - 2990 USER bob 331 0 a
      10:00:00 bob 2990 PASS *** 230 0 a
      """)
    #expect(try await Analysed(log: log).sessions.map(\.control) == [.clear])
    let told = try await Analysed(log: log) { $0.implicitPorts.insert(2990) }
    #expect(told.sessions.map(\.control) == [.implicit])
  }

  /// `--server-ip` and `--server-port` fill what the log lacks, and nothing else.
  @Test func serverOfTheUser() async throws {
    let log = """
      #Fields: time c-ip cs-method cs-uri-stem sc-status
      10:00:00 192.0.2.7 [1]USER bob 331
      10:00:00 192.0.2.7 [1]PASS - 230

      """
    let told = try await Analysed(log: log) { options in
      options.server = "198.51.100.9"
      options.port = 2121
    }
    #expect(told.sessions.map(\.server) == ["198.51.100.9"])
    #expect(told.sessions.map(\.port) == [2121])
    let known = try await Analysed(
      log: Self.log(Self.port, Self.inTurns("192.0.2.7/5001", "192.0.2.7/5002"))
    ) { $0.server = "198.51.100.9" }
    #expect(known.sessions.map(\.server) == ["198.51.100.1", "198.51.100.1"])
  }

  /// IIS writes a space as `+`, in the user's column and in what USER asked for.
  @Test func nameOfSeveralWords() async throws {
    let found = try await Analysed(
      log: Self.log(
        Self.port,
        """
        10:00:00 192.0.2.7/40001 - ControlChannelOpened - -
        10:00:01 192.0.2.7/40001 - USER bert+van+dam 331
        10:00:02 192.0.2.7/40001 - PASS *** 530
        10:00:03 192.0.2.7/40001 - USER bert+van+dam 331
        10:00:04 192.0.2.7/40001 bert+van+dam PASS *** 230
        10:00:05 192.0.2.7/40001 bert+van+dam ControlChannelClosed - -
        10:01:00 192.0.2.7/40002 - ControlChannelOpened - -
        10:01:01 192.0.2.7/40002 - USER bert+van+dam 331
        10:01:02 192.0.2.7/40002 - PASS *** 530
        10:01:05 192.0.2.7/40002 - ControlChannelClosed - -
        """))
    #expect(found.inOrder.map(\.user) == ["bert van dam", "bert van dam"])
  }
}
