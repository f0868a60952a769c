import Bytes
import Testing

@testable import Usage

/// One line of each way to wrap lines.
@Suite struct WrapperTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var line: String
    /// The text that is wrapped and what it may begin with; nothing where it is not wrapped so.
    var expected: String?
    var testDescription: String { line }

    init(_ line: String, _ expected: String?) {
      self.line = line
      self.expected = expected
    }
  }

  private static let time = "2026-10-02T12:00:11.123456789Z"

  private func words(_ wrapper: any LineWrapper, _ line: String) -> String? {
    var (wrapper, line) = (wrapper, line)
    let arena = ByteArena()
    return line.withUTF8 { bytes in
      wrapper.unwrap(ByteSlice(bytes), in: arena).map {
        let marks = ($0.isError ? " error" : "") + ($0.goesOn ? " goes on" : "")
        return "\($0.beginning.text)|\($0.text.escapedText)\(marks)"
      }
    }
  }

  @Test(arguments: [
    Case(#"{"log":"a \"b\" \u003c\r\n","stream":"stdout","time":"T"}"#, #"T |a "b" <"#),
    Case(#"{"log":"a","stream":"stderr","time":"T"}"#, "T |a error goes on"),
    Case(#"{"log":"\n","stream":"stdout","attrs":{"tag":"x"},"time":"T"}"#, "T |"),
    Case(#"{"log":"a\n","stream":"stdout"}"#, nil),
    Case(#"{"log":"a\n","stream":"std"#, nil),
    Case(#"{"level":"info","time":"T"}"#, nil),
  ]) func docker(_ example: Case) {
    #expect(words(DockerLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case(#"Oct  5 08:12:01 h sftpgo[8]: {"level":"info"}"#, #"|{"level":"info"}"#),
    Case(#"2026-10-05T08:12:01+0200 h sftpgo: {}"#, "|{}"),
    Case(#"Oct  5 08:12:01 h sftpgo[8]: {"level""#, nil),
    Case("Oct  5 08:12:01 h vsftpd[8]: [eve] {}", nil), Case("{}", nil),
  ]) func syslogJSON(_ example: Case) {
    #expect(words(SyslogJSONLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case("\(time) stdout F a b", "\(time) |a b"),
    Case(
      "2026-10-02T12:00:11.12+02:00 stderr P a", "2026-10-02T12:00:11.12+02:00 |a error goes on"),
    Case("\(time) stdout F ", "\(time) |"), Case("\(time) stdout F", "\(time) |"),
    Case("\(time) stdout X a", nil), Case("\(time) a", nil),
    Case("2026-10-02T12:00:11 stdout F a", nil), Case("2026-10-02T1 00:11 stdout F a", nil),
  ]) func container(_ example: Case) {
    #expect(words(ContainerLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case("ftp-1  | a | b", "|a | b"), Case("ftp-1  | \(time) a", "\(time) |a"),
    Case("ftp_1|a", nil), Case("ftp-1  | ", "|"), Case("ftp-1  |", "|"),
    Case("[pod/ftp-7d/vsftpd] a", "|a"), Case("[pod/ftp-7d/vsftpd] \(time) a", "\(time) |a"),
    Case("\(time) a", "\(time) |a"), Case("2026-10-02T12:00:11.123456Z a", nil),
    Case("ftp.1.x6wimk2zy8ht@node-1    | a", "|a"),
    Case("\(time) ftp.1.x6wimk2zy8ht@node-1    | a", "\(time) |a"),
    Case("\(time) a | b", "\(time) |a | b"),
    Case("Tue Nov 13 16:00:01 2018 [pid 2] CONNECT", nil), Case("192.0.2.7 a | b", nil),
  ]) func prefixed(_ example: Case) {
    #expect(words(PrefixedLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case(
      #"{"_PID":"7","SYSLOG_IDENTIFIER":"vsftpd","__REALTIME_TIMESTAMP":"1790942411123456","#
        + #""_HOSTNAME":"h","MESSAGE":"a"}"#, "2026-10-02T12:00:11.123Z h vsftpd[7]: |a"),
    Case(
      #"{"__REALTIME_TIMESTAMP":"1790942411000000","MESSAGE":"a","_COMM":"x"}"#,
      "2026-10-02T12:00:11Z - x: |a"),
    Case(
      #"{"__REALTIME_TIMESTAMP":"1790942411000000","MESSAGE":[97,248]}"#,
      "2026-10-02T12:00:11Z - -: |a\\xF8"),
    Case(#"{"__REALTIME_TIMESTAMP":"1790942411000000","MESSAGE":[97,256]}"#, nil),
    Case(#"{"__REALTIME_TIMESTAMP":"1790942411000000","MESSAGE":[97,"b"]}"#, nil),
    Case(
      "\u{1E}" + #"{"__REALTIME_TIMESTAMP":"1790942411000000","MESSAGE":"a"}"#,
      "2026-10-02T12:00:11Z - -: |a"),
    Case(
      #"data: {"__REALTIME_TIMESTAMP":"1790942411000000","MESSAGE":"a"}"#,
      "2026-10-02T12:00:11Z - -: |a"),
    Case(#"{"MESSAGE":"a"}"#, nil),
  ]) func journal(_ example: Case) {
    #expect(words(JournalLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case(#"2026-10-02T12:00:11Z {a="x", b="}\" {"}  c"#, "2026-10-02T12:00:11Z |c"),
    Case("2026-10-02T14:00:11.123456789+0200\t{}\tc", "2026-10-02T12:00:11.123Z |c"),
    Case(#"["1790942411123456789","a\u003cb"]"#, "2026-10-02T12:00:11.123Z |a<b"),
    Case(#"["1790942411123456789","\#(time) stdout F a",{"b":"c"}]"#, "\(time) |a"),
    Case("2026-10-02T12:00:11Z {a} c", nil), Case("2026-10-02T12:00:11Z c", nil),
    Case("2026-10-02T12:00:11Z {a=\"", nil), Case("[I 2026-10-02 12:00:11] {}", nil),
    Case(#"["179094241112345678","a"]"#, nil), Case("[", nil),
  ]) func loki(_ example: Case) {
    #expect(words(LokiLine(), example.line) == example.expected)
  }

  private static let connect = "Mon Oct  5 08:12:01 2026 [pid 2] CONNECT: Client \"192.0.2.7\""

  @Test(arguments: [
    Case("ftp-7d4b9 vsftpd \(connect)", "|\(connect)"),
    Case("files ftp-7d4b9 vsftpd \(time) \(connect)", "\(time) |\(connect)"),
    Case("ftp-7d4b9 vsftpd x", nil), Case("Ftp vsftpd \(connect)", nil), Case(connect, nil),
    Case("vsftpd \(connect)", nil), Case("a b c d \(connect)", nil), Case("ftp-7d4b9", nil),
  ]) func stern(_ example: Case) {
    #expect(words(SternLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case("/var/log/vsftpd.log:\(connect)", "|\(connect)"),
    Case("a.log:12:\(connect)", "|\(connect)"),
    Case(
      "messages-20261005:Oct  5 08:12:01 h vsftpd: \(connect)",
      "|Oct  5 08:12:01 h vsftpd: \(connect)"),
    Case("2026 Oct 05 08:12:02 (a b) 10.0.0.5->/var/log/x.log \(connect)", "|\(connect)"),
    Case("a b.log:\(connect)", nil), Case("a.log:x", nil), Case(":\(connect)", nil),
    Case(connect, nil), Case("a->/x", nil), Case("a.log:", nil),
  ]) func fileName(_ example: Case) {
    #expect(words(FileNameLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case(
      "2026-10-02T12:00:11.123000+00:00 a/b \(connect)",
      "2026-10-02T12:00:11.123000+00:00 |\(connect)"),
    Case("2026-10-02T12:00:11.123000+00:00 a/b x", nil),
    Case("2026-10-02T12:00:11.123000+02:00 a/b \(connect)", nil),
    Case("2026-10-02T12:00:11.123000+00:00 a", nil),
    Case("2026-10-02T12:00:11.123000+00:00 h vsftpd[2]: [pid 2] \(connect.dropFirst(33))", nil),
  ]) func cloudWatch(_ example: Case) {
    #expect(words(CloudWatchLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case(
      #"{"_index":"x","_source":{"@timestamp":"2026-10-02T12:00:11Z","message":"a"}}"#,
      "2026-10-02T12:00:11Z |a"),
    Case(
      #"{"_source":{"event":{"original":"a"},"message":"b","@timestamp":1790942411123,"#
        + #""process":{"name":"x","pid":7},"host":{"name":"h"}}}"#,
      "2026-10-02T12:00:11.123Z h x[7]: |a"),
    Case(#"{"_source":{"log.level":"a"}}"#, nil), Case(#"{"message":"a"}"#, nil),
    Case(#"{"_source":"message"}"#, nil),
  ]) func hit(_ example: Case) {
    #expect(words(HitLine(), example.line) == example.expected)
  }

  @Test(arguments: [
    Case(
      #"{"DATE":"Oct  2 12:00:11","HOST":"h","PROGRAM":"x","PID":"7","MESSAGE":"a"}"#,
      "Oct  2 12:00:11 h x[7]: |a"),
    Case(
      #"{"timereported":"2026-10-02T12:00:11Z","hostname":"h","syslogtag":"x[7]:","msg":" a"}"#,
      "2026-10-02T12:00:11Z h x[7]: |a"),
    Case(
      #"{"time":"Oct  2","date":1790942411.5,"host":"/x","ident":"x","message":"a"}"#,
      "2026-10-02T12:00:11.500Z - x: |a"),
    Case(
      #"{"EventTime":"2026-10-02 12:00:11","SourceName":"a b","Message":"a","raw_event":"c"}"#,
      "2026-10-02T12:00:11 |c"),
    Case(
      #"{"asctime":"2026-10-02 12:00:11,123","processName":"MainProcess","message":"a"}"#,
      "2026-10-02T12:00:11.123 - MainProcess: |a"),
    Case(#"{"log":{"offset":1},"message":"a"}"#, "|a"),
    Case(#"{"log":"\#(time) stdout P a"}"#, "\(time) |a goes on"),
    Case(#"{"full_message":"","short_message":"a"}"#, "|a"), Case(#"{"line":1}"#, nil),
    Case(#"{"message":"","sender":"a"}"#, nil), Case(#"{"message":"""#, nil),
  ]) func shipped(_ example: Case) {
    #expect(words(ShippedLine(), example.line) == example.expected)
  }

  /// What a line in pieces comes to, and what fills in for a time.
  @Test(arguments: [
    (
      [
        "\(time) stdout P Mon a", "\(time) stderr F [I 2026-10-02 12:00:00] x",
        "\(time) stdout F b",
      ],
      false, ["", "[I 2026-10-02 12:00:00] x", "Mon ab"]
    ),
    (  // kubectl leaves zeros out.
      ["\(time) Mon a", "2026-10-02T12:00:11.1Z Mon b", "2026-10-02T12:00:11Z Mon c"], false,
      ["Mon a", "Mon b", "Mon c"]
    ),
    (
      ["\(time) stdout P a", "\(time) stdout P b", "\(time) stdout F c"], true,
      ["", "", "\(time) abc"]
    ),
    (
      [
        "\(time) stdout F a", "\(time) stdout F {\"a\":1}", "\(time) stdout F 1795458873 6b.4 bob",
        "\(time) stdout F 192.0.2.7 - bob [23/Nov/2026:18:34:33 -0000] \"PUT /a\" 200 168",
        "\(time) stdout F Oct  2 12:00:00 host x: y", "not wrapped",
      ], true,
      [
        "\(time) a", "{\"a\":1}", "1795458873 6b.4 bob",
        "192.0.2.7 - bob [23/Nov/2026:18:34:33 -0000] \"PUT /a\" 200 168",
        "Oct  2 12:00:00 host x: y", "not wrapped",
      ]
    ),
  ])
  func lines(_ lines: [String], _ fillsTime: Bool, _ expected: [String]) throws {
    let all = lines.joined(separator: "\n") + "\n"
    let found = try all.utf8.withContiguousStorageIfAvailable { bytes in
      let head = ByteSlice(bytes)
      let wrapping = try #require(LineWrapping.possible(head).first { $0.fillsTime == fillsTime })
      return String(decoding: LineUnwrapper(wrapping).unwrap(head), as: UTF8.self)
    }
    #expect(found == expected.joined(separator: "\n") + "\n")
  }

  /// A line in pieces without end stays as long as one that is too long.
  @Test func endless() throws {
    let piece = "\(Self.time) stdout P " + String(repeating: "a", count: 10_000) + "\n"
    let text = String(repeating: piece, count: 50) + "\(Self.time) stdout F b\n"
    let count = text.utf8.withContiguousStorageIfAvailable { bytes -> Int in
      let head = ByteSlice(bytes)
      return LineUnwrapper(LineWrapping.possible(head)[0]).unwrap(head).count
    }
    #expect(count == 50 + LineCursor.lineBytesMaximum + 2)
  }
}
