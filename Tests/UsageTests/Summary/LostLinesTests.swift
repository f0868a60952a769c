import Bytes
import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// Nothing is ready while lines of FTP servers are not understood.
@Suite struct LostLinesTests {
  private static let sessions = TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR")

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// A log beside one of sessions under TLS.
    var log: String
    var verdict: Readiness.Verdict
    /// What is said of it.
    var note: String?
  }

  private static let missing = "in no form that ftpscope knows: what they tell is missing"

  static let cases = [
    Case(
      testDescription: "BSD's ftpd",
      log: """
        Oct  5 08:12:01 bsd1 ftpd[123]: connection from host.example.net (192.0.2.20)
        Oct  5 08:12:03 bsd1 ftpd[123]: FTP LOGIN FROM host.example.net as bob
        Oct  5 08:12:04 bsd1 cron[9]: (root) CMD (true)

        """, verdict: .cannotTell, note: "2 lines of ftpd \(missing)"),
    Case(
      testDescription: "a login that a program of another name tells of",
      log: "Oct  5 08:12:03 bsd1 wu[123]: FTP LOGIN FROM h [192.0.2.1], bob\n",
      verdict: .cannotTell, note: "1 line of wu \(missing)"),
    Case(
      testDescription: "a month in a language that is not known",
      log: """
        Oct  5 08:12:01 h cron[9]: (root) CMD (true)
        Qqq 05 08:12:03 h vsftpd[9]: [bob] OK LOGIN: Client "192.0.2.1"

        """, verdict: .cannotTell, note: "1 line of vsftpd \(missing)"),
    Case(
      testDescription: "vsftpd's file with such a date",
      log: """
        Wed Sep 30 08:13:01 2026 [pid 2] CONNECT: Client "192.0.2.1"
        Qqq 1. Qqq 08:13:01 2026 [pid 2] [bob] OK LOGIN: Client "192.0.2.1"
        Wed Sep 30 08:13:01 2026 [pid 2] FTP response: Client "192.0.2.1", "421 Timeout."

        """, verdict: .cannotTell, note: "1 line of vsftpd \(missing)"),
    Case(
      testDescription: "a file of nothing else",
      log: "Qqq 05 08:12:03 h vsftpd[9]: [bob] OK LOGIN: Client \"192.0.2.1\"\n",
      verdict: .cannotTell, note: "no log that ftpscope knows; describe it with --log-format"),
    Case(
      testDescription: "a file in IIS's own format",
      log: """
        192.0.2.7, anonymous, 7/23/26, 6:59:04, MSFTPSVC1, WEB1, 10.0.0.1, 230, 0, 0, 331, 0, [1]USER, anonymous, -,
        192.0.2.7, -, 7/23/26, 6:59:05, MSFTPSVC1, WEB1, 10.0.0.1, 9, 0, 0, 230, 0, [1]PASS, IE@, -,

        """, verdict: .cannotTell,
      note: "no log that ftpscope knows: IIS's own log file format (choose W3C Extended instead)"),
    Case(
      testDescription: "lines in IIS's own format among others",
      log: sessions
        + "192.0.2.7, bob, 23.07.2026, 6:59:04, MSFTPSVC4711, W, 10.0.0.1, 1, 0, 0, 331, 0, [1]USER, bob, -,\n",
      verdict: .cannotTell,
      note: "1 line of IIS's own log file format (choose W3C Extended instead) \(missing)"),
    Case(
      testDescription: "the same of a web service",
      log: sessions
        + "192.0.2.7, -, 7/23/26, 6:59:04, W3SVC1, WEB1, 10.0.0.1, 4502, 163, 3223, 200, 0, GET, /, -,\n",
      verdict: .ready, note: nil),
    Case(
      testDescription: "many lines of a known server that break off",
      log: """
        Wed Sep 30 08:13:01 2026 [pid 2] [bob] OK LOGIN: 192.0.2.1
        Wed Sep 30 08:13:02 2026 [pid 2] [bob] OK LOGIN: 192.0.2.1

        """, verdict: .cannotTell, note: "none of its lines could be read as vsftpd"),
    Case(
      testDescription: "a line that breaks off",
      log: String(repeating: sessions, count: 20) + "Wed Sep 30 08:13:01 2026 [pid 2] [bob] OK\n",
      verdict: .ready, note: nil),
    Case(
      testDescription: "TFTP and SFTP",
      log: """
        Oct  5 08:12:01 h in.tftpd[123]: RRQ from 192.0.2.20 filename x
        Oct  5 08:12:03 h sftpd[123]: session opened

        """, verdict: .ready, note: nil),
    Case(
      testDescription: "a text", log: "To do: vsftpd: ask bob\nvsftpd[7]: the server\n",
      verdict: .ready, note: nil),
    Case(
      testDescription: "Pure-FTPd in French",
      log: """
        Oct  5 08:12:01 h pure-ftpd: (?@192.0.2.11) [INFO] Nouvelle connexion de 192.0.2.11
        Oct  5 08:12:03 h pure-ftpd: (?@192.0.2.11) [INFO] bob est maintenant connecte
        Oct  5 08:12:09 h pure-ftpd: (bob@192.0.2.11) [INFO] Deloggue.

        """, verdict: .cannotTell, note: nil),
  ]

  @Test(arguments: cases) func verdict(_ example: Case) async throws {
    let found = try await Analysed(files: ["a.log": Self.sessions, "b.log": example.log])
    #expect(found.summary.verdict == example.verdict)
    let source = found.summary.sources.first { $0.path.hasSuffix("b.log") }
    #expect(source.flatMap { $0.problem ?? $0.note } == example.note)
  }

  /// Alone it is no log of something else.
  @Test func alone() async throws {
    let folder = try LogFolder()
    try folder.hold(["x": Self.cases[0].log])
    let analysis = try LogAnalysis(options: LogOptions())
    let summary = try await analysis.run([.init(path: "\(folder.path)/x", isNamed: true)])
    #expect(!analysis.isSilent)
    #expect(summary.verdict == .cannotTell)
    #expect(summary.sources.map(\.problem) == [nil])
  }
}
