import Bytes
import Records
import Testing

@testable import Usage

/// ProFTPD's SystemLog beside its TLSLog: a connection without a line in a TLSLog that has lines
/// before it and after it is in clear.
@Suite struct BesideTLSLogTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Connections at an hour: `09 12 bob`.
    var system: String
    /// Lines of the TLSLog of a process, a second after the connection.
    var tls: String
    var expected: [String]
    var host = "h"
  }

  private static let agreed = "TLS/TLS-C requested, starting TLS handshake"
  private static let secure = "explicit C protected succeeded 0/0/0 files-not-logged"

  static let cases = [
    Case(
      testDescription: "between handshakes", system: "01 5 amy\n09 12 bob\n23 9 amy",
      tls: "01 5 \(agreed)\n23 9 \(agreed)",
      expected: ["amy \(secure)", "bob clear - clear succeeded 0/0/0 certain", "amy \(secure)"]),
    Case(
      testDescription: "after them all, and before", system: "01 5 bob\n09 12 amy\n23 9 bob",
      tls: "09 12 \(agreed)",
      expected: [
        "bob unknown - unknown succeeded 0/0/0 tls-not-logged", "amy \(secure)",
        "bob unknown - unknown succeeded 0/0/0 tls-not-logged",
      ]),
    Case(
      testDescription: "no login", system: "01 5 amy\n09 12 -\n23 9 amy",
      tls: "01 5 \(agreed)\n23 9 \(agreed)",
      expected: ["amy \(secure)", "- none - none none 0/0/0 certain", "amy \(secure)"]),
    Case(
      testDescription: "TLS that came first", system: "01 5 amy\n09 12 bob\n23 9 amy",
      tls: "01 5 \(agreed)\n09 12 TLSOption UseImplicitSSL in effect, starting SSL/TLS\n"
        + "23 9 \(agreed)",
      expected: [
        "amy \(secure)", "bob implicit P protected succeeded 0/0/0 certain", "amy \(secure)",
      ]),
    Case(
      testDescription: "a handshake after the login", system: "01 5 amy\n09 12 bob\n23 9 amy",
      tls: "01 5 \(agreed)\n10 12 \(agreed)\n10 12 TLSv1.3 connection accepted, using X\n"
        + "23 9 \(agreed)",
      expected: [
        "amy \(secure)", "bob explicit C clear succeeded 0/0/0 certain", "amy \(secure)",
      ]),
    Case(
      testDescription: "turned away after the password",
      system: "01 5 amy\n09 12 bob\n23 9 amy",
      tls: "01 5 \(agreed)\n10 12 SSL/TLS required but absent on control channel, disconnecting\n"
        + "23 9 \(agreed)",
      expected: [
        "amy \(secure)",
        "bob clear - clear failed 0/0/0 certain "
          + "[PASS 530: TLS is required on the control channel]",
        "amy \(secure)",
      ]),
    Case(
      testDescription: "several hosts", system: "01 5 amy\n09 12 bob\n23 9 amy",
      tls: "01 5 \(agreed)\n23 9 \(agreed)",
      expected: ["bob unknown - unknown succeeded 0/0/0 tls-not-logged"], host: "g"),
  ]

  /// The lines of both logs, with the hour of each.
  private static func logs(_ example: Case) -> [(name: String, lines: [(hour: Int, text: String)])]
  {
    func two(_ hour: Int) -> String { "\(hour < 10 ? "0" : "")\(hour)" }
    let system = example.system.split(separator: "\n").flatMap { row in
      let words = row.split(separator: " ")
      let host = words[1] == "12" ? example.host : "h"
      let begin = Int(words[0]) ?? 0
      let end = words[1] == "12" ? 11 : begin
      func line(_ hour: Int, _ second: Int, _ text: String) -> (Int, String) {
        let time = "\(two(hour)):00:0\(second),123"
        return (
          hour,
          "2026-11-02 \(time) \(host) proftpd[\(words[1])] f (192.0.2.5[192.0.2.5]): \(text)\n"
        )
      }
      return [line(begin, 0, "FTP session opened.")]
        + (words[2] == "-" ? [] : [line(begin, 2, "USER \(words[2]): Login successful.")])
        + [line(end, 3, "FTP session closed.")]
    }
    let tls = example.tls.split(separator: "\n").map { row in
      let words = row.split(separator: " ", maxSplits: 2)
      return (
        Int(words[0]) ?? 0,
        "2026-11-02 \(words[0]):00:01,500 mod_tls/2.9.2[\(words[1])]: \(words[2])\n"
      )
    }
    return [("proftpd.log", system), ("tls.log", tls)]
  }

  @Test(arguments: cases) func sessions(_ example: Case) async throws {
    let files = Self.logs(example).map { ($0.name, $0.lines.map(\.text).joined()) }
    let found = try await Analysed(files: Dictionary(uniqueKeysWithValues: files))
    #expect(found.words.filter { example.host == "h" || $0.hasPrefix("bob") } == example.expected)
  }

  /// Read in two runs, they come to the same; but the first can't know of the other's hosts.
  @Test(arguments: cases.filter { $0.host == "h" }, [5, 10, 12]) func runs(
    _ example: Case, _ hour: Int
  ) async throws {
    let folder = try LogFolder()
    var state = LogState()
    var totals: [UsageCounts] = []
    for end in [hour, 24] {
      let files = Self.logs(example).map { log in
        (log.name, log.lines.filter { $0.hour < end }.map(\.text).joined())
      }
      try folder.hold(Dictionary(uniqueKeysWithValues: files))
      let summary: UsageSummary
      (summary, state) = try await folder.run(from: state)
      totals.append(summary.totals)
    }
    #expect(try await folder.analyse().summary.totals == totals[1])
  }
}
