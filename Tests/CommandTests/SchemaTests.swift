import Foundation
import TestSupport
import Testing

/// The JSON that the real command writes, held against docs/schema by python3's jsonschema.
@Suite struct SchemaTests {
  private let bench: TemporaryFolder
  private static let examples = Project.path("Examples")

  init() throws { bench = try TemporaryFolder() }

  @Test(
    arguments: [
      ("logs", "json", "logs", 1), ("logs", "jsonl", "session", 100),
      ("names", "jsonl", "name", 50),
    ])
  func outputHolds(_ command: String, _ format: String, _ schema: String, _ least: Int) throws {
    let made = try bench.run(
      "ftpscope \(command) --format \(format) '\(Self.examples)/\(command)' > out")
    let outcome = try SchemaChecker.check(bench.path("out"), schema)
    #expect(outcome.checked >= least, "\(made.errors)")
    #expect(outcome.problems == "")
  }

  /// Reports of much, of little and of two surveys keep to their schema.
  @Test
  func reportHolds() throws {
    let generator = Project.path("Benchmarks/generate-services.awk")
    let event = """
      {"record":"event","time":"2026-11-24T10:00:00Z","survey":"b","sensor":"s","session":"1"
      """
    let made = try bench.run(
      """
      ftpscope logs '\(Self.examples)/logs' --year 2026 --format jsonl --survey b > l.jsonl
      ftpscope names '\(Self.examples)/names' --format jsonl --survey b > n.jsonl
      for s in a b; do awk -v RECORDS=2000 -v SURVEY=$s -f '\(generator)'; done \
        | sed 's/"id":"0/"id":"'$s'/' > s.jsonl
      printf '%s\\n' '\(event),"type":"connect","source":{"ip":"192.0.2.1"}}' \
        '\(event),"type":"login","login":{"user":"a","password":"b"}}' > e.jsonl
      ftpscope report l.jsonl n.jsonl s.jsonl e.jsonl --survey b --compare a --format json > r.json
      ftpscope report n.jsonl --format json >> r.json
      """)
    let outcome = try SchemaChecker.check(bench.path("r.json"), "report")
    #expect(outcome.checked == 2 && outcome.problems == "", "\(outcome) \(made.errors)")
  }
}
