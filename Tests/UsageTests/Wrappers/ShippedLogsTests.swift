import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import Usage

/// A server's own lines behind the header of who sent them on.
@Suite struct ShippedLogsTests {
  private static func text(_ bytes: some Sequence<UInt8>) -> String {
    let numbers = bytes.map { String($0) }.joined(separator: ",")
    return "[\(numbers)]"
  }

  static let wrappings = [
    WrappedLogsTests.Wrapping(
      testDescription: "imfile", wrap: eachLine { "2026-10-03T11:06:36.036461Z h tag: \($0)" }),
    WrappedLogsTests.Wrapping(testDescription: "grep", wrap: eachLine { "/var/log/x.log:\($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "Wazuh's archives",
      wrap: eachLine { "2026 Oct 03 11:06:36 (web 1) 10.0.0.5->/var/log/x.log \($0)" }),
    object("Wazuh's alerts") {
      #"{"timestamp":"2026-10-03T11:06:36.842+0100","full_log":\#($0),"location":"/var/log/x.log"}"#
    },
    WrappedLogsTests.Wrapping(
      testDescription: "the server's name", wrap: eachLine { "Oct  3 11:06:36 h vsftpd: \($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "a relay",
      wrap: eachLine { "Oct  3 11:06:36 10.0.0.1 Oct  3 11:06:36 h tag: \($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "the journal's bytes",
      wrap: eachLine {
        #"{"__REALTIME_TIMESTAMP":"1790942411123456","_PID":"9","MESSAGE":\#(text($0.utf8))}"#
      }),
    object("Filebeat") {
      #"{"@timestamp":"2026-10-03T11:06:36.036Z","log":{"offset":0},"message":\#($0)}"#
    },
    object("Vector") {
      #"{"file":"x.log","host":"h","message":\#($0),"timestamp":"2026-10-03T11:06:36Z"}"#
    },
    object("Fluent Bit") { #"{"date":1791025596.036,"log":\#($0)}"# },
    object("Fluentd") { "2026-10-03T11:06:36+00:00\tftp.log\t{\"message\":\($0)}" },
    object("Google Cloud Logging") {
      #"{"insertId":"1","textPayload":\#($0),"timestamp":"2026-10-03T11:06:36Z"}"#
    },
    object("GELF") {
      #"{"version":"1.1","host":"h","short_message":\#($0),"timestamp":1791025596.0,"level":6}"#
    },
    object("Loki") { #"{"labels":{"job":"x"},"line":\#($0),"timestamp":"2026-10-03T11:06:36Z"}"# },
    object("Loki without labels") { #"{"line":\#($0),"timestamp":"2026-10-03T11:06:36Z"}"# },
    object("Elasticsearch") {
      #"{"_index":"x","_source":{"@timestamp":"2026-10-03T11:06:36Z","message":\#($0)}}"#
    },
    object("Elasticsearch, with the original") {
      #"{"_source":{"@timestamp":1791025596036,"event":{"original":\#($0)},"message":"x"}}"#
    },
    object("NXLog") { #"{"raw_event":\#($0),"EventReceivedTime":"2026-10-03 11:06:36"}"# },
    object("stern's JSON") { #"{"message":\#($0),"podName":"p","containerName":"c"}"# },
    object("CloudWatch") { #"{"timestamp":1791025596036,"message":\#($0),"ingestionTime":1}"# },
    WrappedLogsTests.Wrapping(
      testDescription: "Loki's logcli",
      wrap: eachLine { "2026-10-03T11:06:36Z {filename=\"/x.log\", job=\"x\"} \($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "a dry run of promtail",
      wrap: eachLine { "2026-10-03T11:06:36.036461Z\t{job=\"x\"}\t\($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "a runtime's lines as Fluent Bit reads them",
      wrap: eachLine {
        let line = $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return #"{"date":1791025596.0,"log":"2026-10-03T11:06:36.036461123Z stdout F \#(line)"}"#
      }),
    WrappedLogsTests.Wrapping(
      testDescription: "aws logs tail",
      wrap: eachLine { "2026-10-03T11:06:36.036000+00:00 ftp/vsftpd/6f3a \($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "stern", wrap: eachLine { "ftp-7d4b9 ftpd \($0)" }),
    WrappedLogsTests.Wrapping(
      testDescription: "stern, with namespaces and times",
      wrap: eachLine { "files ftp-7d4b9 ftpd 2026-10-03T11:06:36.036461123Z \($0)" }),
    object("Splunk") {
      #"{"preview":false,"result":{"_raw":\#($0),"_time":"2026-10-03T11:06:36.000+00:00"}}"#
    },
  ]

  /// Each line as a string of JSON in what a shipper writes.
  private static func object(_ name: String, _ line: @escaping @Sendable (String) -> String)
    -> WrappedLogsTests.Wrapping
  {
    WrappedLogsTests.Wrapping(
      testDescription: name,
      wrap: eachLine {
        line("\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"")
      })
  }

  private static let exports = [
    "Splunk", "Google Cloud Logging", "Elasticsearch", "Loki's logcli",
  ]

  private static func eachLine(_ wrap: @escaping @Sendable (String) -> String)
    -> @Sendable (Data) -> Data
  {
    { data in
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
      return Data((lines.map { wrap(String($0)) + "\n" }.joined()).utf8)
    }
  }

  @Test(
    arguments: wrappings,
    ["partners-vsftpd/vsftpd.log", "hosting-proftpd/proftpd.log", "printers-xferlog/xferlog"])
  func same(_ wrapping: WrappedLogsTests.Wrapping, _ log: String) async throws {
    // Under vsftpd's name come vsftpd's lines only.
    if wrapping.testDescription == "the server's name", !log.contains("vsftpd") { return }
    let path = Project.root.appending(path: "Examples/logs").appending(path: log)
    let data = try Data(contentsOf: path)
    let folder = try LogFolder()
    try folder.hold(["x.log": data])
    let expected = try await folder.analyse()
    #expect(!expected.sessions.isEmpty)
    try folder.hold(["x.log": wrapping.wrap(data)])
    let found = try await folder.analyse()
    #expect(found.words == expected.words)
    #expect(found.inOrder.map(\.start) == expected.inOrder.map(\.start))
    #expect(found.summary.totals == expected.summary.totals)
  }

  /// Exports often have the newest line first.
  @Test(arguments: wrappings.filter { exports.contains($0.testDescription) })
  func newestFirst(_ wrapping: WrappedLogsTests.Wrapping) async throws {
    let path = Project.root.appending(path: "Examples/logs/partners-vsftpd/vsftpd.log")
    let data = try Data(contentsOf: path)
    let folder = try LogFolder()
    try folder.hold(["x.log": data])
    let expected = try await folder.analyse()
    let lines = String(decoding: wrapping.wrap(data), as: UTF8.self).split(separator: "\n")
    try folder.hold(["x.log": Data((lines.reversed().joined(separator: "\n") + "\n").utf8)])
    let found = try await folder.analyse()
    #expect(found.words.sorted() == expected.words.sorted())
    #expect(found.summary.totals == expected.summary.totals)
    #expect(found.summary.sources.first?.note == TurnedLines.note)
  }

  /// Python's formatters of JSON, with which pyftpdlib's lines have no time of their own.
  @Test(arguments: ["", #""processName":"MainProcess","#])
  func python(_ fields: String) async throws {
    let lines = ["[] FTP session opened (connect)", "[bob] USER 'bob' logged in."]
    let log = lines.enumerated().map {
      #"{"asctime":"2026-10-05 08:10:0\#($0.offset),123",\#(fields)"name":"pyftpdlib","#
        + #""message":"192.0.2.7:1234-\#($0.element)"}"# + "\n"
    }
    let found = try await Analysed(log: log.joined())
    #expect(found.words == ["bob unknown - unknown succeeded 0/0/0 tls-not-logged"])
    #expect(found.sessions.map { $0.start?.rfc3339 } == ["2026-10-05T08:10:00.123Z"])
  }

  /// A byte that is no UTF-8.
  @Test func bytesOfAnotherCharacterSet() async throws {
    let message = Array("[b\u{F8}b] OK LOGIN: Client \"192.0.2.7\"".unicodeScalars).map {
      UInt8($0.value)
    }
    let log = #"{"__REALTIME_TIMESTAMP":"1790942411123456","SYSLOG_IDENTIFIER":"vsftpd","#
    let found = try await Analysed(log: log + #""MESSAGE":\#(Self.text(message))}"# + "\n")
    #expect(found.summary.sources.map(\.malformed) == [0])
    #expect(found.sessions.map(\.client) == ["192.0.2.7"])
  }
}
