import Bytes
import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// A line that tells of a login by itself counts it once, whether or not the reply to its password
/// is in the log.
@Suite struct ToldLoginTests {
  private static func told(_ client: Int, _ lines: String...) -> String {
    let day = "Wed Sep 30 08:13:01 2026"
    return lines.map { line in
      let (process, what) = (line.prefix { $0 != " " }, line.drop { $0 != " " }.dropFirst())
      let (words, text) = (what.prefix { $0 != "|" }, what.drop { $0 != "|" }.dropFirst())
      let tail = text.isEmpty ? "" : ", \"\(text)\""
      return "\(day) [pid \(process)] \(words): Client \"192.0.2.\(client)\"\(tail)\n"
    }.joined()
  }

  private static let begun = [
    "20 CONNECT", "20 FTP response|220 (vsFTPd 3.0.5)", "20 FTP command|USER bob",
    "20 [bob] FTP response|331 Please specify the password.",
    "20 [bob] FTP command|PASS <password>",
  ]

  private static func told(after lines: String...) -> String {
    (begun + lines).map { told(11, $0) }.joined()
  }

  private static let protected = told(
    12, "30 CONNECT", "30 FTP response|220 (vsFTPd 3.0.5)", "30 FTP command|AUTH TLS",
    "30 FTP response|234 Proceed with negotiation.", "30 FTP command|USER eve",
    "30 [eve] FTP response|331 Please specify the password.",
    "30 [eve] FTP command|PASS <password>", "29 [eve] OK LOGIN",
    "31 [eve] FTP response|230 Login successful.")

  static let cases = [
    LogCase("the log ends", told(after: "19 [bob] OK LOGIN"), ["clear succeeded"]),
    LogCase(
      "the server dies",
      told(
        after: "19 [bob] OK LOGIN",
        "21 [bob] FTP response|500 OOPS: refusing to run with writable root inside chroot()"),
      ["clear succeeded"]),
    LogCase(
      "another command's reply follows",
      told(
        after: "19 [bob] OK LOGIN", "21 [bob] FTP command|SYST",
        "21 [bob] FTP response|215 UNIX Type: L8", "21 [bob] FTP command|PWD",
        "21 [bob] FTP response|257 \"/\" is the current directory"),
      ["clear succeeded"]),
    LogCase(
      "the reply follows",
      told(after: "19 [bob] OK LOGIN", "21 [bob] FTP response|230 Login successful."),
      ["clear succeeded"]),
    LogCase(
      "the login fails, and its reply is missing", told(after: "19 [bob] FAIL LOGIN"),
      ["clear failed"]),
    LogCase(
      "a password without a word on it",
      told(
        after: "20 [bob] FTP command|PWD",
        "20 [bob] FTP response|257 \"/\" is the current directory"), ["clear none"]),
    LogCase(
      "the password's line is missing",
      begun.dropLast().map { told(11, $0) }.joined() + told(11, "19 [bob] OK LOGIN"),
      ["clear succeeded"]),
  ]

  @Test(arguments: cases) func vsftpd(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log + Self.protected)
    let words = found.inOrder.map { "\($0.credentials.rawValue) \($0.login.rawValue)" }
    #expect(words == example.expected + ["protected succeeded"])
    let isLogin = example.expected == ["clear succeeded"]
    #expect(found.summary.totals.clearLogins == (isLogin ? 1 : 0))
    #expect((found.summary.verdict == .notReady) == isLogin)
  }

  /// Told of as it happens, once.
  @Test(arguments: [0, 1]) func followed(_ replies: Int) async throws {
    let folder = try LogFolder()
    try folder.hold(["vsftpd.log": "\n"])
    let path = "\(folder.path)/vsftpd.log"
    let log = Self.cases[replies * 3].log
    let looks = Looks()
    var options = LogOptions()
    options.isInterrupted = {
      let look = looks.next()
      if look == 2 { try? Data("\n\(log)".utf8).write(to: URL(fileURLWithPath: path)) }
      return look > 4
    }
    let analysis = try LogAnalysis(options: options)
    let list = InputPaths.files([path]).files
    var users: [String?] = []
    var listener = FollowListener()
    listener.clearLogin = { users.append($0.user) }
    _ = try await analysis.follow({ list }, listener)
    #expect(users == ["bob"])
  }

  /// With `debug_ssl` alone: the handshake tells how the password crossed, but where sessions of
  /// one address can't be told apart, or where it failed.
  @Test func handshakesAlone() async throws {
    let handshake = "40 DEBUG|SSL version: TLSv1.3, SSL cipher: X, not reused, no cert"
    let told = Self.told(13, "40 CONNECT", handshake, "39 [bob] OK LOGIN")
    #expect(try await Analysed(log: told).inOrder.map(\.credentials) == [.protected])
    let plain = Self.told(13, "40 CONNECT", "39 [bob] OK LOGIN")
    #expect(try await Analysed(log: plain).inOrder.map(\.credentials) == [.unknown])
    let shared = Self.told(
      13, "2 CONNECT", "2 CONNECT", handshake.replacing("40", with: "2"), "2 [bob] OK LOGIN")
    #expect(
      try await Analysed(log: shared).sessions.allSatisfy { $0.credentials != .protected })
    let failed = Self.told(
      13, "2 CONNECT", "2 DEBUG|SSL_accept failed: error:0A000126", "2 CONNECT", "2 [bob] OK LOGIN")
    #expect(try await Analysed(log: failed).sessions.allSatisfy { $0.credentials != .clear })
  }

  /// A client that is turned away has ended at once, and no other session of its address has.
  @Test(arguments: ["50", "2"]) func turnedAway(_ process: String) async throws {
    let other = process == "2" ? "2" : "30"
    let begun = Self.protected.replacing("[pid 30]", with: "[pid \(other)]")
    let refused = Self.told(
      12, "\(process) CONNECT|Connection refused: too many sessions for this address.",
      "\(process) FTP response|421 There are too many connections from your internet address.")
    let file = Self.told(
      12, "31 [eve] FTP command|PBSZ 0", "31 [eve] FTP response|200 PBSZ set to 0.",
      "31 [eve] FTP command|PROT P", "31 [eve] FTP response|200 PROT now Private.",
      "31 [eve] FTP command|STOR a", "31 [eve] FTP response|226 Transfer complete.")
    for lines in [refused, String(refused.prefix { $0 != "\n" }) + "\n"] {
      let found = try await Analysed(log: begun + lines + file)
      #expect(
        found.inOrder.map(\.verdict) == [
          "explicit P protected succeeded 0/1/0 certain", "none - none none 0/0/0 certain",
        ])
      #expect(found.summary.verdict == .ready)
    }
  }
}
