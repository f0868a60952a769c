import Bytes
import Records
import Testing

@testable import Usage

/// Whether TLS can be required, and whom to call first.
@Suite struct ReadinessTests {
  /// Sessions of a few words each, `2026-10-01 anna 1 tls`: the day, the user, the last number of
  /// the client's address, and how. `clear` and `tls` log in and store a file, `failed` is refused
  /// the password in clear, `files` stores in clear after a login under TLS, `scan` sends nothing.
  private static func log(_ sessions: String) -> String {
    var number = 0
    let lines = sessions.split(separator: "\n").flatMap { session -> [String] in
      let words = session.split(separator: " ").map(String.init)
      let (day, user, client, how) = (words[0], words[1], words[2], words[3])
      number += 1
      let commands: [(String, String, String)] =
        how == "scan"
        ? []
        : (["tls", "files"].contains(how) ? [("AUTH", "TLS", "234")] : [])
          + (how == "tls" ? [("PROT", "P", "200")] : [])
          + [("USER", user, "331"), ("PASS", "***", how == "failed" ? "530" : "230")]
          + (how == "failed" ? [] : [("STOR", "x", "226")])
      let all =
        [("ControlChannelOpened", "-", "-")] + commands + [("ControlChannelClosed", "-", "-")]
      return all.map { verb, argument, code in
        "\(day) 10:00:00 192.0.2.\(client) - 198.51.100.1 21 \(verb) \(argument) \(code) 0 0 "
          + "\(IISShorthand.session("a").dropLast(4))\(1000 + number) -"
      }
    }
    return ([IISShorthand.fields] + lines).joined(separator: "\n") + "\n"
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var sessions: String
    var verdict: Readiness.Verdict
    var users: [String] = []
    var clients: [String] = []
    var earlier: [String] = []
    var window: Int?
  }

  private static let cases = [
    Case(
      testDescription: "all with TLS", sessions: "2026-10-01 anna 1 tls", verdict: .ready),
    Case(
      testDescription: "no login", sessions: "2026-10-01 anna 1 failed", verdict: .nothing),
    Case(
      testDescription: "scans only", sessions: "2026-10-01 - 1 scan", verdict: .nothing),
    Case(
      testDescription: "scans only of late, and a login before",
      sessions: "2026-03-01 anna 1 tls\n2026-10-01 - 2 scan", verdict: .nothing),
    Case(
      testDescription: "a login in clear", sessions: "2026-10-01 anna 1 clear",
      verdict: .notReady, users: ["anna 1+0 with 192.0.2.1, last 2026-10-01"],
      clients: ["192.0.2.1 1+0 with anna, last 2026-10-01"]),
    Case(
      testDescription: "TLS later does not move the last time in clear",
      sessions: "2026-10-01 anna 1 clear\n2026-10-02 anna 1 files\n2026-10-03 anna 1 tls",
      verdict: .notReady, users: ["anna 1+1 with 192.0.2.1, last 2026-10-02"],
      clients: ["192.0.2.1 1+1 with anna, last 2026-10-02"]),
    Case(
      testDescription: "in clear seven months ago",
      sessions: "2026-03-01 old 1 clear\n2026-10-01 anna 2 tls\n2026-10-30 old 1 tls",
      verdict: .ready, earlier: ["old 1+0 with 192.0.2.1, last 2026-03-01"], window: 244),
    Case(
      testDescription: "in clear seven months ago, and another now",
      sessions: "2026-03-01 old 1 clear\n2026-04-01 anna 1 clear\n2026-10-30 anna 2 clear",
      verdict: .notReady, users: ["anna 1+0 with 192.0.2.2, last 2026-10-30"],
      clients: ["192.0.2.2 1+0 with anna, last 2026-10-30"],
      earlier: ["old 1+0 with 192.0.2.1, last 2026-03-01"], window: 244),
    Case(
      testDescription: "of a client's users only those in clear",
      sessions: (1...12).map { "2026-10-0\($0 % 9 + 1) aa\($0) 1 tls" }.joined(separator: "\n")
        + "\n2026-10-05 zoe 1 clear\n2026-10-05 zoe 2 tls",
      verdict: .notReady, users: ["zoe 1+0 with 192.0.2.1, last 2026-10-05"],
      clients: ["192.0.2.1 1+0 with zoe, last 2026-10-05"]),
    Case(
      testDescription: "in clear together, and from elsewhere",
      sessions: "2026-10-05 anna 1 clear\n2026-10-05 ben 1 tls\n2026-10-05 ben 2 clear",
      verdict: .notReady,
      users: [
        "anna 1+0 with 192.0.2.1, last 2026-10-05", "ben 1+0 with 192.0.2.2, last 2026-10-05",
      ],
      clients: [
        "192.0.2.1 1+0 with anna, last 2026-10-05", "192.0.2.2 1+0 with ben, last 2026-10-05",
      ]),
  ]

  @Test(arguments: cases) func judges(_ one: Case) async throws {
    let summary = try await Analysed(log: Self.log(one.sessions)).summary
    let readiness = summary.readiness
    #expect(summary.verdict == one.verdict)
    #expect(readiness.users.map(\.words) == one.users)
    #expect(readiness.clients.map(\.words) == one.clients)
    #expect(readiness.earlierUsers.map(\.words) == one.earlier)
    #expect(readiness.windowDaysForEarlier == one.window)
    guard let window = one.window else { return }
    let wider = try await Analysed(log: Self.log(one.sessions)) { $0.windowDays = window }.summary
    #expect(wider.readiness.windowDaysForEarlier == nil)
    #expect(Set(one.earlier).isSubset(of: wider.readiness.users.map(\.words)))
  }

  /// Whoever can't see past AUTH can't tell that nobody would be locked out.
  @Test func blindSessionsAreOpen() async throws {
    let ftp =
      "#path\tftp\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tuser\t"
      + "password\tcommand\targ\tmime_type\tfile_size\treply_code\treply_msg\n"
      + "1790848800.0\tC1\t192.0.2.7\t5000\t192.0.2.1\t21\t<unknown>\t-\tAUTH\tTLS\t-\t-\t234\tgo\n"
    let ssl =
      "#path\tssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tversion\t"
      + "established\n1790848800.1\tC1\t192.0.2.7\t5000\t192.0.2.1\t21\tTLSv13\tT\n"
    let iis = Self.log("2026-10-01 anna 1 tls")
    for files in [
      ["ftp.log": ftp], ["ftp.log": ftp, "ssl.log": ssl],
      ["ftp.log": ftp, "ssl.log": ssl, "u_ex.log": iis],
    ] {
      let found = try await Analysed(files: files)
      #expect(found.summary.verdict == .cannotTell, "\(found.words)")
      #expect(found.summary.readiness.unjudgedSessions == 1)
      #expect(found.sessions.filter(\.isUnjudged).count == 1)
    }
  }

  /// A window that is longer than time goes from the first day.
  @Test(arguments: [30, 36_500, Int.max]) func beforeTheEpoch(_ window: Int) {
    var readiness = Readiness()
    readiness.windowDays = window
    readiness.setWindow([(day: -40_000, count: 1), (day: -2, count: 1)], now: nil)
    #expect(readiness.to?.number == -2)
    #expect(readiness.from?.number == max(-40_000, -1 - Int32(clamping: window)))
  }

  /// One session with a wrong date does not move the days that are judged.
  @Test(arguments: [
    ("2026-11-27", "2026-11-02", "2026-11-26", 1, ["anna 1+0 with 192.0.2.1, last 2026-11-02"]),
    // Where it was written the day may be another.
    ("2026-11-25", "2026-11-02", "2026-11-26", 1, ["anna 1+0 with 192.0.2.1, last 2026-11-02"]),
    ("2026-11-24", "2026-11-02", "2026-11-24", 2, ["anna 1+0 with 192.0.2.1, last 2026-11-02"]),
    // A machine whose clock is wrong.
    ("2020-01-01", "2036-01-09", "2036-02-07", 4, []),
    ("2040-01-01", "2036-01-09", "2036-02-07", 0, []),
  ])
  func future(
    _ now: String, _ from: String, _ to: String, _ future: Int, _ users: [String]
  ) async throws {
    let log = Self.log(
      """
      2026-11-02 anna 1 clear
      2026-11-24 ben 2 tls
      2036-02-07 ben 2 tls
      2026-11-26 ben 2 tls
      """)
    let summary = try await Analysed(log: log) { $0.now = Timestamp(rfc3339: now) }.summary
    let readiness = summary.readiness
    #expect(readiness.from?.text == from && readiness.to?.text == to)
    #expect(readiness.futureSessions == future)
    #expect(readiness.futureDay?.text == (future > 0 ? "2036-02-07" : nil))
    #expect(readiness.users.map(\.words) == users)
    #expect(summary.verdict == (users.isEmpty ? .ready : .notReady))
  }

  /// Who is in clear at a time in the future is in clear.
  @Test func futureClear() async throws {
    let log = Self.log("2036-02-07 anna 1 clear\n2026-11-26 ben 2 tls")
    let summary = try await Analysed(log: log) { $0.now = Timestamp(rfc3339: "2026-11-27") }.summary
    #expect(summary.verdict == .notReady && summary.readiness.lockedOutSessions == 1)
    #expect(summary.readiness.users.map(\.name) == ["anna"])
  }

  /// Nor does it end the sessions that are open.
  @Test func futureEndsNone() async throws {
    let others = (1...2000).map { "2026-11-26 ben \($0 % 250) tls" }
    let future = (1...100).map { "2036-02-07 eve \($0) tls" }
    var lines = Self.log((["2026-11-26 anna 251 clear"] + future + others).joined(separator: "\n"))
      .split(separator: "\n")
    lines.append(contentsOf: lines[4...5])
    lines.removeSubrange(4...5)
    let found = try await Analysed(log: lines.joined(separator: "\n") + "\n") {
      $0.now = Timestamp(rfc3339: "2026-11-27")
    }
    #expect(found.sessions.count == 2101)
    #expect(
      found.words.filter { $0.hasPrefix("anna") } == ["anna clear - clear succeeded 1/0/0 certain"])
  }

  /// A log without dates is of any day.
  @Test func undated() async throws {
    let log = Self.log("2026-10-01 anna 1 clear\n2026-10-01 ben 2 tls")
      .replacing("date time", with: "time").replacing("2026-10-01 ", with: "")
    let readiness = try await Analysed(log: log).summary.readiness
    #expect(readiness.users.map(\.words) == ["anna 1+0 with 192.0.2.1, last –"])
    #expect(readiness.lockedOutSessions == 1)
    #expect(readiness.loginUsers == 2 && readiness.clearUsers == 1)
  }

  /// Processors' shares and what a state keeps come together.
  @Test func talliesAddUp() {
    var one = PairList()
    var two = PairList()
    one.insert(PartyPair(client: 1, user: 2, isLockedOut: true))
    one.insert(PartyPair(client: 1, user: 2, isLockedOut: false))
    one.insert(PartyPair(client: 3, user: NamePool.none, isLockedOut: false))
    one.insert(PartyPair(client: NamePool.none, user: NamePool.none, isLockedOut: true))
    for pair in one.pairs { two.insert(pair) }
    let found = two.pairs.sorted { $0.clientPlace < $1.clientPlace }
    #expect(found.map(\.clientPlace) == [2, 4] && found.map(\.userPlace) == [3, 0])
    #expect(found.map(\.isLockedOut) == [true, false])
  }
}

extension Readiness.LockedOut {
  /// `anna 1+0 with 192.0.2.1, last 2026-10-01`: logins in clear, other sessions with files in
  /// clear, peers.
  fileprivate var words: String {
    "\(name) \(clearLogins)+\(clearTransfersOnly) with \(peerNames.joined(separator: " ")), "
      + "last \(last?.day.text ?? "–")"
  }
}
