import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import Usage

/// The verdicts on real logs, which lie beside the repository and not in it: `../shared/samples`,
/// or where FTPSCOPE_SAMPLES says.
@Suite(.enabled(if: Samples.folder != nil, Samples.absence)) struct SamplesTests {
  @Test(arguments: Samples.all) func verdicts(_ sample: Sample) async throws {
    let folder = try #require(Samples.folder)
    let found = try await Analysed(of: ["\(folder)/\(sample.path)"])
    let source = try #require(found.summary.sources.first)
    #expect(
      "\(source.logFormat ?? "-") \(source.lines)/\(source.malformed)/\(source.skipped)"
        == sample.source)
    #expect(Samples.counted(found) == sample.sessions)
  }

  @Test func everySampleIsExpected() throws {
    let folder = try #require(Samples.folder)
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    #expect(Set(files.filter { $0.contains(".") }) == Set(Samples.all.map(\.path)))
  }

  /// A user name that looks like the rest of a line is a name.
  @Test func namesThatForgeLines() async throws {
    let folder = try #require(Samples.folder)
    let found = try await Analysed(of: ["\(folder)/other/fail2ban-proftpd.log"])
    #expect(found.sessions.contains { $0.client == "59.167.242.100" && $0.user == "root" })
    #expect(!found.sessions.contains { $0.client == "1.2.3.44" })
  }

  /// Zeek's three logs of one connection are one session.
  @Test func zeekJoined() async throws {
    let folder = try #require(Samples.folder)
    let files = ["conn", "ftp", "ssl"].map { "\(folder)/other/zeek-ftp-auth-tls.\($0).log" }
    let found = try await Analysed(of: files)
    #expect(Samples.counted(found) == ["explicit - none none 0/0/0 blind-after-auth"])
  }
}

/// A file, what it is, and its sessions.
struct Sample: Sendable, CustomTestStringConvertible {
  var path: String
  /// Its format, and how many lines there are, are malformed, and are skipped.
  var source: String
  /// The sessions' verdicts in the order of time, the same several times in a row with a number.
  var sessions: [String]
  var testDescription: String { path }

  init(_ path: String, _ source: String, _ sessions: [String]) {
    self.path = path
    self.source = source
    self.sessions = sessions
  }
}

enum Samples {
  static let folder: String? = {
    let told = ProcessInfo.processInfo.environment["FTPSCOPE_SAMPLES"]
    let beside = Project.root.deletingLastPathComponent().appending(path: "shared/samples/logs")
    let path = told ?? beside.path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  static let absence: Comment =
    "skipped: no real samples in ../shared/samples/logs, and FTPSCOPE_SAMPLES names none"

  static let all = iis + others

  /// The verdicts without the users' names, runs of the same one counted.
  static func counted(_ found: Analysed) -> [String] {
    var runs: [(words: String, count: Int)] = []
    for session in found.inOrder {
      let words = session.verdict
      if let last = runs.last, last.words == words {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((words, 1))
      }
    }
    return runs.map { $0.count == 1 ? $0.words : "\($0.words) (x\($0.count))" }
  }
}
