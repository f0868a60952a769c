import Bytes
import Records
import Survey
import Testing

/// What the survey says of real servers, in each configuration of which a transcript exists.
@Suite struct TranscriptTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// `status mode login data connections`.
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ expected: String) {
      self.name = name
      self.expected = expected
    }
  }

  static let cases = [
    Case("vsftpd-req", "ok explicit refused offered 2"),
    Case("vsftpd-opt", "ok explicit accepted offered 1"),
    Case("vsftpd-impl", "ok implicit refused offered 1"),
    Case("proftpd-on", "ok explicit refused required 1"),
    Case("proftpd-off", "ok explicit accepted offered 1"),
    Case("proftpd-ctrl", "ok explicit refused offered 1"),
    Case("proftpd-auth", "ok explicit refused offered 1"),
    Case("proftpd-data", "ok explicit accepted required 1"),
    Case("proftpd-impl", "ok implicit refused required 1"),
    Case("pureftpd-Y1", "ok explicit accepted offered 1"),
    Case("pureftpd-Y2", "ok explicit refused offered 1"),
    Case("pureftpd-Y3", "ok explicit refused offered 1"),
    Case("pyftpdlib-req", "ok explicit refused offered 1"),
    Case("pyftpdlib-opt", "ok explicit accepted offered 1"),
    Case("pyftpdlib-impl", "ok implicit refused offered 1"),
    Case("twisted-plain", "ok clear accepted none 2"),
    Case("twisted-impl", "ok implicit refused unknown 1"),
    Case("mut-inject", "ok explicit accepted offered 1"),
    Case("mut-lieP", "ok explicit accepted offered 1"),
    Case("mut-pasv", "ok explicit accepted offered 1"),
    Case("mut-bounce", "ok explicit accepted offered 1"),
    Case("mut-authfail", "ok clear accepted none 1"),
    Case("mut-resettls", "tls-failed explicit accepted unknown 3"),
  ]

  @Test(
    .enabled(
      if: Transcripts.folder != nil,
      "skipped: no transcripts in ../shared/samples, and FTPSCOPE_SAMPLES names none"),
    arguments: cases)
  func described(_ example: Case) throws {
    let script = try #require(try Transcripts.script(example.name))
    let isImplicit = example.expected.contains("implicit")
    for drip in [0, 1, 7] {
      let run = ScriptedRun(script, mode: isImplicit ? .implicit : .explicit, drip: drip)
      let record = try #require(run.record)
      #expect(record.words + " \(run.outcome?.connections ?? 0)" == example.expected, "\(run.log)")
      #expect(!record.evidence.status.isEmpty)
      #expect(record.loginInClear == .unknown || !record.evidence.loginInClear.isEmpty)
      #expect(record.dataProtection == .unknown || !record.evidence.dataProtection.isEmpty)
      #expect(record.findings.isEmpty)
      #expect(!run.log.contains { $0.hasPrefix("PASS") })
      #expect(record.status == .tlsFailed || run.log.last == "QUIT")
      #expect(record.banner != nil)
      #expect(record.features?.isEmpty == false)
    }
  }

  @Test(
    .enabled(
      if: Transcripts.folder != nil,
      "skipped: no transcripts in ../shared/samples, and FTPSCOPE_SAMPLES names none"),
    arguments: cases)
  func foundByItself(_ example: Case) throws {
    var script = try #require(try Transcripts.script(example.name))
    if example.expected.contains("implicit") {
      script.greetings = ["<silence>"] + script.greetings
    }
    let record = try #require(ScriptedRun(script, mode: .find).record)
    #expect(example.expected.hasPrefix(record.words))
  }
}

extension ServiceRecord {
  /// The verdicts in a line.
  var words: String {
    let mode = mode?.rawValue ?? "-"
    return "\(status.rawValue) \(mode) \(loginInClear.rawValue) \(dataProtection.rawValue)"
  }
}
