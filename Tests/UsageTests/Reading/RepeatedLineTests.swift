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
}
