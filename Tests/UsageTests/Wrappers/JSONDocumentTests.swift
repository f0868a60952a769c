import Bytes
import Foundation
import Inputs
import Records
import TestSupport
import Testing

@testable import Usage

/// Logs in one document of JSON.
@Suite struct JSONDocumentTests {
  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  enum Style: String, CaseIterable, Sendable {
    case elasticsearch, kibana, cloudWatch, loki, lokiPushed, splunk, cloudLogging, objects

    /// The document, its entries so far apart.
    func document(_ lines: [String], _ gap: String) -> String {
      let entries = lines.enumerated().map { entry($0.offset, quoted($0.element), gap) }
      let all = entries.joined(separator: (self == .objects ? "" : ",") + gap)
      return switch self {
      case .elasticsearch:
        #"{"took":1,"_shards":{"total":1},"hits":{"total":{"value":2},"max_score":null,"#
          + "\(gap)\"hits\":[\(all)]},\"aggregations\":{\"x\":{}}}"
      case .kibana: "{\"rawResponse\":{\(gap)\"hits\":{\"hits\":[\(gap)\(all)\(gap)]}}}"
      case .cloudWatch: "{\(gap)\"events\":[\(gap)\(all)\(gap)],\"searchedLogStreams\":[]}"
      case .loki:
        #"{"status":"success","data":{"resultType":"streams","result":[{"stream":"#
          + "{\"job\":\"x\"},\"values\":[\(all)]}],\(gap)\"stats\":{\"a\":{\"b\":[{}]}}}}"
      case .lokiPushed: "{\"streams\":[{\"stream\":{},\(gap)\"values\":[\(all)]}]}"
      case .splunk: "{\"preview\":false,\"fields\":[{\"name\":\"_raw\"}],\"results\":[\(all)]}"
      case .cloudLogging: "[\(gap)\(all)\(gap)]"
      case .objects: all
      }
    }

    private func entry(_ number: Int, _ text: String, _ gap: String) -> String {
      switch self {
      case .elasticsearch, .kibana:
        "{\"_index\":\"x\",\(gap)\"_source\":{\"message\":\(text)},\"sort\":[\(number)]}"
      case .cloudWatch: "{\"timestamp\":1791000000123,\(gap)\"message\":\(text)}"
      case .loki: "[\"179100000000000000\(number % 10)\",\(gap)\(text)]"
      case .lokiPushed: "[\"179100000000000000\(number % 10)\",\(text),{\"a\":\"b\"}]"
      case .splunk: "{\"_raw\":\(text)}"
      case .cloudLogging: "{\"textPayload\":\(text),\(gap)\"timestamp\":\"2026-10-05T08:00:00Z\"}"
      case .objects:
        "{\(gap)\"__REALTIME_TIMESTAMP\" : \"1791000000000000\",\(gap)\"MESSAGE\" : \(text)\(gap)}"
      }
    }

    private func quoted(_ text: String) -> String { JSONDocumentTests.quoted(text) }
  }

  @Test(arguments: Style.allCases, ["", "\n  ", "\r\n\t", "\n\n\n\n\n"])
  func read(_ style: Style, _ gap: String) async throws {
    // Objects without ends of lines between them are no lines and no document.
    if style == .objects, gap.isEmpty { return }
    for isTurned in [false, true] {
      let log = style.document(
        isTurned ? WrappedDialogue.lines.reversed() : WrappedDialogue.lines, gap)
      for (end, bytes) in [("", 64), ("\n", 64), ("\n", 131_072)] {
        let found = try await Analysed(log: log + end, name: "x.json") { $0.chunkBytes = bytes }
        // The journal's own order is kept.
        if style == .objects, isTurned {
          #expect(found.summary.sources.map { $0.problem != nil } == [true])
          continue
        }
        #expect(found.words == WrappedDialogue.expected)
        #expect(found.inOrder.map { $0.start?.rfc3339 } == ["2026-10-05T08:10:00Z"])
        #expect(found.summary.sources.map(\.logFormat) == ["vsftpd"])
        #expect(found.summary.sources.map(\.malformed) == [0])
        #expect(found.summary.sources.map { $0.note != nil } == [isTurned])
      }
    }
  }

  /// An entry is told of by the number of its last line.
  @Test(arguments: Style.allCases) func lineNumbers(_ style: Style) async throws {
    let log = style.document(WrappedDialogue.lines + ["nonsense"], "\n")
    let found = try await Analysed(log: log + "\n", name: "x.json")
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    let place = try #require(lines.lastIndex { $0.contains("nonsense") })
    let last = lines[place...].firstIndex { $0.contains("}") || $0.contains("]") }
    #expect(found.summary.malformedLines.map(\.line) == [try #require(last) + 1])
    #expect(found.summary.sources.map(\.lines) == [lines.count])
  }

  @Test func inNoOrder() async throws {
    var lines = WrappedDialogue.lines
    for index in stride(from: 0, to: 9, by: 3) { lines.swapAt(index, index + 2) }
    let hits = lines.map { "{\"_source\":{\"message\":\(Self.quoted($0))}}\n" }.joined()
    for log in [Style.elasticsearch.document(lines, "\n"), hits] {
      let found = try await Analysed(log: log, name: "x.json")
      #expect(
        found.summary.sources.map(\.problem) == [
          "its lines are in no order of time: export it oldest first"
        ])
    }
  }

  /// What docs/formats.md says to do then.
  @Test(arguments: [
    ".hits.hits | sort_by(._source.\"@timestamp\")[]",
    "[.data.result[].values[]] | sort_by(.[0])[]",
  ]) func sortedByJq(_ program: String) async throws {
    let formats = Project.root.appending(path: "docs/formats.md")
    #expect(try String(contentsOf: formats, encoding: .utf8).contains("jq -c '\(program)'"))
    let isLoki = program.contains("values")
    let entries = WrappedDialogue.lines.enumerated().map { number, line in
      isLoki
        ? "[\"17910000000000000\(10 + number)\",\(Self.quoted(line))]"
        : "{\"_source\":{\"@timestamp\":\"2026-10-05T08:\(10 + number):00Z\","
          + "\"message\":\(Self.quoted(line))}}"
    }
    // Two streams, or shards.
    let (odd, even) = (stride(from: 1, to: 11, by: 2), stride(from: 0, to: 11, by: 2))
    let parts = [odd, even].map { $0.map { entries[$0] }.joined(separator: ",") }
    let document =
      isLoki
      ? "{\"data\":{\"result\":[{\"values\":[\(parts[0])]},{\"values\":[\(parts[1])]}]}}"
      : "{\"hits\":{\"hits\":[\(parts[0]),\(parts[1])]}}"
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["jq", "-c", program]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(document.utf8))
    try input.fileHandleForWriting.close()
    let sorted = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(try await Analysed(log: document, name: "x.json").words != WrappedDialogue.expected)
    let found = try await Analysed(log: String(decoding: sorted, as: UTF8.self), name: "x.json")
    #expect(found.words == WrappedDialogue.expected)
  }

  @Test(arguments: ["", "\u{FEFF}"]) func followed(mark: String) async throws {
    let folder = try LogFolder()
    try folder.hold([
      "x.json": mark + Style.elasticsearch.document(WrappedDialogue.lines, "\n")
    ])
    var options = LogOptions()
    let looks = Looks()
    options.isInterrupted = { looks.next() > 2 }
    let list = InputPaths.files(["\(folder.path)/x.json"]).files
    let summary = try await LogAnalysis(options: options).follow({ list }, FollowListener())
    #expect(
      summary.sources.map(\.problem) == [
        "a document of JSON, and not followed: read it without --follow"
      ])
  }

  /// The next run goes on behind what it has read.
  @Test func state() async throws {
    let folder = try LogFolder()
    try folder.hold(["x.json": Style.elasticsearch.document(WrappedDialogue.lines, "")])
    var state = LogState()
    for _ in 0..<2 {
      let (summary, next) = try await folder.run(from: state)
      #expect(summary.totals.sessions == 1)
      state = next
    }
  }

  /// Lines behind a document stay as they are, and one that is cut off ends with the file.
  @Test func others() async throws {
    let plain = WrappedDialogue.lines.joined(separator: "\n") + "\n"
    let found = try await Analysed(log: "{\n  \"port\": 21,\n  \"a\": [{}]\n}\n" + plain)
    #expect(found.words == WrappedDialogue.expected)
    #expect(found.summary.malformedLines.map(\.line) == [4])
    let document = Style.elasticsearch.document(WrappedDialogue.lines, "\n")
    let cut = try await Analysed(log: String(document.dropLast(75)), name: "x.json")
    #expect(cut.words == ["bob explicit P protected succeeded 0/0/0 certain"])
  }

  /// What begins so and is no document.
  @Test(arguments: [
    #"{"events":1}"#, #"{"hits":{"hits":[]}}"#, "[1,2]", "[I 2026-10-05 08:10:00] x", "{", "{}",
    "[]",
    #"{"level":"info","events":[{}]}"# + "\n" + #"{"level":"info"}"#, "{ a\n b }", "[[", #"{"a"#,
  ]) func noDocument(_ text: String) {
    #expect(Array(text.utf8).withSlice { JSONShape($0).place } == nil)
  }

  /// However it is cut up, the same comes of it, and an entry that is too long stays bounded.
  @Test(arguments: [
    ("[{\"a\":1}, {\"b\":\n[2]}\n,\n{}]\n", "{\"a\":1}\n{\"b\":[2]}\n\n{}\n"),
    ("{\"hits\":{\"hits\":[{\"a\":\"}\\\"]\"}]}}", "{\"a\":\"}\\\"]\"}\n"),
    (
      "{\"events\":[1,{\"x\":{\"events\":[{}]}}],\"results\":{}}\nx {y\n",
      "{\"x\":{\"events\":[{}]}}\nx {y\n"
    ),
    ("{\"a\":{\"events\":[{}]}}\n", "\n"), ("{\"events\":[{\"a\":", "{\"a\":"), ("]}\n", "]}\n"),
  ]) func pieces(_ text: String, _ expected: String) {
    for size in [1, 2, 3, 7, 1000] {
      var entries = JSONEntries(.arrays)
      var out: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        Array(rest.prefix(size)).withSlice { entries.read($0, into: &out) }
        rest = rest.dropFirst(size)
      }
      entries.finish(into: &out)
      #expect(String(decoding: out, as: UTF8.self) == expected)
    }
  }

  @Test func tooLong() {
    var entries = JSONEntries(.arrays)
    var out: [UInt8] = []
    let text = "[{\"a\":\"" + String(repeating: "x", count: 1_000_000) + "\"},{}]"
    Array(text.utf8).withSlice { entries.read($0, into: &out) }
    #expect(out.count == LineCursor.lineBytesMaximum + 1 + 1 + 3)
    let deep = String(repeating: "{\"a\":[", count: 100_000)
    Array(deep.utf8).withSlice { entries.read($0, into: &out) }
  }
}
