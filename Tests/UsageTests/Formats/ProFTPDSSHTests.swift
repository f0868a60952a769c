import Records
import Testing

@testable import Usage

/// What mod_sftp writes into logs that do not name the protocol.
@Suite struct ProFTPDSSHTests {
  /// What LogFormats have before the command: `C` the client, `U` the user, `P` the process, `T`
  /// the time.
  private static let heads = ["C UNKNOWN U T", "T [P] C U", "C T U"]

  /// Lines `SECOND CLIENT USER PROCESS|COMMAND|CODE BYTES`.
  private static func log(_ head: String, _ lines: [String]) -> String {
    lines.map { line in
      let parts = line.split(separator: "|")
      let words = parts[0].split(separator: " ").map(String.init)
      let front = head.replacing("C", with: words[1]).replacing("U ", with: "\(words[2]) ")
        .replacing(" U", with: " \(words[2])").replacing("P", with: words[3])
        .replacing("T", with: "[02/Nov/2026:08:0\(words[0]) +0000]")
        .replacing("\(words[2])NKNOWN", with: "UNKNOWN")
      return "\(front) \"\(parts[1])\" \(parts[2])\n"
    }.joined()
  }

  private static let overTLS = [
    "0:01 192.0.2.5 - 40|AUTH TLS|234 -", "0:02 192.0.2.5 - 40|USER bob|331 -",
    "0:02 192.0.2.5 bob 40|PASS (hidden)|230 -", "0:03 192.0.2.5 bob 40|PROT P|200 -",
    "0:03 192.0.2.5 bob 40|PASV|227 -", "0:04 192.0.2.5 bob 40|RETR /a|226 12",
    "0:04 192.0.2.5 bob 40|QUIT|221 -",
  ]
  private static let exchange = [
    "1:01 192.0.2.6 - 41|KEXINIT|- -", "1:01 192.0.2.6 - 41|ECDH_INIT|- -",
    "1:01 192.0.2.6 - 41|NEWKEYS|- -", "1:01 192.0.2.6 - 41|EXT_INFO|- -",
    "1:01 192.0.2.6 - 41|SERVICE_REQUEST|- -",
  ]
  private static let refused = [
    "1:02 192.0.2.6 - 41|USER eve|331 -", "1:02 192.0.2.6 - 41|PASS (hidden)|530 -",
    "1:02 192.0.2.6 - 41|USERAUTH_REQUEST eve password|- -",
    // Whoever has tried too often is refused once more.
    "1:02 192.0.2.6 - 41|PASS (hidden)|530 -",
  ]
  private static let login = [
    "1:09 192.0.2.6 - 41|USER eve|331 -", "1:09 192.0.2.6 eve 41|PASS (hidden)|230 -",
    "1:09 192.0.2.6 eve 41|USERAUTH_REQUEST eve password|- -",
    "1:09 192.0.2.6 eve 41|CHANNEL_OPEN session|- -",
  ]
  /// A file's line has FTP's verb and code, when it is closed.
  private static let files = [
    "1:10 192.0.2.6 eve 41|CHANNEL_REQUEST subsystem|- -", "1:10 192.0.2.6 eve 41|INIT 3|- -",
    "1:11 192.0.2.6 eve 41|OPEN /b|- -", "1:12 192.0.2.6 eve 41|RETR /b|226 9",
    "1:12 192.0.2.6 eve 41|CLOSE 1f|- -", "1:13 192.0.2.6 eve 41|MKDIR /c|- -",
    "1:13 192.0.2.6 eve 41|MKD /c|257 -", "1:14 192.0.2.6 eve 41|RNFR /b|350 -",
    "1:14 192.0.2.6 eve 41|RNTO /d|250 -", "1:14 192.0.2.6 eve 41|RENAME /b /d|- -",
  ]
  private static let scp = [
    "1:10 192.0.2.6 eve 41|CHANNEL_REQUEST exec|- -", "3:40 192.0.2.6 eve 41|STOR /b|226 9",
  ]

  private static let connections = [
    exchange, exchange + refused, refused, exchange + refused + login, login + files,
    exchange + login + files, exchange + login + scp,
    // The log's end in the middle of a login.
    exchange + refused.prefix(3) + login.prefix(2).map { $0.replacing("1:09", with: "1:03") },
  ]

  @Test(arguments: heads, connections.indices)
  func noUseOfFTP(_ head: String, _ number: Int) async throws {
    let found = try await Analysed(
      log: Self.log(head, Self.overTLS + Self.connections[number]))
    #expect(found.words.map { $0.hasPrefix("bob explicit P protected succeeded 0/1/0") } == [true])
    #expect(found.summary.sources.map(\.malformed) == [0])
    #expect(found.summary.verdict == .ready)
  }

  /// FTP from the address, or by the process's number, that had SSH before stays in the answer.
  @Test(arguments: heads) func thenFTP(_ head: String) async throws {
    let clear = [
      "4:00 192.0.2.6 - 42|USER eve|331 -", "4:00 192.0.2.6 eve 42|PASS (hidden)|230 -",
      "4:00 192.0.2.6 eve 42|PASV|227 -", "4:01 192.0.2.6 eve 42|RETR /b|226 9",
      "4:02 192.0.2.6 eve 42|QUIT|221 -",
    ]
    for before in [Self.exchange + Self.login + Self.files, Self.exchange + Self.refused] {
      let found = try await Analysed(log: Self.log(head, Self.overTLS + before + clear))
      #expect(found.summary.verdict == .notReady)
      #expect(found.inOrder.last?.transfers == .init(clear: 1, private: 0, unknown: 0))
    }
  }

  /// Where nothing of the login is there, nor what only FTP has, a file is SSH's next to its own
  /// requests alone.
  @Test func filesAlone() async throws {
    let file = "3:00 192.0.2.6 eve 41|RETR /b|226 9"
    let log = Self.log("C UNKNOWN U T", Self.files.prefix(5) + [file])
    let found = try await Analysed(log: log)
    #expect(found.sessions.map(\.transfers) == [.init(clear: 0, private: 0, unknown: 1)])
  }

  /// In a log that names the protocol, whatever stands behind the command.
  @Test func namedProtocol() async throws {
    let lines = [
      "- ssh2 \"SERVICE_REQUEST\" - - -", "- ssh2 \"USER eve\" - 331 -",
      "eve ssh2 \"PASS (hidden)\" - 230 -", "eve ssh2 \"USERAUTH_REQUEST eve password\" - - -",
      "eve sftp \"MLSD /\" / - 465", "- ftp \"USER bob\" - 331 -",
    ].map { "[02/Nov/2026:08:00:01 +0000] [41] 192.0.2.6 \($0)\n" }
    let found = try await Analysed(log: lines.joined())
    #expect(found.summary.sources.map(\.malformed) == [0])
    #expect(found.summary.totals.transfers == .init(clear: 0, private: 0, unknown: 0))
  }

  @Test func json() {
    let head = #"{"timestamp":"2026-11-23 18:34:33,280","pid":7,"remote_ip":"192.0.2.7","#
    let log = [
      #""command":"KEXINIT","raw_command":"KEXINIT"}"#,
      #""command":"USER","raw_command":"USER bob","response_code":331}"#,
      #""command":"PASS","raw_command":"PASS (hidden)","response_code":230}"#,
      #""user":"bob","command":"USERAUTH_REQUEST","raw_command":"USERAUTH_REQUEST bob none"}"#,
      #""user":"bob","command":"RETR","raw_command":"RETR /a","response_code":226}"#,
    ].map { head + $0 }.joined(separator: "\n")
    #expect(eventTable(ProFTPDJSON.format, log) == Array(repeating: "skipped", count: 5))
  }
}
