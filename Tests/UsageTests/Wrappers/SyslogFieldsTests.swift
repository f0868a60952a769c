import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import Usage

/// A server that leaves time and name to syslog, whose header is taken apart into fields.
@Suite struct SyslogFieldsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// The fields of a line: its time, as syslog and as ISO has it, in milliseconds, the host, the
    /// program, its number, and the message as a string of JSON.
    var wrap: @Sendable (Line) -> String
  }

  struct Line {
    var date: Substring
    var milliseconds: Int64
    var host: Substring
    var program: Substring
    var pid: Substring
    var message: String
    var number: String { pid.isEmpty ? "null" : String(pid) }
    var iso: String { Timestamp(milliseconds: milliseconds).rfc3339 }
  }

  static let cases = [
    Case(testDescription: "the journal") {
      #"{"__REALTIME_TIMESTAMP":"\#($0.milliseconds * 1000)","SYSLOG_IDENTIFIER":"\#($0.program)","#
        + #""_HOSTNAME":"\#($0.host)","SYSLOG_PID":"\#($0.pid)","MESSAGE":\#($0.message)}"#
    },
    Case(testDescription: "the journal, pretty") {
      "{\n\t\"__REALTIME_TIMESTAMP\" : \"\($0.milliseconds * 1000)\",\n\t\"_HOSTNAME\" : "
        + "\"\($0.host)\",\n\t\"SYSLOG_IDENTIFIER\" : \"\($0.program)\",\n\t\"_PID\" : "
        + "\"\($0.pid)\",\n\t\"MESSAGE\" : \($0.message)\n}"
    },
    Case(testDescription: "the journal, as Fluent Bit has it") {
      #"{"date":\#($0.milliseconds / 1000).000000,"SYSLOG_IDENTIFIER":"\#($0.program)","#
        + #""_HOSTNAME":"\#($0.host)","_PID":"\#($0.pid)","MESSAGE":\#($0.message)}"#
    },
    Case(testDescription: "syslog-ng") {
      #"{"PROGRAM":"\#($0.program)","PRIORITY":"info","PID":"\#($0.pid)","MESSAGE":\#($0.message),"#
        + #""HOST_FROM":"x","HOST":"\#($0.host)","FACILITY":"ftp","DATE":"\#($0.date)"}"#
    },
    Case(testDescription: "rsyslog") {
      #"{"msg":" \#($0.message.dropFirst()),"timereported":"\#($0.iso)","hostname":"\#($0.host)","#
        + #""syslogtag":"\#($0.program):","programname":"\#($0.program)","#
        + #""procid":"\#($0.pid)"}"#
    },
    Case(testDescription: "Logstash's template of rsyslog") {
      #"{"@timestamp":"\#($0.iso)","@version":"1","message":" \#($0.message.dropFirst()),"#
        + #""sysloghost":"\#($0.host)","programname":"\#($0.program)","procid":"\#($0.pid)"}"#
    },
    Case(testDescription: "Fluent Bit") {
      #"{"date":\#($0.milliseconds / 1000).000000,"pri":"86","time":"\#($0.date)","#
        + #""host":"\#($0.host)","ident":"\#($0.program)","pid":"\#($0.pid)","#
        + #""message":\#($0.message)}"#
    },
    Case(testDescription: "Fluentd") {
      "\($0.iso)\tsyslog.ftp\t{\"host\":\"\($0.host)\",\"ident\":\"\($0.program)\","
        + "\"pid\":\"\($0.pid)\",\"message\":\($0.message)}"
    },
    Case(testDescription: "Vector") {
      #"{"appname":"\#($0.program)","host":"\#($0.host)","hostname":"\#($0.host)","#
        + #""message":\#($0.message),"procid":\#($0.number),"timestamp":"\#($0.iso)"}"#
    },
    Case(testDescription: "NXLog") {
      #"{"EventTime":"\#($0.iso.prefix(10)) \#($0.iso.dropFirst(11).dropLast())","#
        + #""Hostname":"\#($0.host)","SourceName":"\#($0.program)","ProcessID":"\#($0.pid)","#
        + #""Message":\#($0.message)}"#
    },
    Case(testDescription: "GELF") {
      #"{"version":"1.1","host":"\#($0.host)","short_message":\#($0.message),"#
        + #""timestamp":\#($0.milliseconds / 1000).0,"_application_name":"\#($0.program)","#
        + #""_process_id":"\#($0.pid)"}"#
    },
    Case(testDescription: "Elastic's fields") {
      #"{"_source":{"@timestamp":"\#($0.iso)","message":\#($0.message),"host":{"hostname":"#
        + #""\#($0.host)"},"process":{"name":"\#($0.program)","pid":\#($0.number)}}}"#
    },
  ]

  @Test(arguments: cases) func same(_ example: Case) async throws {
    let path = Project.root.appending(path: "Examples/logs/hosting-pureftpd/syslog")
    let data = try Data(contentsOf: path)
    let wrapped = String(decoding: data, as: UTF8.self).split(separator: "\n").map(Self.line)
    let folder = try LogFolder()
    try folder.hold(["syslog": data])
    let expected = try await folder.analyse()
    #expect(!expected.sessions.isEmpty)
    let text = try wrapped.map { example.wrap(try #require($0)) + "\n" }.joined()
    try folder.hold(["syslog": text])
    let found = try await folder.analyse()
    #expect(found.words == expected.words)
    #expect(found.inOrder.map(\.start) == expected.inOrder.map(\.start))
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  private static func line(_ line: Substring) -> Line? {
    let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
    guard words.count == 6, let day = Int(words[1]) else { return nil }
    let clock = words[2].split(separator: ":").compactMap { Int($0) }
    let time = Timestamp(
      year: 2026, month: 10, day: day, hour: clock[0], minute: clock[1], second: clock[2])
    let program = words[4].dropLast(words[4].hasSuffix("]:") ? 2 : 1).split(separator: "[")
    let message = words[5].replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return Line(
      date: line.prefix(15), milliseconds: time?.milliseconds ?? 0, host: words[3],
      program: program[0], pid: program.count > 1 ? program[1] : "", message: "\"\(message)\"")
  }
}
