import Bytes
import Foundation
import Inputs
import Records
import TestSupport
import Testing

@testable import Usage

/// A log says the same whatever its lines are wrapped in, and whatever its bytes are.
@Suite struct WrappedLogsTests {
  private static let folder = Project.root.appending(path: "Examples/logs")
  private static let time = "2026-12-02T12:00:11.123456789Z"

  /// One way to wrap a log.
  struct Wrapping: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var wrap: @Sendable (Data) -> Data
  }

  private static func eachLine(_ wrap: @escaping @Sendable (String) -> String)
    -> @Sendable (Data) -> Data
  {
    { data in
      let lines = String(decoding: data, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      return Data((lines.dropLast().map { wrap(String($0)) + "\n" }.joined()).utf8)
    }
  }

  private static func text(_ line: String) -> String {
    let data = (try? JSONSerialization.data(withJSONObject: [line + "\n"])) ?? Data()
    return String(decoding: data.dropFirst().dropLast(), as: UTF8.self)
  }

  static let wrappings = [
    Wrapping(
      testDescription: "docker",
      wrap: eachLine { #"{"log":\#(text($0)),"stream":"stdout","time":"\#(time)"}"# }),
    Wrapping(testDescription: "Kubernetes", wrap: eachLine { "\(time) stdout F \($0)" }),
    Wrapping(
      testDescription: "Kubernetes, in pieces",
      wrap: eachLine { line in
        let half = line.index(line.startIndex, offsetBy: line.count / 2)
        return "\(time) stdout P \(line[..<half])\n\(time) stdout F \(line[half...])"
      }),
    Wrapping(
      testDescription: "docker service", wrap: eachLine { "ftp.1.x6wimk2zy8ht@n1    | \($0)" }),
    Wrapping(
      testDescription: "docker service, with times",
      wrap: eachLine { "\(time) ftp.1.x6wimk2zy8ht@n1    | \($0)" }),
    Wrapping(testDescription: "docker compose", wrap: eachLine { "ftp-1  | \($0)" }),
    Wrapping(
      testDescription: "kubectl", wrap: eachLine { "[pod/ftp-7d4b9/ftpd] \(time) \($0)" }),
    Wrapping(
      testDescription: "the journal",
      wrap: eachLine {
        #"{"MESSAGE":\#(text($0)),"__REALTIME_TIMESTAMP":"1790942411123456","_PID":"9"}"#
      }),
    Wrapping(
      testDescription: "UTF-16",
      wrap: {
        let text = String(decoding: $0, as: UTF8.self)
        return Data([0xFF, 0xFE]) + (text.data(using: .utf16LittleEndian) ?? Data())
      }),
    Wrapping(
      testDescription: "UTF-16, the other way round and without a mark",
      wrap: { String(decoding: $0, as: UTF8.self).data(using: .utf16BigEndian) ?? Data() }),
  ]

  private static let logs = [
    "partners-vsftpd/vsftpd.log", "cloud-sftpgo/sftpgo.log", "hosting-pureftpd/syslog",
    "archive-filezilla/filezilla-server.log", "hosting-proftpd/extended.log",
    "printers-xferlog/xferlog",
  ]

  @Test(arguments: wrappings, logs)
  func same(_ wrapping: Wrapping, _ log: String) async throws {
    let data = try Data(contentsOf: Self.folder.appending(path: log))
    let folder = try LogFolder()
    try folder.hold(["x.log": data])
    let expected = try await folder.analyse()
    try folder.hold(["x.log": wrapping.wrap(data)])
    for bytes in [64, 131_072] {
      let found = try await folder.analyse { $0.chunkBytes = bytes }
      #expect(found.words == expected.words)
      #expect(found.inOrder.map(\.start) == expected.inOrder.map(\.start))
      #expect(found.summary.totals == expected.summary.totals)
    }
  }

  /// Where lines are is told by the file's own numbers.
  @Test func lineNumbers() async throws {
    let folder = try LogFolder()
    let log = TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR")
    let lines = ["x"] + log.split(separator: "\n").map(String.init) + ["broken"]
    for wrapping in Self.wrappings where !wrapping.testDescription.hasSuffix("in pieces") {
      try folder.hold([
        "x.log": wrapping.wrap(Data((lines.joined(separator: "\n") + "\n").utf8))
      ])
      let found = try await folder.analyse()
      #expect(found.summary.malformedLines.map(\.line) == [1, lines.count], "\(wrapping)")
      #expect(found.summary.sources.map(\.lines) == [lines.count], "\(wrapping)")
    }
  }

  /// ProFTPD's SystemLog and an ExtendedLog of its own, both in the journal: one has a time in its
  /// middle, the other none.
  @Test func journalOfTwoLogs() async throws {
    let day = "[02/Oct/2026:12:00:11 +0000]"
    let found = try await Analysed(
      log: [
        "127.0.0.1 (192.0.2.7[192.0.2.7]) - FTP session opened.",
        "192.0.2.7 UNKNOWN - \(day) \"USER bob\" 331 - ftp 9",
        "192.0.2.7 UNKNOWN bob \(day) \"PASS (hidden)\" 230 - ftp 9",
        "127.0.0.1 (192.0.2.7[192.0.2.7]) - USER bob: Login successful.",
      ].map {
        #"{"__REALTIME_TIMESTAMP":"1790942411123456","_HOSTNAME":"srv1","#
          + #""SYSLOG_IDENTIFIER":"proftpd","SYSLOG_PID":"9","MESSAGE":\#(Self.text($0))}"# + "\n"
      }.joined())
    #expect(found.words == ["bob clear - clear succeeded 0/0/0 certain"])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// A wrapped log is read on by the next run, in the middle of a line in pieces too.
  @Test(arguments: wrappings) func state(_ wrapping: Wrapping) async throws {
    let folder = try LogFolder()
    let log = TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR\neve 8 10:10:00-10:15:00 STOR")
    let whole = wrapping.wrap(Data(log.utf8))
    for cut in [whole.count / 3, whole.count / 2, whole.count / 2 + 1, whole.count - 2] {
      var state = LogState()
      var summary = UsageSummary()
      for part in [Data(whole.prefix(cut)), whole] {
        try folder.hold(["vsftpd.log": part])
        let analysis = try LogAnalysis(options: LogOptions(), state: state)
        summary = try await analysis.run([.init(path: "\(folder.path)/vsftpd.log", isNamed: true)])
        state = try #require(analysis.state)
      }
      #expect(summary.totals.sessions == 2, "\(cut)")
      #expect(summary.totals.transfers.private == 2, "\(cut)")
      #expect(summary.totals.unknown == 0, "\(cut)")
    }
  }

  /// A wrapped log is followed, though its first lines are of no server; UTF-16 is refused.
  @Test(arguments: wrappings) func followed(_ wrapping: Wrapping) async throws {
    let folder = try LogFolder()
    let log = "x\n" + TransferLogsTests.vsftpd("bob 7 10:00:00-10:05:00 STOR")
    let parts = [log.prefix(2), log.dropFirst(2)].map { wrapping.wrap(Data($0.utf8)) }
    try folder.hold(["vsftpd.log": parts[0]])
    let path = "\(folder.path)/vsftpd.log"
    let looks = Looks()
    var options = LogOptions()
    options.isInterrupted = {
      let look = looks.next()
      if look == 2, let file = FileHandle(forWritingAtPath: path) {
        _ = try? file.seekToEnd()
        try? file.write(contentsOf: parts[1])
      }
      return look > 4
    }
    let analysis = try LogAnalysis(options: options)
    let list = InputPaths.files([path]).files
    let summary = try await analysis.follow({ list }, FollowListener())
    let isRefused = wrapping.testDescription.hasPrefix("UTF-16")
    #expect(summary.sources.map(\.problem) == [isRefused ? "UTF-16, and not followed" : nil])
    #expect(summary.totals.transfers.private == (isRefused ? 0 : 1))
  }
}
