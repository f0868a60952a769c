import Records
import Testing

@testable import Usage

/// What mod_tls says of handshakes and data connections that came to nothing.
@Suite struct ProFTPDTLSLogTests {
  private static let day = "2026-11-02 08:00:0"

  private static func table(_ messages: [String]) -> [String] {
    let log = messages.map { "\(day)1,100 mod_tls/2.9.2[41]: \($0)" }.joined(separator: "\n")
    return eventTable(ProFTPDTLSLog.format, log).map { String($0.dropFirst(25)) }
  }

  private static let see = "(see the NoSessionReuseRequired TLSOptions parameter)"

  /// Up to 1.3.6 with `SSL`, from 1.3.7 on with `TLS`.
  @Test(arguments: [
    "client did not reuse SSL session, rejecting data connection \(see)",
    "client did not reuse TLS session, rejecting data connection \(see)",
    "Client did not reuse SSL session from control channel, rejecting data connection \(see)",
    "Client did not reuse TLS session from control channel, rejecting data connection \(see)",
    "client did not reuse TLS session from control channel, rejecting data connection \(see)",
    "rejecting data connection (see TLSOption NoSessionReuseRequired)",
  ])
  func notResumed(_ message: String) {
    let told = "command ? 425 refused: the data connection did not resume the TLS session may-begin"
    #expect(Self.table([message]) == [told])
    // What follows says it again.
    let again = "unable to open data connection: TLS negotiation failed"
    #expect(Self.table([message, again]) == [told])
    let failed = "command ? 425 refused: the TLS handshake failed may-begin"
    #expect(Self.table([again, message, again, again]) == [failed, told, failed])
  }

  @Test(arguments: ["client reused SSL session for data connection", "client did not reuse x"])
  func resumed(_ message: String) { #expect(Self.table([message]).isEmpty) }

  /// A log that begins behind the line for AUTH: that of the failure names the mechanism.
  @Test(arguments: [("TLS/TLS-C", "TLS"), ("SSL/TLS-P", "SSL")])
  func mechanismOfFailure(_ words: String, _ mechanism: String) async throws {
    let messages = [
      "\(words) requested, starting TLS handshake",
      "\(words) negotiation failed on control channel",
    ]
    let told = [
      "command AUTH \(mechanism) 234 start=clear may-begin", "handshakeFailed may-begin",
    ]
    #expect(Self.table(messages) == told)
    #expect(Self.table([messages[1]]) == told)
    let found = try await Analysed(log: "\(Self.day)1,100 mod_tls/2.9.2[41]: \(messages[1])\n")
    #expect(found.sessions.flatMap(\.refusals).map(\.verb) == ["AUTH"])
    #expect(found.sessions.flatMap(\.refusals).map(\.reason) == ["the TLS handshake failed"])
  }

  /// A data connection that failed takes nothing of the session's protection.
  @Test func dataConnectionFailed() async throws {
    let found = try await Analysed(
      log: [
        "TLS/TLS-C requested, starting TLS handshake",
        "TLSv1.3 connection accepted, using cipher X", "Protection set to Private",
        "unable to open data connection: TLS negotiation failed",
      ].map { "\(Self.day)1,100 mod_tls/2.9.2[41]: \($0)\n" }.joined())
    #expect(found.words.map { $0.contains(" explicit P ") } == [true])
    #expect(found.sessions.flatMap(\.refusals).map(\.code) == [425])
  }
}
