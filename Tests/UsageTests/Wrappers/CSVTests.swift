import Bytes
import Records
import Testing

@testable import Usage

/// Logs in the tables that log platforms export.
@Suite struct CSVTests {
  enum Style: String, CaseIterable, Sendable {
    case splunk, kibana, kibanaLocal, graylog, semicolons, unquoted

    /// The header, and a row: the number is that of minutes.
    func table(_ texts: [(minute: Int, text: String)]) -> [String] {
      let header =
        switch self {
        case .splunk: "\"_time\",host,sourcetype,\"_raw\""
        case .kibana, .kibanaLocal: "\"@timestamp\",\"process.name\",\"process.pid\",message"
        case .graylog: "timestamp,source,message"
        case .semicolons: "time;message;level"
        case .unquoted: "id,message"
        }
      return [header] + texts.map { row($0.minute, $0.text) }
    }

    private func row(_ minute: Int, _ text: String) -> String {
      let own = "Mon Oct  5 08:\(10 + minute):00 2026 [pid 2] \(text)"
      let syslog = "Oct  5 08:\(10 + minute):00 h vsftpd[2]: \(text)"
      let iso = "2026-10-05T08:\(10 + minute):00.000Z"
      return switch self {
      case .splunk: "\"\(iso)\",h,x,\(quoted(own))"
      case .kibana: "\"\(iso)\",vsftpd,2,\(quoted(text))"
      case .kibanaLocal:
        "\"Oct 5, 2026 @ 08:\(10 + minute):00.000\",vsftpd,2,\(quoted(text))"
      case .graylog: "\(iso),h,\(quoted(syslog))"
      case .semicolons: "\(iso);\(quoted(own));info"
      case .unquoted: "\(minute),\(own)"
      }
    }

    private func quoted(_ text: String) -> String {
      "\"\(text.replacing("\"", with: "\"\""))\""
    }
  }

  private static func table(_ style: Style, isTurned: Bool = false) -> String {
    var rows = style.table(WrappedDialogue.texts.enumerated().map { ($0.offset, $0.element) })
    if isTurned { rows = [rows[0]] + rows.dropFirst().reversed() }
    return rows.joined(separator: "\n") + "\n"
  }

  @Test(arguments: Style.allCases, [false, true])
  func exported(_ style: Style, _ isTurned: Bool) async throws {
    for bytes in [64, 131_072] {
      let found = try await Analysed(log: Self.table(style, isTurned: isTurned), name: "x.csv") {
        $0.chunkBytes = bytes
      }
      #expect(found.words == WrappedDialogue.expected)
      #expect(found.inOrder.map { $0.start?.rfc3339 } == ["2026-10-05T08:10:00Z"])
      #expect(found.summary.sources.map(\.malformed) == [0])
      #expect(found.summary.sources.map(\.logFormat) == ["vsftpd"])
      #expect(found.summary.sources.map { $0.note != nil } == [isTurned])
    }
  }

  /// Lines are told of by their numbers in the file, wherever reading began.
  @Test(arguments: [false, true]) func lineNumbers(_ isTurned: Bool) async throws {
    var rows = Self.table(.splunk, isTurned: isTurned).split(separator: "\n").map(String.init)
    rows.insert("\"2026-10-05T08:12:30.000Z\",h,x,\"nonsense\"", at: 4)
    let found = try await Analysed(log: rows.joined(separator: "\n") + "\n", name: "x.csv")
    #expect(found.words == WrappedDialogue.expected)
    #expect(found.summary.malformedLines.map(\.line) == [5])
  }

  /// Rows that go to and fro tell no order, and a state can't go on from the newest.
  @Test func inNoOrder() async throws {
    var rows = Self.table(.splunk).split(separator: "\n").map(String.init)
    for index in stride(from: 1, to: 10, by: 3) { rows.swapAt(index, index + 2) }
    let found = try await Analysed(log: rows.joined(separator: "\n") + "\n", name: "x.csv")
    #expect(found.sessions.isEmpty)
    #expect(
      found.summary.sources.map(\.problem) == [
        "its lines are in no order of time: export it oldest first"
      ])
  }

  /// A field may hold ends of lines; the row is one line, where its last is.
  @Test func severalLines() async throws {
    let log = Self.table(.splunk).replacing("now Private.", with: "now\nPrivate.")
    #expect(try await Analysed(log: log, name: "x.csv").words == WrappedDialogue.expected)
  }

  /// A quote that is never closed ends with the longest line; the rows behind it are read.
  @Test func openQuote() async throws {
    var rows = Self.table(.splunk).split(separator: "\n").map(String.init)
    rows.insert(
      contentsOf: ["\"x\",h,x,\"open"]
        + Array(repeating: String(repeating: "y", count: 999), count: 66),
      at: 8)
    let found = try await Analysed(log: rows.joined(separator: "\n") + "\n", name: "x.csv")
    #expect(found.words == WrappedDialogue.expected)
    #expect(found.summary.sources.map(\.malformed) == [1])
  }

  /// A log that a user describes may be such a table itself.
  @Test func described() async throws {
    let yaml = #"""
      name: x
      pattern: '^[^,]+,(?<client>[^,]+),(?<user>[^,]+),(?<verb>\w+),(?<code>\d+),(?<text>.*)$'
      port: 21
      """#
    let log = """
      time,client,user,verb,code,message
      2026-10-05T08:10:00Z,192.0.2.7,-,USER,331,"ok"
      2026-10-05T08:10:01Z,192.0.2.7,bob,PASS,230,"welcome"

      """
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: yaml) }
    #expect(found.words == ["bob clear - clear succeeded 0/0/0 connects-not-logged"])
  }

  /// A log of something else that has commas.
  @Test func noTable() async throws {
    let log =
      "a,b\n" + WrappedDialogue.texts.map { "Mon Oct  5 08:12:01 2026 [pid 2] \($0)\n" }.joined()
    #expect(try await Analysed(log: log).words == WrappedDialogue.expected)
  }
}
