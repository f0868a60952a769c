import Bytes
import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// Transfer logs that are read day after day, or as they grow.
@Suite struct TransferStateTests {
  /// However the logs had grown by the first run, after the second each transfer counts once; but
  /// one of long ago whose session still went on did not wait for it.
  @Test func growing() async throws {
    let folder = try LogFolder()
    let log = TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR\nbob 7 11:00:00-11:05:00 STOR")
    let transfers = TransferLogsTests.xferlog("10:03:00 bob 7 i\n11:03:00 bob 7 i")
    let lines = log.split(separator: "\n")
    let transferLines = transfers.split(separator: "\n")
    // A transfer log's line is written no earlier than the session's lines before it.
    for (cut, transferCut) in [(1, 0), (11, 0), (11, 1), (14, 1), (20, 1), (28, 1), (28, 2)] {
      try folder.hold([
        "vsftpd.log": lines[..<cut].joined(separator: "\n") + "\n",
        "xferlog": transferLines[..<transferCut].map { $0 + "\n" }.joined(),
      ])
      let (_, state) = try await folder.run(from: LogState()) { $0.chunkBytes = 256 }
      try folder.hold(["vsftpd.log": log, "xferlog": transfers])
      let (summary, _) = try await folder.run(from: state) { $0.chunkBytes = 256 }
      #expect(summary.totals.sessions == (cut == 11 && transferCut == 1 ? 3 : 2), "\(cut)")
    }
  }

  /// The transfer log names the client whose address the session has; the first run has learnt both.
  @Test func clientsName() async throws {
    let folder = try LogFolder()
    let day = "2026-11-27 23:50:1"
    let client = "10.0.0.1 (pc5.example.net[192.0.2.7]):"
    let system = [
      "\(day)4,745 host proftpd[41] \(client) FTP session opened.\n"
        + "\(day)4,800 host proftpd[41] \(client) USER bob: Login successful.\n",
      "2026-11-28 00:10:30,060 host proftpd[41] \(client) FTP session closed.\n",
    ]
    let tls = [
      "\(day)4,759 mod_tls/2.9.2[41]: TLS/TLS-C requested, starting TLS handshake\n"
        + "\(day)4,770 mod_tls/2.9.2[41]: TLSv1.3 connection accepted, using cipher X\n"
        + "\(day)4,900 mod_tls/2.9.2[41]: Protection set to Private\n",
      "2026-11-28 00:10:20,380 mod_tls/2.9.2[41]: TLSv1.3 data connection accepted, using X\n",
    ]
    let transfers = [
      "Fri Nov 27 23:50:16 2026 0 pc5.example.net 5 /a b _ i r bob ftps 0 * c\n",
      "Sat Nov 28 00:10:22 2026 1 pc5.example.net 5 /b b _ i r bob ftps 0 * c\n",
    ]
    try folder.hold(["system.log": system[0], "tls.log": tls[0], "xferlog": transfers[0]])
    let (_, state) = try await folder.run(from: LogState())
    try folder.hold([
      "system.log": system.joined(), "tls.log": tls.joined(), "xferlog": transfers.joined(),
    ])
    let (summary, _) = try await folder.run(from: state)
    #expect(summary.totals.sessions == 1)
    #expect(summary.totals.transfers.private == 2)
  }

  /// What came a moment ago waits for the next run, which has its session.
  @Test func young() async throws {
    let folder = try LogFolder()
    let now = Timestamp.now
    func line(_ seconds: Int64, _ text: String) -> String {
      let time = now.adding(milliseconds: seconds * 1000).rfc3339
      let clock = time.dropFirst(11).prefix(8)
      let day = time.prefix(10).split(separator: "-")
      let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
      return "Tue \(months[Int(day[1])! - 1]) \(day[2]) \(clock) \(day[0]) \(text)\n"
    }
    func session(_ texts: [(Int64, String)]) -> String {
      texts.map { line($0, "[pid 1000] [bob] \($1)") }.joined()
    }
    let begun =
      line(-600, "[pid 1000] CONNECT: Client \"192.0.2.7\"")
      + session([(-600, "OK LOGIN: Client \"192.0.2.7\"")])
    let rest = session([(-590, "OK UPLOAD: Client \"192.0.2.7\", \"/a\", 5 bytes, 1.00Kbyte/sec")])
    let transfer = line(-590, "1 192.0.2.7 5 /a b _ i r bob ftp 0 * c")
    try folder.hold(["vsftpd.log": begun, "xferlog": transfer])
    let (first, state) = try await folder.run(from: LogState()) { $0.chunkBytes = 256 }
    #expect(first.totals.transfers.unknown == 0)
    try folder.hold(["vsftpd.log": begun + rest, "xferlog": transfer])
    let (second, next) = try await folder.run(from: state) { $0.chunkBytes = 256 }
    #expect(second.totals.sessions == 1)
    #expect(second.totals.transfers.unknown == 1)
    // Nothing comes after it any more: it stays read.
    try folder.hold(["vsftpd.log": begun + rest, "xferlog": transfer])
    let (third, _) = try await folder.run(from: next) { $0.chunkBytes = 256 }
    #expect(third.totals == second.totals)
  }

  /// A transfer log's line counts once where its session is told of before the next look.
  @Test func followed() async throws {
    let folder = try LogFolder()
    let sessions = TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR")
    try folder.hold([
      "vsftpd.log": sessions, "xferlog": TransferLogsTests.xferlog("10:03:00 bob 7 i"),
    ])
    let looks = Looks()
    var options = LogOptions()
    options.isInterrupted = { looks.next() > 3 }
    let analysis = try LogAnalysis(options: options)
    let list = InputPaths.files([folder.path]).files
    let summary = try await analysis.follow({ list }, FollowListener())
    #expect(summary.totals.sessions == 1)
    #expect(summary.totals.transfers.unknown == 0)
  }

  /// A transfer log that has become shorter since, and begins as before, has nothing new.
  @Test func shrunk() async throws {
    let folder = try LogFolder()
    let control = """
      2018-11-13 10:00:00,100 h proftpd[1] ftp.example (192.0.2.7[192.0.2.7]): FTP session opened.
      2018-11-13 10:00:01,700 h proftpd[1] ftp.example (192.0.2.7[192.0.2.7]): USER bob: Login \
      successful.
      2018-11-13 10:50:00,300 h proftpd[1] ftp.example (192.0.2.7[192.0.2.7]): FTP session closed.

      """
    let handshake = """
      2018-11-13 10:00:00,500 mod_tls/2.9[1]: TLS/TLS-C requested, starting TLS handshake
      2018-11-13 10:00:02,500 mod_tls/2.9[1]: Protection set to Private

      """
    func transfers(_ count: Int) -> String {
      TransferLogsTests.xferlog(
        (1...count).map { "10:\($0 + 9):00 bob 7 i" }.joined(separator: "\n"))
    }
    try folder.hold([
      "proftpd.log": control, "tls.log": handshake, "xferlog": transfers(40),
    ])
    let (first, state) = try await folder.run(from: LogState()) { $0.chunkBytes = 256 }
    try folder.hold([
      "proftpd.log": control, "tls.log": handshake, "xferlog": transfers(25),
    ])
    let (second, _) = try await folder.run(from: state) { $0.chunkBytes = 256 }
    #expect(second.totals == first.totals)
  }
}

/// Counts how often was asked whether to go on.
final class Looks: @unchecked Sendable {
  // Sendable: of one task.
  private var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}
