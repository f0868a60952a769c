import Records
import Testing

@testable import Usage

/// Connections of one address to a vsftpd whose processes are all called 2: what each waits for
/// tells their lines apart.
@Suite struct OverlappingConnectionsTests {
  /// Lines of `SECONDS USER TEXT`: `>` before what the client says, `<` before what the server
  /// does, `!` before what TLS does, else as it is.
  private static func log(_ lines: [String]) -> String {
    lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      let second = Int(parts[0]) ?? 0
      let clock = [8 + second / 3600, second / 60 % 60, second % 60]
        .map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
      let user = parts[1] == "-" ? "" : "[\(parts[1])] "
      let client = "Client \"192.0.2.5\""
      let text = String(parts[2].dropFirst())
      let message =
        switch parts[2].first {
        case ">": "FTP command: \(client), \"\(text)\""
        case "<": "FTP response: \(client), \"\(text)\""
        case "!": "DEBUG: \(client), \"\(text)\""
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

  private static func words(_ sessions: [[String]]) async throws -> [String] {
    try await Analysed(log: log(sessions.flatMap { $0 })).inOrder.map(\.verdict)
  }

  private static let inClear = "clear - clear succeeded 1/0/0"
  private static let underTLS = "explicit P protected succeeded 0/1/0"

  /// vsftpd dies of a handshake that fails.
  @Test func failedHandshakeEnds() async throws {
    let failed = Array(Self.session(at: 0, tls: true).prefix(4))
    let words = try await Self.words([
      failed + ["3 - !SSL_accept failed: unknown ca"], Self.session(at: 60, tls: true),
    ])
    #expect(
      words == [
        "none C none none 0/0/0 certain [AUTH 234: the TLS handshake failed]",
        "\(Self.underTLS) certain",
      ])
  }

  @Test func failedImplicitHandshakeEnds() async throws {
    let login = Self.session(at: 60, tls: false).dropFirst(1)
    let words = try await Self.words([
      ["0 - CONNECT", "1 - !SSL_accept failed: unknown ca"],
      ["60 - CONNECT", "60 - !SSL version: TLSv1.3"] + login,
    ])
    #expect(
      words == [
        "none - none none 0/0/0 certain", "implicit C protected succeeded 1/0/0 certain",
      ])
  }

  /// A scan, or a client that was cancelled: it is gone when it has been silent for half an hour.
  @Test(arguments: [1, 4, 5, 6])
  func silentBeforeLogin(_ lines: Int) async throws {
    let gone = Array(Self.session(at: 0, tls: true).prefix(lines))
    for isLate in [false, true] {
      let second = isLate ? 1900 : 1700
      // Without AUTH in the log nothing would show that TLS came first.
      for isUnderTLS in lines < 4 ? [true] : [false, true] {
        let words = try await Self.words([gone, Self.session(at: second, tls: isUnderTLS)])
        let whole = "\(isUnderTLS ? Self.underTLS : Self.inClear) certain"
        #expect(words.count == 2)
        #expect(words.contains(whole) || !isLate)
      }
    }
  }

  /// A client without QUIT is gone when it has been silent for hours, if another may have sent a
  /// line; and not while a transfer is under way.
  @Test func silentForHours() async throws {
    let hours = 3 * 3600
    for isUnderTLS in [false, true] {
      let words = try await Self.words([
        Self.session(at: 0, tls: !isUnderTLS), Self.session(at: hours, tls: isUnderTLS),
      ])
      let (first, second) =
        isUnderTLS ? (Self.inClear, Self.underTLS) : (Self.underTLS, Self.inClear)
      #expect(words == ["\(first) certain", "\(second) certain"])
    }
    let (before, after) = (Self.session(at: 0, tls: true), Self.session(at: hours, tls: false))
    let words = try await Self.words([
      before.dropLast(2), Array(after.prefix(7)), ["\(hours + 9) bob <226 Done."],
    ])
    #expect(
      words.map { $0.split(separator: " ").prefix(5).joined(separator: " ") } == [
        "explicit P protected succeeded 0/1/0", "clear - clear succeeded 0/0/0",
      ])
  }

  /// The 221 is of the one that asked, and ends no other.
  @Test func quitEndsOne() async throws {
    let words = try await Self.words([
      Self.session(at: 0, tls: true), Self.session(at: 20, tls: true),
      ["40 bob >QUIT", "40 bob <221 Goodbye.", "200 bob >STOR y", "201 bob <226 Done."],
    ])
    #expect(words.count == 2)
  }
}
