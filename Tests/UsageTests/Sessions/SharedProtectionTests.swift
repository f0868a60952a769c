import Records
import Testing

@testable import Usage

/// One address, a connection that began TLS and one that did not: nothing tells whose the login is.
@Suite struct SharedProtectionTests {
  private static let head = """
    #Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-substatus

    """

  private static func log(_ events: [String]) -> String {
    head
      + events.map { event in
        let (clock, rest) = (event.prefix(2), event.dropFirst(3))
        let user = rest.hasPrefix("PASS *** 230") || rest.hasPrefix("STOR") ? "bob" : "-"
        let substatus = rest.hasSuffix("64") ? 32 : 0
        return "2026-10-05 08:12:\(clock) 192.0.2.10 \(user) 10.0.0.1 21 \(rest) \(substatus)\n"
      }.joined()
  }

  @Test func isNotProtected() async throws {
    let found = try await Analysed(
      log: Self.log([
        "01 ControlChannelOpened - -", "01 AUTH TLS 234", "02 ControlChannelOpened - -",
        "02 USER bob 331", "02 PASS *** 230", "31 ControlChannelClosed - -",
        "41 ControlChannelClosed - -",
      ]))
    #expect(found.sessions.contains { $0.credentials == .unknown && $0.user == "bob" })
    #expect(!found.sessions.contains { $0.credentials == .protected })
    #expect(found.summary.verdict == .cannotTell)
  }

  /// After REIN nobody is logged in, so that lines without a name may be the connection's again.
  @Test func afterREIN() async throws {
    let found = try await Analysed(
      log: Self.log([
        "01 ControlChannelOpened - -", "01 AUTH TLS 234", "02 USER bob 331", "03 PASS *** 230",
        "04 REIN - 220", "05 AUTH TLS 234", "06 ControlChannelOpened - -", "07 PBSZ 0 200",
        "08 PROT P 200", "09 USER bob 331", "10 PASS *** 230", "31 ControlChannelClosed - -",
        "41 ControlChannelClosed - -",
      ]))
    #expect(!found.sessions.contains { $0.credentials == .protected && $0.auth == nil })
    #expect(found.summary.verdict == .cannotTell)
  }

  /// PBSZ tells of TLS when it was sent: not of a login before the AUTH that it needed.
  @Test func levelBehindAnotherAuth() async throws {
    let lines = [
      "04 - AUTH TLS 234", "05 - FEAT - 211", "09 - USER bob 331", "09 bob PASS *** 230",
      "09 - AUTH TLS 234", "13 bob AUTH TLS 234", "13 - USER ann 331", "14 bob PBSZ 0 200",
      "14 - PASS *** 530", "14 bob PROT P 200", "14 - QUIT - 221", "18 bob STOR f 226",
    ].map { line in
      let words = line.split(separator: " ", maxSplits: 2)
      return "2026-10-05 08:12:\(words[0]) 192.0.2.10 \(words[1]) 10.0.0.1 21 \(words[2]) 0\n"
    }
    let found = try await Analysed(log: Self.head + lines.joined())
    #expect(found.sessions.filter { $0.user == "bob" }.map(\.credentials) == [.unknown])
    #expect(found.summary.verdict == .cannotTell)
  }

  private static let notProtected: [(String, [String])] = [
    (
      "a handshake that failed is of the connection that asked for TLS",
      [
        "01 ControlChannelOpened - -", "02 USER bob 331", "03 ControlChannelOpened - -",
        "03 AUTH TLS 234", "04 ControlChannelClosed - 64", "05 USER bob 331", "06 PASS *** 230",
        "07 QUIT - 221", "07 ControlChannelClosed - -",
      ]
    ),
    (
      "a wrong password in clear of a connection, AUTH of another, and one of them logs in",
      [
        "01 ControlChannelOpened - -", "01 ControlChannelOpened - -", "02 USER bob 331",
        "02 PASS *** 530", "03 USER bob 331", "03 AUTH TLS 234", "04 PASS *** 230",
        "06 QUIT - 221", "06 ControlChannelClosed - -", "07 ControlChannelClosed - -",
      ]
    ),
    (
      "PBSZ and PROT without AUTH may be of the other connection, which began TLS",
      [
        "01 ControlChannelOpened - -", "01 AUTH TLS 234", "02 USER eve 331",
        "04 ControlChannelOpened - -", "05 USER bob 331", "05 PBSZ 0 200", "06 PASS *** 230",
        "06 ControlChannelClosed - -", "07 PROT P 200", "08 ControlChannelClosed - -",
      ]
    ),
    (
      "which of two quit is not told, nor which of them logs in",
      [
        "01 ControlChannelOpened - -", "01 ControlChannelOpened - -", "02 AUTH TLS 234",
        "03 QUIT - 221", "03 ControlChannelClosed - -", "05 USER bob 331", "06 PASS *** 230",
        "09 ControlChannelClosed - -",
      ]
    ),
    (
      "no connects in the log: nobody is named after a login, so that the PROT is another's",
      [
        "01 FEAT - 211", "01 USER bob 331", "02 AUTH TLS 234", "03 PBSZ 0 200",
        "04 PASS *** 230", "05 PROT P 200", "06 STOR x 226",
      ]
    ),
  ]

  @Test(arguments: notProtected) func isNotReady(_ words: String, _ events: [String]) async throws {
    let found = try await Analysed(log: Self.log(events))
    #expect(!found.sessions.contains { $0.credentials == .protected }, "\(words)")
    #expect(found.summary.verdict != .ready, "\(words)")
  }

  /// Of two connections that may have sent it, one sent PROT P, before anybody was named.
  @Test(arguments: [1, 2]) func levelBeforeTheLogin(_ count: Int) async throws {
    let events =
      [
        "01 ControlChannelOpened - -", "01 ControlChannelOpened - -", "02 AUTH TLS 234",
        "03 AUTH TLS 234", "04 PBSZ 0 200",
      ] + Array(repeating: "04 PROT P 200", count: count) + [
        "05 USER bob 331", "06 PASS *** 230", "07 STOR x 226", "08 ControlChannelClosed - -",
        "09 ControlChannelClosed - -",
      ]
    let found = try await Analysed(log: Self.log(events))
    #expect(found.sessions.map(\.transfers.private).reduce(0, +) == count - 1)
    #expect((found.summary.verdict == .ready) == (count == 2))
  }

  /// Where both use TLS it does not matter whose it is.
  @Test func bothUnderTLS() async throws {
    let found = try await Analysed(
      log: Self.log([
        "01 ControlChannelOpened - -", "01 AUTH TLS 234", "02 ControlChannelOpened - -",
        "02 AUTH TLS 234", "03 USER bob 331", "04 PASS *** 230", "31 ControlChannelClosed - -",
        "41 ControlChannelClosed - -",
      ]))
    #expect(found.sessions.filter { $0.credentials == .protected }.map(\.user) == ["bob"])
    #expect(found.summary.verdict == .ready)
  }
}
