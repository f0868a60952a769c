import Records
import Testing

@testable import Usage

/// Files whose reply does not tell that bytes crossed, or comes behind another's: a line of the
/// server's own does.
@Suite struct ToldTransferTests {
  /// Steps are `< COMMAND`, `> REPLY` and, with `=`, what the server says of a file; the session is
  /// under TLS and its files are in clear.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var steps: [String]
    var files: String
  }

  static let pyftpdlib = [
    Case(
      testDescription: "STAT beside a file",
      steps: [
        "< RETR a", "> 150 go", "< STAT", "> 211 End of status.", "> 226 sent",
        "= RETR /a completed=1 bytes=9 seconds=1",
      ], files: "1/0/0"),
    Case(
      testDescription: "NOOP beside a file",
      steps: ["< RETR a", "> 150 go", "< NOOP", "> 200 ok", "> 226 sent"], files: "1/0/0"),
    Case(
      testDescription: "a reply that is left out",
      steps: ["< RETR a", "< NOOP", "> 200 ok", "< RETR b", "> 226 sent"], files: "1/0/0"),
    Case(
      testDescription: "a client that goes",
      steps: ["< RETR a", "> 150 go", "= RETR /a completed=0 bytes=9 seconds=1"],
      files: "1/0/0"),
    Case(
      testDescription: "one that goes before the first byte",
      steps: ["< RETR a", "> 150 go", "= RETR /a completed=0 bytes=0 seconds=1"],
      files: "0/0/0"),
    Case(
      testDescription: "broken off",
      steps: [
        "< STOR a", "> 150 go", "= STOR /a completed=0 bytes=9 seconds=1", "> 451 full",
        "< NOOP", "> 200 ok",
      ], files: "1/0/0"),
    Case(
      testDescription: "told behind the reply",
      steps: [
        "< STOR a", "> 150 go", "> 451 full", "= STOR /a completed=0 bytes=9 seconds=1",
      ], files: "1/0/0"),
    Case(
      testDescription: "one that was refused before another",
      steps: [
        "< RETR x", "> 550 none", "< RETR a", "> 150 go",
        "= RETR /a completed=1 bytes=9 seconds=1", "> 226 sent", "< RETR x", "> 550 none",
      ], files: "1/0/0"),
  ]

  @Test(arguments: pyftpdlib) func besideCommands(_ example: Case) async throws {
    let head = "[D 2026-11-23 18:34:33] 192.0.2.7:41161-[]"
    let session = [
      "FTP session opened (connect)", "-> 220 hi", "<- AUTH TLS", "-> 234 go", "<- USER bob",
      "-> 331 pw", "<- PASS x", "-> 230 in",
    ]
    let steps = example.steps.map { step in
      let text = step.dropFirst(2)
      return step.first == "<" ? "<- \(text)" : step.first == ">" ? "-> \(text)" : String(text)
    }
    let lines = session + steps + ["FTP session closed (disconnect)."]
    let found = try await Analysed(log: lines.map { "\(head) \($0)\n" }.joined())
    #expect(
      found.words.map { $0.hasSuffix(" protected succeeded \(example.files) certain") } == [true])
  }

  static let vsftpd = [
    Case(
      testDescription: "a timeout",
      steps: ["< RETR a", "> 150 go", "= FAIL DOWNLOAD|9", "> 421 Data timeout."],
      files: "1/0/0"),
    Case(
      testDescription: "a timeout before the first byte",
      steps: ["< RETR a", "> 150 go", "= FAIL DOWNLOAD|0", "> 421 Data timeout."],
      files: "0/0/0"),
    Case(
      testDescription: "aborted",
      steps: ["< STOR a", "> 150 go", "> 426 broken", "= FAIL UPLOAD|9"], files: "1/0/0"),
    Case(
      testDescription: "whole",
      steps: ["< STOR a", "> 150 go", "= OK UPLOAD|9", "> 226 done"], files: "1/0/0"),
  ]

  @Test(arguments: vsftpd) func besideReplies(_ example: Case) async throws {
    let head = "Mon Oct  5 08:12:01 2026 [pid 2]"
    let client = #"Client "192.0.2.9""#
    let session = ["< AUTH TLS", "> 234 go", "< USER bob", "> 331 pw", "< PASS x", "> 230 in"]
    let lines = (session + example.steps).map { step in
      let text = step.dropFirst(2)
      switch step.first {
      case "<": return "\(head) FTP command: \(client), \"\(text)\"\n"
      case ">": return "\(head) FTP response: \(client), \"\(text)\"\n"
      default:
        let parts = text.split(separator: "|")
        return "\(head) [bob] \(parts[0]): \(client), \"/a\", \(parts[1]) bytes, 1.00Kbyte/sec\n"
      }
    }
    let found = try await Analysed(log: "\(head) CONNECT: \(client)\n" + lines.joined())
    #expect(
      found.words.map { $0.hasPrefix("bob explicit C protected succeeded \(example.files)") }
        == [true])
  }
}
