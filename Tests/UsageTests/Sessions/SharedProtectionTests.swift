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
        let user = rest.hasPrefix("PASS") ? "bob" : "-"
        return "2026-10-05 08:12:\(clock) 192.0.2.10 \(user) 10.0.0.1 21 \(rest) 0\n"
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
