import Records
import Testing

@testable import Usage

/// Lines of which syslog says that they were repeated.
@Suite struct RepeatedLineTests {
  private static func line(_ second: Int, _ message: String) -> String {
    "Oct  5 08:12:\(10 + second) host vsftpd[812]: \(message)\n"
  }

  private static func repeated(_ second: Int, _ times: Int) -> String {
    line(
      second,
      "message repeated \(times) times: [ [eve] OK UPLOAD: Client \"192.0.2.1\", \"/a\", 9 bytes, 1.00Kbyte/sec]"
    )
  }

  private static let beginning =
    line(0, "CONNECT: Client \"192.0.2.1\"") + line(0, "[eve] OK LOGIN: Client \"192.0.2.1\"")

  @Test(
    arguments: [
      ([1], 1, []), ([2, 3], 5, []), ([10_000], 10_000, []),
      ([10_001], 10_000, ["repeated 10001 times, of which 10000 are counted"]),
      (
        [9_000, 9_000, 100], 10_200,
        ["repeated 9000 times, of which 1100 are counted"]
      ),
      ([999_999_999_999], 10_000, ["repeated 999999999999 times, of which 10000 are counted"]),
    ] as [([Int], Int, [String])])
  func counted(_ times: [Int], _ transfers: Int, _ reasons: [String]) async throws {
    let log =
      Self.beginning + times.enumerated().map { Self.repeated($0.offset, $0.element) }.joined()
    for bytes in [64, 131_072] {
      let found = try await Analysed(log: log) { $0.chunkBytes = bytes }
      #expect(found.sessions.map(\.transfers.unknown) == [transfers])
      #expect(found.summary.malformedLines.map(\.reason) == reasons)
    }
  }

  /// What was not read once is not tried again.
  @Test(arguments: [
    "message repeated 9 times: [ nothing of vsftpd's]", "message repeated 0 times: [ x]",
  ])
  func notRead(_ message: String) async throws {
    let found = try await Analysed(log: Self.beginning + Self.line(1, message))
    let source = try #require(found.summary.sources.first)
    #expect(source.malformed + source.skipped == 1 && found.sessions.count == 1)
  }

  private static let upload =
    line(1, "[eve] OK UPLOAD: Client \"192.0.2.1\", \"/a\", 9 bytes, 1.00Kbyte/sec")
  private static let stranger = "Oct  5 08:12:12 other cron[7]: (root) CMD (true)\n"
  private static let again = "Oct  5 08:12:13 host last message repeated 2 times\n"

  /// syslogd's count of the line before, as its relatives write it; whose line that is.
  @Test(
    arguments: [
      (upload + again, 3), (upload + again + again, 5), (upload + stranger + again, 3),
      (upload + again.replacing(" host ", with: " other "), 1),
      (upload + again.replacing("last", with: "--- last").replacing("times", with: "times ---"), 3),
      (upload + "Oct  5 08:12:13 --- last message repeated 1 time ---\n", 2),
      (upload + "Oct  5 08:12:13 <ftp.info> host last message repeated 2 times\n", 3),
      (upload + "Oct  5 09:00:00 relay Oct  5 08:12:13 host last message repeated 2 times\n", 3),
      (upload + again.replacing("last", with: "syslogd: last"), 3),
      (upload + again.replacing("last", with: "rsyslogd: last"), 3),
      (upload + again.replacing("last", with: "vsftpd[812]: last"), 3),
      (upload + again.replacing("host last", with: " vsftpd[812]: last"), 3),
      (upload + stranger + again.replacing("host last", with: " vsftpd[812]: last"), 3),
      (upload + again.replacing("last", with: "vsftpd[813]: last"), 1),
      (upload + again.replacing("last", with: "vsftpd[812]: [eve] last"), 1),
      (upload + String(repeating: stranger, count: 99) + again, 3),
      (upload + String(repeating: stranger, count: 100) + again, 1),
      (upload + "no syslog\n" + again, 1),
      (upload + repeated(2, 9) + again, 10),
      (upload + line(2, "nothing of vsftpd's") + again, 1),
      (upload + again.replacing(" 2 ", with: " 10001 "), 10_001),
    ])
  func lastMessage(_ lines: String, _ transfers: Int) async throws {
    for (threads, bytes) in [(1, 1), (2, 64), (3, 300), (2, 131_072)] {
      let found = try await Analysed(log: Self.beginning + lines) {
        $0.chunkBytes = bytes
        $0.threads = threads
      }
      let session = try #require(found.sessions.first)
      #expect(session.transfers.unknown == transfers, "\(bytes) bytes")
      #expect(found.sessions.count == 1)
    }
  }

  /// The same in RFC 5424's form, as FreeBSD's syslogd writes it.
  @Test(arguments: ["- - - -", "syslogd - - -", "vsftpd 812 - -"])
  func lastMessageStructured(_ tag: String) async throws {
    let connect = "CONNECT: Client \"192.0.2.1\""
    let lines = ["vsftpd 812 - - \(connect)", "\(tag) last message repeated 2 times"]
    let log = lines.map { "<86>1 2026-10-05T08:12:13Z host \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.sessions.map(\.client) == ["192.0.2.1", "192.0.2.1", "192.0.2.1"])
  }

  /// Where the line before is not there, it tells nothing.
  @Test(arguments: ["host", "host syslogd:", "host vsftpd[9]:", "host pure-ftpd:"])
  func lastMessageAlone(_ tag: String) async throws {
    let line = "Oct  5 08:12:12 \(tag) last message repeated 2 times\n"
    let found = try await Analysed(log: line + Self.beginning)
    #expect(found.summary.sources.map(\.skipped) == [1])
    #expect(found.summary.sources.map(\.malformed) == [0])
    let named = try await Analysed(log: line + Self.beginning) { $0.formatName = "vsftpd" }
    #expect(named.summary.sources.map(\.malformed) == [0] && named.sessions.count == 1)
  }

  /// The line before is another server's than the one whose lines came last.
  @Test func lastMessageOfAnother() async throws {
    let log =
      Self.beginning + Self.upload
      + "Oct  5 08:12:12 other pure-ftpd: (?@192.0.2.5) [INFO] New connection from 192.0.2.5\n"
      + Self.again
      + "Oct  5 08:12:14 other pure-ftpd: (?@192.0.2.5) [INFO] bob is now logged in\n"
    for bytes in [1, 131_072] {
      let found = try await Analysed(log: log) { $0.chunkBytes = bytes }
      #expect(found.sessions.map(\.transfers.unknown).sorted() == [0, 3])
      #expect(found.summary.sources.map(\.skipped) == [0])
    }
  }
}
