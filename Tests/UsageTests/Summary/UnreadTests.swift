import Bytes
import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// Nothing is ready while a file that was named has not been read.
@Suite struct UnreadTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// What is named beside a log of sessions under TLS.
    var bytes: [UInt8]?
    var name = "other"
    var isFolder = false
    var verdict: Readiness.Verdict
  }

  static let cases = [
    Case(testDescription: "a file that is not there", bytes: nil, verdict: .cannotTell),
    Case(
      testDescription: "a log packed by what is not unpacked",
      bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], verdict: .cannotTell),
    Case(
      testDescription: "a gzip file that is cut off",
      bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B], verdict: .cannotTell),
    Case(
      testDescription: "a log of an unknown form", bytes: Array("12:00 bob came\n".utf8),
      verdict: .cannotTell),
    Case(testDescription: "an empty log", bytes: [], verdict: .ready),
    Case(
      testDescription: "a text beside the log in its folder", bytes: Array("hello\n".utf8),
      isFolder: true, verdict: .ready),
    Case(
      testDescription: "a text that has the name of the log", bytes: Array("hello\n".utf8),
      name: "vsftpd.log-20260301", isFolder: true, verdict: .cannotTell),
    Case(
      testDescription: "a log in the clear behind a long text",
      bytes: Array(
        (String(repeating: "# what this is\n", count: 10_000)
          + inTheClear).utf8), isFolder: true, verdict: .notReady),
    Case(
      testDescription: "a long text beside the log in its folder",
      bytes: Array(String(repeating: "# what this is\n", count: 10_000).utf8), isFolder: true,
      verdict: .ready),
    Case(
      testDescription: "nothing but a hole", bytes: [UInt8](repeating: 0, count: 100_000),
      name: "vsftpd.log.1", isFolder: true, verdict: .ready),
    Case(
      testDescription: "a login in the clear behind a hole",
      bytes: [UInt8](repeating: 0, count: 100_000) + inTheClear.utf8, name: "vsftpd.log.1",
      isFolder: true, verdict: .notReady),
  ]

  private static let inTheClear = """
    Thu Oct  1 11:00:00 2026 [pid 9] CONNECT: Client "192.0.2.8"
    Thu Oct  1 11:00:00 2026 [pid 9] FTP response: Client "192.0.2.8", "220 hi"
    Thu Oct  1 11:00:01 2026 [pid 9] FTP command: Client "192.0.2.8", "USER eve"
    Thu Oct  1 11:00:01 2026 [pid 9] [eve] FTP response: Client "192.0.2.8", "331 pw"
    Thu Oct  1 11:00:01 2026 [pid 9] [eve] FTP command: Client "192.0.2.8", "PASS <password>"
    Thu Oct  1 11:00:01 2026 [pid 8] [eve] OK LOGIN: Client "192.0.2.8"

    """

  @Test(arguments: cases) func verdict(_ example: Case) async throws {
    let folder = try LogFolder()
    let sessions = TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR")
    try folder.hold(["vsftpd.log": Data(sessions.utf8)])
    let other = "\(folder.path)/\(example.name)"
    if let bytes = example.bytes { try Data(bytes).write(to: URL(fileURLWithPath: other)) }
    let named = example.isFolder ? [folder.path] : ["\(folder.path)/vsftpd.log", other]
    let (files, missing) = InputPaths.files(named)
    let summary = try await LogAnalysis(options: LogOptions()).run(files, missing: missing)
    #expect(summary.verdict == example.verdict)
    #expect(summary.isPartial == (example.verdict == .cannotTell))
  }
}
