import Testing

@testable import Usage

/// Connections on which one user logs in after another: the record names one, and each counts.
@Suite struct SeveralUsersTests {
  private static let iis = IISShorthand.log(
    """
    #F
    10:00:00 - 21 ControlChannelOpened - - 0 A
    10:00:01 - 21 USER anonymous 331 0 A
    10:00:02 anonymous 21 PASS x@y 230 0 A
    10:00:03 anonymous 21 USER bob 331 0 A
    10:00:04 CORP\\bob 21 PASS *** 230 0 A
    10:00:05 CORP\\bob 21 STOR a.txt 226 0 A
    """)

  private static let pyftpdlib = """
    [I 2026-11-02 08:00:00] 192.0.2.5:5000-[] FTP session opened (connect)
    [D 2026-11-02 08:00:01] 192.0.2.5:5000-[] -> 220 pyftpdlib 1.5.9 ready.
    [D 2026-11-02 08:00:02] 192.0.2.5:5000-[] <- USER anonymous
    [D 2026-11-02 08:00:03] 192.0.2.5:5000-[anonymous] -> 331 Username ok, send password.
    [D 2026-11-02 08:00:04] 192.0.2.5:5000-[anonymous] <- PASS ******
    [D 2026-11-02 08:00:05] 192.0.2.5:5000-[anonymous] -> 230 Login successful.
    [I 2026-11-02 08:00:06] 192.0.2.5:5000-[anonymous] USER 'anonymous' logged in.
    [D 2026-11-02 08:00:07] 192.0.2.5:5000-[anonymous] <- USER bob
    [D 2026-11-02 08:00:08] 192.0.2.5:5000-[bob] -> 331 Previous information was flushed.
    [D 2026-11-02 08:00:09] 192.0.2.5:5000-[bob] <- PASS ******
    [D 2026-11-02 08:00:10] 192.0.2.5:5000-[bob] -> 230 Login successful.
    [I 2026-11-02 08:00:11] 192.0.2.5:5000-[bob] USER 'bob' logged in.

    """

  @Test(arguments: [(iis, "CORP\\bob"), (pyftpdlib, "bob")])
  func lockedOut(_ log: String, _ bob: String) async throws {
    let found = try await Analysed(log: log)
    #expect(found.sessions.count == 1)
    #expect(found.summary.totals.sessions == 1)
    let readiness = found.summary.readiness
    let both = [bob, "anonymous"].sorted()
    #expect(readiness.users.map(\.name).sorted() == both)
    #expect(readiness.clients.map(\.peerNames).map { $0.sorted() } == [both])
  }

  /// Where no line names who is logged in, USER does.
  @Test(arguments: [[], ["> REIN", "< 220 Ready"]])
  func unnamed(_ between: [String]) async throws {
    func login(_ user: String) -> [String] {
      ["> USER \(user)", "< 331 Password", "> PASS x", "< 230 Welcome"]
    }
    let lines =
      ["connected 192.0.2.7 192.0.2.1:21"] + login("anna") + between + login("carl")
    let log = lines.map { "[7] 1700000000|\($0)\n" }.joined()
    let found = try await Analysed(log: log) {
      $0.ownFormat = (path: "y.yaml", yaml: CustomLogTests.manyLines)
    }
    #expect(found.summary.readiness.users.map(\.name).sorted() == ["anna", "carl"])
  }

  /// Whoever failed to log in is not locked out.
  @Test func failed() async throws {
    let log = Self.iis.replacing("CORP\\bob 198", with: "- 198").replacing(
      "PASS *** 230", with: "PASS *** 530")
    let found = try await Analysed(log: log)
    #expect(found.summary.readiness.users.map(\.name) == ["anonymous"])
  }
}
