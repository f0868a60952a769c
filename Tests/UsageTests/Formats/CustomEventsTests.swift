import Foundation
import Records
import TestSupport
import Testing

@testable import Usage

/// Described logs that tell of events: `login`, `tls` and the like.
@Suite struct CustomEventsTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Project.root.appending(path: path), encoding: .utf8)
  }

  /// The example that the guide shows and describes.
  @Test func example() async throws {
    let yaml = try Self.text("Examples/custom/lantern.yaml")
    let shown = yaml.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    #expect(try Self.text("docs/guide/logs.md").contains("```yaml\n\(shown)\n```"))
    let found = try await Analysed(log: Self.text("Examples/custom/lantern.log")) {
      $0.ownFormat = (path: "lantern.yaml", yaml: yaml)
    }
    #expect(
      found.words == [
        "marga explicit P protected succeeded 0/1/0 certain",
        "crane clear - clear succeeded 1/0/0 certain",
        "- none - none none 0/0/0 certain",
      ])
    #expect(found.inOrder.map(\.bytesReceived) == [1042, nil, nil])
    #expect(found.inOrder.map(\.bytesSent) == [nil, 88, nil])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  private static let head = #"""
    name: x
    pattern: '^(?<session>\d+) (?<event>.*)$'

    """#

  /// What is described, what the log says, and what comes of it.
  @Test(arguments: [
    // Without `tls` nothing tells of TLS; with it and without the port, not which kind.
    ("login: ^in (?<user>.+)", "1 in bob", "bob unknown - unknown succeeded tls-not-logged"),
    (
      "login: ^in (?<user>.+)\ntls: ^tls", "1 in bob",
      "bob clear - clear succeeded certain"
    ),
    (
      "login: ^in (?<user>.+)\ntls: ^tls", "1 tls\n1 in bob",
      "bob explicit - protected succeeded mode-not-logged"
    ),
    (
      "login: ^in (?<user>.+)\ntls: ^tls\nport: 990", "1 tls\n1 in bob",
      "bob implicit - protected succeeded certain"
    ),
    // The login may come in clear, and TLS after it.
    (
      "login: ^in (?<user>.+)\ntls: ^tls\nport: 21", "1 in bob\n1 tls",
      "bob explicit - clear succeeded certain"
    ),
    (
      "login: in (?<user>.+)\nlogin-refused: '^not in (?<user>.+)'\ntls: ^tls\nport: 21",
      "1 not in eve", "eve clear - clear failed certain"
    ),
  ])
  func described(_ keys: String, _ log: String, _ expected: String) async throws {
    let found = try await Analysed(log: log + "\n") {
      $0.ownFormat = (path: "x.yaml", yaml: Self.head + keys)
    }
    #expect(found.words.map { $0.replacing("0/0/0 ", with: "") } == [expected])
  }

  /// A log that tells of TLS, and a session of which it does not, whose PROT was accepted or whose
  /// data is said to be private: what is so can't be told.
  @Test(arguments: [
    ("1 PROT P 200", "bob unknown P unknown succeeded 0/0/1 auth-not-logged"),
    (
      "1 AUTH TLS 502\n1 PROT P 200\n1 PROT P 200",
      "bob unknown P unknown succeeded 0/0/1 auth-not-logged"
        + " [AUTH 502: the server does not know this AUTH mechanism]"
    ),
    ("1 private", "bob unknown P unknown succeeded 0/0/1 auth-not-logged"),
    ("1 PROT C 200", "bob unknown C unknown succeeded 1/0/0 auth-not-logged"),
    (
      "1 PROT P 503",
      "bob clear - clear succeeded 1/0/0 certain"
        + " [PROT 503: PBSZ or PROT came before what has to come first]"
    ),
    ("1 tls\n1 PROT P 200", "bob explicit P protected succeeded 0/1/0 certain"),
    ("1 AUTH TLS 234\n1 PROT P 200", "bob explicit P protected succeeded 0/1/0 certain"),
  ]) func contradiction(_ log: String, _ expected: String) async throws {
    let yaml = #"""
      name: x
      pattern:
        - '^(?<session>\d+) (?<verb>[A-Z]+ ?[A-Z]*) (?<code>\d+)$'
        - '^(?<session>\d+) (?<event>.*)$'
      tls: ^tls
      login: ^in (?<user>.+)
      data-private: ^private
      file-sent: ^sent
      port: 21
      """#
    let found = try await Analysed(log: log + "\n1 USER bob 331\n1 PASS x 230\n1 in bob\n1 sent\n")
    {
      $0.ownFormat = (path: "x.yaml", yaml: yaml)
    }
    #expect(found.words == [expected])
  }

  /// A log of commands alone does not show what came of an AUTH, unless it tells of TLS.
  @Test(arguments: [
    ("", "1 AUTH TLS", "bob unknown - unknown succeeded 0/0/1 tls-not-logged"),
    ("", "1 SYST", "bob clear - clear succeeded 1/0/0 certain"),
    ("tls: ^tls", "1 AUTH TLS", "bob clear - clear succeeded 1/0/0 certain"),
    ("tls: ^tls", "1 AUTH TLS\n1 tls", "bob explicit - protected succeeded 0/0/1 certain"),
    (
      "data-private: ^private", "1 AUTH TLS\n1 private",
      "bob explicit P protected succeeded 0/1/0 auth-not-logged"
    ),
  ]) func unanswered(_ keys: String, _ log: String, _ expected: String) async throws {
    let yaml = #"""
      name: x
      pattern:
        - '^(?<session>\d+) (?<verb>[A-Z]+)(?: (?<argument>.*))?$'
        - '^(?<session>\d+) (?<event>.*)$'
      login: ^in (?<user>.+)
      file-sent: ^sent
      port: 21

      """#
    let found = try await Analysed(log: log + "\n1 USER bob\n1 PASS x\n1 in bob\n1 sent\n") {
      $0.ownFormat = (path: "x.yaml", yaml: yaml + keys)
    }
    #expect(found.words == [expected])
  }

  /// The words of a command or of a reply are no event.
  @Test func words() async throws {
    let yaml = #"""
      name: x
      pattern:
        - '^(?<session>\d+) > (?<verb>.+)$'
        - '^(?<session>\d+) < (?<code>\d+) (?<text>.*)$'
      login: 'logged in'
      port: 21
      """#
    let log = "1 > USER bob\n1 < 331 well\n1 > PASS x\n1 < 530 not logged in\n"
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: yaml) }
    #expect(found.words == ["bob clear - clear failed 0/0/0 certain"])
  }

  @Test(arguments: [
    ("login: '('", "`login` is no expression that PCRE2 takes: missing closing parenthesis"),
    ("login: '(?<name>a)'", "`login` has a group 'name' that means nothing: use"),
    ("file-sent: []", "`file-sent` wants a text or a list of texts"),
    ("logins: a", "`logins` means nothing: did you mean `login`?"),
  ])
  func refused(_ key: String, _ reason: String) {
    let failure = #expect(throws: (any Error).self) {
      try CustomLogFormat.load(yaml: Self.head + key, path: "f.yaml")
    }
    #expect(failure.map { "\($0)".hasPrefix("f.yaml:3: \(reason)") } == true, "\(failure as Any)")
  }

  /// Nothing but the client tells sessions apart: a login or TLS after a login begins another.
  @Test func oneClient() async throws {
    let yaml = #"""
      name: x
      time: '%Y-%m-%d %H:%M:%S'
      pattern: '^(?<time>\S+ \S+) (?<client>\S+) (?<event>.*)$'
      tls: '^tls'
      login: '^in (?<user>.+)'
      data-private: '^private'
      file-sent: '^sent'
      file-received: '^received'
      port: 21
      """#
    let log = """
      2026-09-05 12:00:00 192.0.2.1 tls
      2026-09-05 12:00:02 192.0.2.1 in amy
      2026-09-05 12:00:03 192.0.2.1 private
      2026-09-05 12:00:06 192.0.2.1 sent
      2026-09-05 14:00:07 192.0.2.1 in bob
      2026-09-05 14:00:10 192.0.2.1 received
      2026-09-05 15:00:00 192.0.2.1 tls
      2026-09-05 15:00:02 192.0.2.1 in amy

      """
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: yaml) }
    #expect(
      found.words == [
        "amy explicit P protected succeeded 0/1/0 shared-address,connects-not-logged",
        "bob clear - clear succeeded 1/0/0 shared-address,connects-not-logged",
        "amy explicit - protected succeeded 0/0/0 connects-not-logged",
      ])
  }
}
