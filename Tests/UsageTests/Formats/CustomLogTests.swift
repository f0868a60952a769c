import Bytes
import FTPProtocol
import Records
import Testing
import YAMLFiles

@testable import Usage

@Suite struct CustomLogTests {
  static let oneLine = #"""
    name: serv-x
    pattern: '^(?<time>\S+ \S+) (?<client>\S+):(?<client_port>\d+) (?<user>\S+) (?<verb>[A-Za-z]+) (?<argument>.*) (?<code>\d{3}|-)$'
    time: "%Y-%m-%d %H:%M:%S"
    port: 2121
    """#

  static let manyLines = #"""
    name: serv-y
    title: Serv Y
    pattern:
      - '^\[(?<session>\d+)\] (?<time>[^|]+)\|> (?<verb>.+)$'
      - '^\[(?<session>\d+)\] (?<time>[^|]+)\|< (?<code>\d{3}) (?<text>.*)$'
      - '^\[(?<session>\d+)\] (?<time>[^|]+)\|(?<event>\w+) (?<client>\S+) (?<server>\S+):(?<port>\d+)'
    connect: ^connected
    disconnect: '^\[(?<session>\d+)\] gone$'
    time: [iso, epoch]
    implicit-data-level: P
    """#

  @Test func commandsWithCodes() throws {
    let table = eventTable(
      try CustomLogFormat.load(yaml: Self.oneLine, path: "x.yaml"),
      #"""
      2024-01-02 03:04:05 ::ffff:192.0.2.7:4711 - USER bob 331
      2024-01-02 03:04:06 192.0.2.7:4711 - pass secret 230
      2024-01-02 03:04:07 192.0.2.7:4711 bob PROT p 200
      2024-01-02 03:04:08 192.0.2.7:4711 bob RETR a b -
      2024-01-02 03:04:09 192.0.2.7:4711 bob XPASS secret 500
      2024-13-02 03:04:09 192.0.2.7:4711 bob NOOP x 200
      nothing of the kind
      """#)
    #expect(
      table == [
        "2024-01-02T03:04:05Z command USER bob 331 client=192.0.2.7:4711 server=:2121 may-begin",
        "2024-01-02T03:04:06Z command PASS 230 client=192.0.2.7:4711 server=:2121 may-begin",
        "2024-01-02T03:04:07Z command PROT p 200 client=192.0.2.7:4711 server=:2121 user=bob may-begin",
        "2024-01-02T03:04:08Z asked RETR a b client=192.0.2.7:4711 server=:2121 user=bob may-begin",
        "2024-01-02T03:04:09Z command ? 500 client=192.0.2.7:4711 server=:2121 user=bob may-begin",
        #"malformed("the time has no form that `time` names")"#, "foreign",
      ])
  }

  /// An AUTH that is accepted is of the connection that has not logged in, whatever it sent before.
  @Test(arguments: ["AUTH GSSAPI\" 504", "USER bob\" 331", "FEAT\" 211"])
  func authOfTheSecond(_ first: String) async throws {
    let yaml = #"""
      name: whole
      time: clf
      pattern: '^(?<client>\S+) (?<user>\S+) \[(?<time>[^\]]+)\] "(?<verb>\S+)(?: (?<argument>[^"]*))?" (?<code>\d{3})$'
      """#
    let login = ["- AUTH TLS\" 234", "- USER bob\" 331", "bob PASS (hidden)\" 230"]
    let lines = (login + ["- \(first)"] + login + ["bob QUIT\" 221"]).enumerated().map {
      let (user, rest) = ($1.split(separator: " ")[0], $1.drop { $0 != " " }.dropFirst())
      return "192.0.2.7 \(user) [21/Sep/2026:03:1\($0):52 +0000] \"\(rest)\n"
    }
    let found = try await Analysed(log: lines.joined()) {
      $0.ownFormat = (path: "x.yaml", yaml: yaml)
    }
    #expect(found.words.allSatisfy { $0.hasPrefix("bob explicit C ") })
    #expect(found.words.count == 2)
    #expect(found.summary.totals.clearLogins == 0)
  }

  /// Some servers have a word in the user's place until the login.
  @Test func wordBeforeLogin() async throws {
    let log = """
      2024-01-02 03:04:05 192.0.2.7:4711 nobody USER bob 331
      2024-01-02 03:04:06 192.0.2.7:4711 bob PASS secret 230

      """
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: Self.oneLine) }
    #expect(found.sessions.map(\.user) == ["bob"])
  }

  /// Where lines name the client alone and none tells of connects, a login where one was made is
  /// another connection's.
  @Test func nextConnection() async throws {
    let yaml = #"""
      name: serv-z
      pattern: '^(?<time>\S+) (?<client>\S+) (?:(?<user>[a-z]+) )?(?<verb>[A-Z]+ .*?) => (?<code>\d+)$'
      time: epoch
      port: 21
      """#
    let log = """
      1700000000 192.0.2.7 AUTH TLS => 234
      1700000001 192.0.2.7 USER bob => 331
      1700000002 192.0.2.7 bob PASS x => 230
      1700000003 192.0.2.7 bob PROT P => 200
      1700000004 192.0.2.7 bob STOR a => 226
      1700040000 192.0.2.7 USER carl => 331
      1700040001 192.0.2.7 carl PASS x => 230
      1700040002 192.0.2.7 carl RETR b => 226

      """
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "z.yaml", yaml: yaml) }
    #expect(
      found.words == [
        "bob explicit P protected succeeded 0/1/0 connects-not-logged",
        "carl clear - clear succeeded 1/0/0 connects-not-logged",
      ])
  }

  @Test func repliesOnTheirOwn() throws {
    let format = try CustomLogFormat.load(yaml: Self.manyLines, path: "y.yaml")
    let table = eventTable(
      format,
      #"""
      [7] 2024-01-02T03:04:05Z|connected 192.0.2.7 192.0.2.1:990
      [7] 1700000000.5|> AUTH TLS
      [7] 2024-01-02T03:04:05Z|< 150 wait
      [7] 2024-01-02T03:04:05Z|< 234 go
      [7] 2024-01-02T03:04:05Z|> PASS secret
      [7] gone
      """#)
    #expect(format.title == "Serv Y" && format.sessions.start == .clear)
    #expect(format.sessions.rules.implicitDataLevel == .private)
    #expect(
      table == [
        "2024-01-02T03:04:05Z opened client=192.0.2.7 server=192.0.2.1:990",
        "2023-11-14T22:13:20.500Z asked AUTH TLS",
        "2024-01-02T03:04:05Z seen",
        "2024-01-02T03:04:05Z replied 234",
        "2024-01-02T03:04:05Z asked PASS",
        "1970-01-01T00:00:00Z closed",
      ])
  }

  @Test func clientsShareTheirKey() throws {
    let yaml = #"""
      name: z
      pattern: '^(?<client>\S+) (?<user>\S+) (?<verb>\S+)$'
      """#
    let table = eventTable(
      try CustomLogFormat.load(yaml: yaml, path: "z.yaml"), "192.0.2.7 bob RETR\nhost bob LIST")
    #expect(
      table == [
        "1970-01-01T00:00:00Z command RETR client=192.0.2.7 user=bob may-begin shared",
        "1970-01-01T00:00:00Z command LIST client=host user=bob may-begin shared",
      ])
  }

  static let groups =
    "time, client, client_port, server, port, user, verb, argument, code, text, session, event, bytes, protocol"
  static let ok = #"pattern: '(?<client>\S+) (?<verb>\w+)'"#

  /// Descriptions and why each is refused.
  static let refusals: [(String, String)] = [
    ("", "f.yaml: has no keys: write `key: value` lines"),
    ("- a", "f.yaml: has no keys: write `key: value` lines"),
    (ok, "f.yaml: `name` is missing: write a word for the format"),
    ("name: a b\n" + ok, "f.yaml:1: `name` wants a word of at most 64 letters, digits and -._"),
    ("name: a", "f.yaml: `pattern` is missing: write an expression with (?<time>…), (?<verb>…), …"),
    (
      "name: a\npattern: '('",
      "f.yaml:2: `pattern` is no expression that PCRE2 takes: missing closing parenthesis at byte 1"
    ),
    ("name: a\npattern: []", "f.yaml:2: `pattern` wants a text or a list of texts"),
    ("name: a\npatern: x", "f.yaml:2: `patern` means nothing: did you mean `pattern`?"),
    (
      "name: a\npattern: '(?<verb>a)(?<ip>b)'",
      "f.yaml:2: `pattern` has a group 'ip' that means nothing: use \(groups)"
    ),
    (
      "name: a\npattern: '(?<verb>a)'",
      "f.yaml: `pattern` tells sessions by nothing: add (?<session>…) or (?<client>…)"
    ),
    (
      "name: a\npattern: '(?<client>a)'",
      "f.yaml: `pattern` tells nothing of a session: add (?<verb>…) and (?<code>…), or a key as login"
    ),
    (
      "name: a\npattern: '(?<time>a)(?<client>a)(?<verb>a)'",
      "f.yaml: `time` is missing: write iso, syslog, asctime, clf, epoch, or a pattern as %Y-%m-%d %H:%M:%S"
    ),
    (
      "name: a\ntime: rfc\n" + ok,
      "f.yaml:2: `time` does not know 'rfc': write iso, syslog, asctime, clf, epoch, or a pattern as %Y-%m-%d %H:%M:%S"
    ),
    (
      "name: a\ntime: '%d.%m.%Y %R'\n" + ok,
      "f.yaml:2: `time` does not know '%R' in '%d.%m.%Y %R': the words are \(TimePattern.words)"
    ),
    (
      "name: a\ntime: '%F %%%'\n" + ok,
      "f.yaml:2: `time` does not know '%' in '%F %%%': the words are \(TimePattern.words)"
    ),
    (
      "name: a\ntime: '%H:%M:%S'\n" + ok,
      "f.yaml:2: `time` has no day in '%H:%M:%S': sessions are told apart by days too"
    ),
    (
      "name: iis-w3c\n" + ok,
      "f.yaml:1: `name` is 'iis-w3c', which is a format that is known: write another word"
    ),
    ("name: a\nport: 70000\n" + ok, "f.yaml:2: `port` wants a number from 1 to 65535"),
    (
      "name: a\nimplicit-data-level: X\n" + ok, "f.yaml:2: `implicit-data-level` wants C, S, E or P"
    ),
  ]

  @Test(arguments: refusals.indices)
  func refused(_ index: Int) {
    let (yaml, reason) = Self.refusals[index]
    let failure = #expect(throws: YAMLFailure.self) {
      try CustomLogFormat.load(yaml: yaml, path: "f.yaml")
    }
    #expect(failure?.description == reason)
  }

  @Test func brokenYAMLIsOneLine() {
    let failure = #expect(throws: YAMLFailure.self) {
      try CustomLogFormat.load(yaml: "name: [", path: "f.yaml")
    }
    #expect(failure?.description.hasPrefix("f.yaml: is no YAML: ") == true)
    #expect(failure?.description.contains("\n") == false)
  }

  @Test func costlyPatternIsMalformed() throws {
    let yaml = #"""
      name: z
      pattern: '^(?:(?:a+)+)+(?<client>b)\1(?<verb>)'
      """#
    let table = eventTable(
      try CustomLogFormat.load(yaml: yaml, path: "z.yaml"),
      String(repeating: "a", count: 5000) + "b")
    #expect(table == [#"malformed("the pattern takes too many steps on this line")"#])
  }

  @Test(arguments: [
    ("%d/%b/%Y:%H:%M:%S %z", "10/Oct/2026:13:55:36 +0200", "2026-10-10T11:55:36Z"),
    ("%a %B %e %I:%M:%S %p %y", "Tue November  3 01:02:03 PM 26", "2026-11-03T13:02:03Z"),
    ("%m/%d/%Y %I:%M %p", "1/2/2026 12:30 am", "2026-01-02T00:30:00Z"),
    ("%FT%T.%f%z", "2026-01-02T03:04:05.25Z", "2026-01-02T03:04:05.250Z"),
    ("%s", "1700000000", "2023-11-14T22:13:20Z"),
    ("clf", "[10/Oct/2026:13:55:36 +0000]", "2026-10-10T13:55:36Z"),
    ("asctime", "Tue Nov 13 16:55:47 2018", "2018-11-13T16:55:47Z"),
    ("%d %b %H:%M:%S", "05 Oct 08:12:01", "2026-10-05T08:12:01Z"),
    ("%m%d %H:%M:%S", "1231 08:12:01", "2025-12-31T08:12:01Z"),
    ("%H:%M:%S", "25:00:00", "nil"), ("%Y-%m", "x", "nil"), ("iso", "", "nil"),
  ])
  func times(_ pattern: String, _ text: String, _ expected: String) throws {
    let time = try #require(TimePattern(pattern))
    var text = text
    var context = ReaderContext()
    context.written = try #require(Timestamp(rfc3339: "2026-11-27"))
    let moment = text.withUTF8 { time.read(ByteSlice($0), context) }
    #expect((moment?.rfc3339 ?? "nil") == expected)
  }
}
