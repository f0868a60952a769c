import Foundation
import TestSupport
import Testing

/// How a scan ends: what it says, its status, and what is in its files then.
@Suite struct ScanEndTests {
  /// A port that nothing listens on.
  private static let closed = "13"

  /// A status that is not 0 does not put the records into the store again.
  @Test func storesOnce() throws {
    let bench = try TemporaryFolder()
    let run = try bench.run(
      "ftpscope scan nowhere.invalid 127.0.0.1 --ports \(Self.closed) --all --store s.db >found")
    #expect(run.status == 2)
    #expect(run.errors.contains("stored in s.db: 1 new"), "\(run.errors)")
    #expect(!run.errors.contains("ftpscope: s.db"), "\(run.errors)")
    #expect(run.errors.components(separatedBy: "stored in").count == 2)
  }

  /// What an earlier run found holds for the whole scan; a scan that is done says so.
  @Test func resumedConditionsHold() throws {
    let sensor = try SensorProcess()
    let bench = try TemporaryFolder()
    let line =
      "ftpscope scan 127.0.0.1:\(sensor.port) --fail-on clear-login --resume state --output found"
    let first = try bench.run(line)
    #expect(first.status == 1 && !first.errors.contains("finished before"), "\(first.errors)")
    let second = try bench.run(line)
    #expect(second.status == 1, "\(second.errors)")
    #expect(
      second.errors.contains(
        "this scan was finished before; to scan anew, remove state, and found"))
    #expect(try bench.run("wc -l <found").text.trimmingCharacters(in: .whitespaces) == "1\n")
    #expect(try bench.run(line.replacing("clear-login", with: "no-tls")).status == 0)
  }

  /// A name that has no address is never forgotten.
  @Test func resumedScansLackNames() throws {
    let bench = try TemporaryFolder()
    let line = "ftpscope scan nowhere.invalid 127.0.0.1 --ports \(Self.closed) --resume state"
    let first = try bench.run(line)
    #expect(first.status == 2 && first.errors.contains("nowhere.invalid: no such host"))
    for _ in 1...2 {
      let later = try bench.run(line)
      #expect(later.status == 2, "\(later.errors)")
      #expect(later.errors.contains("nowhere.invalid: no such host"))
    }
  }

  private static let hasNamespaces =
    (try? Command.shell("unshare -rn true", in: "/").status) == 0

  /// Where this machine has no address to connect from, it lacks no ports: that is known at once.
  @Test(.enabled(if: hasNamespaces)) func noSourceAddress() throws {
    let bench = try TemporaryFolder()
    let run = try bench.run("timeout 30 unshare -rn ftpscope scan --all ::1 --ports 13,14")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.records.map { $0["status"] as? String } == ["unreachable", "unreachable"])
    #expect(!run.errors.contains("not enough"), "\(run.errors)")
  }

  /// What was stopped does not take the place of a file that may be whole.
  @Test(arguments: ["jsonl", "html"]) func stoppedRunsReplaceNothing(_ format: String) throws {
    let bench = try TemporaryFolder()
    try bench.write("whole\n", "keep")
    for name in ["keep", "new"] {
      let run = try bench.run(
        """
        : >errors
        ftpscope scan 127.0.0.0/17 --ports \(Self.closed) --all --rate 100 --progress \
          --format \(format) --output \(name) 2>errors & scan=$!
        until grep -q '[1-9] of' errors || ! kill -0 $scan; do sleep 0.1; done
        kill -INT $scan; wait $scan; status=$?; cat errors >&2; exit $status
        """)
      #expect(run.status == 130)
      #expect(run.errors.contains("keep stays as it was") == (name == "keep"), "\(run.errors)")
    }
    #expect(try bench.run("cat keep").text == "whole\n")
    #expect(try bench.run("test -s keep.*.tmp && test -s new && ! ls new.*").status == 0)
  }

  @Test(arguments: ["", "# nothing\n\n"]) func emptyStream(_ lines: String) throws {
    let result = try Command.scan(["-"], input: Data(lines.utf8))
    #expect(result.status == 2)
    #expect(result.errors.contains("standard input: no targets in it"), "\(result.errors)")
    let beside = try Command.scan(
      ["-", "127.0.0.1", "--ports", Self.closed], input: Data(lines.utf8))
    #expect(beside.status == 0)
    #expect(beside.errors.contains("standard input: no targets in it"), "\(beside.errors)")
  }

  /// Where nothing may be probed there is nothing to go on with: each run says the same.
  @Test(arguments: [
    ("--allow-reserved 127.0.0.0/8 --exclude all", "all targets are excluded"),
    ("", "there are no targets to probe"),
  ])
  func nothingToResume(_ options: String, _ words: String) throws {
    let bench = try TemporaryFolder()
    try bench.write("127.0.0.1\n127.0.0.2\n", "targets")
    try bench.write("127.0.0.0/8\n", "all")
    for _ in 1...2 {
      let run = try bench.run(
        "ftpscope scan - --ports \(Self.closed) \(options) --resume state <targets")
      #expect(run.status == 2)
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }

  /// A shard may have none of a stream's targets.
  @Test func emptyShard() throws {
    let statuses = try (1...2).map { shard in
      try Command.scan(
        [
          "-", "--allow-reserved", "127.0.0.0/8", "--ports", Self.closed, "--shard", "\(shard)/2",
        ], input: Data("127.0.0.1\n".utf8)
      ).status
    }
    #expect(statuses == [0, 0])
  }
}
