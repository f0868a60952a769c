import Foundation
import TestSupport
import Testing

/// What no command says: anything where its reader has gone, and progress where nobody looks.
@Suite struct QuietTests {
  private let bench: TemporaryFolder
  private static let examples = Project.path("Examples")

  /// A line for each command that writes to standard output.
  private static let lines = [
    "logs --year 2026 '\(examples)/logs'",
    "logs --year 2026 '\(examples)/logs' --format jsonl",
    "scan 127.0.0.1 --ports 13 --all", "scan 127.0.0.1 --ports 13 --all --format html",
    "names '\(examples)/names'", "names '\(examples)/names' --format csv",
    "identify greetings", "identify greetings --format table",
    "report records.jsonl", "report records.jsonl --format markdown",
    "sensor timeline '\(examples)/sensor/events.jsonl'",
    "store info s.db", "store export s.db",
    "advisories list", "fingerprints list", "fingerprints verify own.xml",
  ]

  init() throws {
    bench = try TemporaryFolder([
      "greetings": "220 (vsFTPd 2.3.4)\n",
      "records.jsonl":
        #"{"record":"service","id":"1","time":"2026-01-01T00:00:00Z","ip":"192.0.2.1","#
        + #""port":21,"status":"ok"}"# + "\n",
      "own.xml": """
      <fingerprints matches="ftp.banner"><fingerprint pattern="^x"><description>d</description>
      <example>x</example></fingerprint></fingerprints>
      """,
    ])
    _ = try bench.run("ftpscope store merge --store s.db records.jsonl")
  }

  /// The reader is gone before anything is written.
  @Test(arguments: lines) func aReaderThatHasGoneEndsItQuietly(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec '\(Command.binary.path)' \(line)"]
    process.currentDirectoryURL = URL(filePath: bench.path)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try output.fileHandleForReading.close()
    try process.run()
    try output.fileHandleForWriting.close()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    let text = String(decoding: said, as: UTF8.self)
    #expect(!text.contains("pipe") && !text.contains("written"), "\(text)")
  }

  @Test(arguments: lines) func progressIsForTerminals(_ line: String) throws {
    let run = try bench.run("ftpscope \(line)")
    #expect(run.status == 0 && !run.output.isEmpty)
    #expect(!run.errors.contains("\r") && !run.errors.contains("\u{1B}"), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count <= 1, "\(run.errors)")
  }
}
