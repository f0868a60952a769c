import Records
import Testing

@testable import Usage

/// Connections of one address to a vsftpd whose processes are all called 2: what each waits for
/// tells their lines apart.
@Suite struct OverlappingConnectionsTests {
  /// Lines of `SECONDS USER TEXT`: `>` before what the client says, `<` before what the server
  /// does, else as it is.
  private static func log(_ lines: [String]) -> String {
    lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      let second = Int(parts[0]) ?? 0
      let (minutes, seconds) = second.quotientAndRemainder(dividingBy: 60)
      let clock = "08:\(minutes < 10 ? "0" : "")\(minutes):\(seconds < 10 ? "0" : "")\(seconds)"
      let user = parts[1] == "-" ? "" : "[\(parts[1])] "
      let client = "Client \"192.0.2.5\""
      let text = String(parts[2].dropFirst())
      let message =
        switch parts[2].first {
        case ">": "FTP command: \(client), \"\(text)\""
        case "<": "FTP response: \(client), \"\(text)\""
        default: "\(parts[2]): \(client)\(parts[2] == "OK UPLOAD" ? ", \"/x\", 12 bytes" : "")"
        }
      return "Mon Nov  2 \(clock) 2026 [pid 2] \(user)\(message)\n"
    }.joined()
  }

  /// A client that waits for the reply to AUTH says nothing meanwhile: another logs in in clear.
  @Test func whoseUserItIs() async throws {
    let found = try await Analysed(
      log: Self.log([
        "0 - CONNECT", "0 - CONNECT", "1 - <220 ready", "1 - <220 ready", "2 - >AUTH TLS",
        "2 - >USER amy", "3 - <234 Proceed.", "3 amy <331 Password?", "4 - >USER bob",
        "4 amy >PASS <password>", "5 bob <331 Password?", "5 amy OK LOGIN",
        "6 bob >PASS <password>", "6 amy <230 Welcome.", "7 bob OK LOGIN", "8 bob <230 Welcome.",
        "9 bob >PBSZ 0", "10 bob <200 OK", "11 bob >PROT P", "12 bob <200 OK",
        "13 bob >STOR x", "15 bob OK UPLOAD", "16 bob <226 Done.",
      ]))
    let sessions = found.sessions.sorted { ($0.user ?? "") < ($1.user ?? "") }
    #expect(sessions.map(\.user) == ["amy", "bob"])
    #expect(sessions.map(\.credentials) == [.clear, .protected])
    #expect(sessions.map(\.transfers.private) == [0, 1])
    #expect(found.summary.readiness.users.map(\.name) == ["amy"])
  }

  private static func session(at second: Int, tls: Bool) -> [String] {
    var lines = ["- CONNECT", "- <220 ready"]
    if tls { lines += ["- >AUTH TLS", "- <234 Proceed."] }
    lines += ["- >USER bob", "bob <331 Password?", "bob >PASS <password>", "bob OK LOGIN"]
    lines.append("bob <230 Welcome.")
    if tls { lines += ["bob >PBSZ 0", "bob <200 OK", "bob >PROT P", "bob <200 OK"] }
    lines += ["bob >STOR x", "bob <150 Go on.", "bob OK UPLOAD", "bob <226 Done."]
    return lines.enumerated().map { "\(second + $0.offset) \($0.element)" }
  }

  /// A client is gone after its PASS, and no line tells so: what comes a minute later is not the
  /// answer to it.
  @Test func deadConnectionTakesNothing() async throws {
    let dead = Array(Self.session(at: 0, tls: false).prefix(5))
    let found = try await Analysed(
      log: Self.log(
        dead + Self.session(at: 60, tls: true) + Self.session(at: 120, tls: false)))
    let sessions = found.inOrder
    #expect(sessions.map(\.credentials) == [.clear, .protected, .clear])
    #expect(sessions.map(\.login) == [.none, .succeeded, .succeeded])
    #expect(sessions.map(\.transfers.clear) == [0, 0, 1])
    #expect(sessions.map(\.transfers.private) == [0, 1, 0])
  }
}
