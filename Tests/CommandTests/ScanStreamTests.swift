import Foundation
import TestSupport
import Testing

/// `ftpscope scan -` that is stopped while its input goes on, on addresses of loopback where
/// nothing listens. What comes from a stream names no reserved address, so that all are named
/// besides.
@Suite struct ScanStreamTests {
  /// Ports that nothing listens on.
  private static let (closed, streamed) = ("13", "14")
  private static let lines = (100..<200).map { "127.0.0.\($0):\(streamed)\n" }.joined()

  /// Runs a scan whose input stays open until it was stopped, once it has found what is there. The
  /// input is a file of the folder.
  private func stopped(
    _ input: String, _ arguments: String, when done: String, in folder: TemporaryFolder
  ) throws -> Command.Result {
    try folder.write(Data(input.utf8), "input")
    return try Command.shell(
      """
      rm -f pipe errors; mkfifo pipe; exec 3<>pipe
      $FTPSCOPE scan - --ports \(Self.closed) --rate 5000 \(arguments) <pipe 2>errors 3<&- & scan=$!
      cat input >&3
      for turn in $(seq 200); do \(done) && break; sleep 0.05; done
      kill -INT $scan; wait $scan; status=$?; cat errors >&2; exit $status
      """, in: folder.path)
  }

  /// Stopped within a line, a scan asks nothing of what it was cut off from, and goes on with the
  /// whole: `127.0.0.150:1` is not `127.0.0.150:14`.
  @Test(arguments: ["127.0.0.150:1", "127.0.0.15", "127.0.0.150"])
  func stoppedWithinALine(_ end: String) throws {
    let folder = try TemporaryFolder()
    let whole = Self.lines.split(separator: "\n").prefix(50).joined(separator: "\n") + "\n"
    let arguments = "127.0.0.100-127.0.0.199 --all --resume state --output found"
    let first = try stopped(
      whole + end, arguments, when: "test \"$(wc -l <found)\" -ge 150", in: folder)
    #expect(first.status == 130)
    #expect(first.errors.contains("; stopped"), "\(first.errors)")
    let second = try Command.shell(
      "printf '\(Self.lines)' | $FTPSCOPE scan - --ports \(Self.closed) \(arguments)",
      in: folder.path)
    #expect(second.status == 0, "\(second.errors)")
    let found = try folder.read("found").split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    let targets = found.map { "\($0["ip"] ?? ""):\($0["port"] ?? "")" }
    let wanted = (100..<200).flatMap { host in
      [Self.closed, Self.streamed].map { "127.0.0.\(host):\($0)" }
    }
    #expect(targets.sorted() == wanted.sorted())
    // Stopped before its stream has come again, a resumed scan is as it was.
    let third = try stopped("", arguments, when: "sleep 0.5", in: folder)
    #expect(third.status == 130, "\(third.errors)")
  }

  /// A signal is not the end of the input, whatever is written at the end.
  @Test func stoppedWhileItWaits() throws {
    let folder = try TemporaryFolder()
    let result = try stopped(
      "", "127.0.0.1 --format json --progress", when: "grep -q '1 done' errors", in: folder)
    #expect(result.status == 130)
    #expect(result.text.contains("\"stopped\":true"))
    #expect(result.errors.contains("; stopped"))
  }

  /// A stream of which nothing may be asked is like a file of which nothing may.
  @Test func allIsExcluded() throws {
    let folder = try TemporaryFolder(["all": "192.0.2.1\n"])
    let result = try Command.shell(
      "echo 192.0.2.1 | $FTPSCOPE scan - --exclude all --allow-reserved 192.0.2.0/24",
      in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("all targets are excluded"), "\(result.errors)")
  }

  /// What is excluded decides what is asked of a stream, too.
  @Test func otherExclusionsAreAnotherScan() throws {
    let folder = try TemporaryFolder(["one": "192.0.2.1\n", "two": "192.0.2.2\n"])
    let scan = "$FTPSCOPE scan - 127.0.0.1 --ports \(Self.closed) --resume state"
    let line = "echo 192.0.2.1 | \(scan) --exclude"
    #expect(try Command.shell("\(line) one", in: folder.path).status == 0)
    #expect(try Command.shell("\(line) one", in: folder.path).status == 0)
    let other = try Command.shell("\(line) two", in: folder.path)
    #expect(other.status == 2)
    #expect(other.errors.contains("with other targets or exclusions"))
  }

  /// As many addresses as need `--rate` need it from standard input too, in one block or one by
  /// one; what was found before stays, and what is reserved does not count.
  @Test(arguments: ["11.0.0.0/8", "10.0.0.0-11.1.0.0", "11.0.0.0/17\n11.0.128.0/17\n11.9.9.9"])
  func manyAddressesNeedARate(_ block: String) throws {
    let folder = try TemporaryFolder(["blocks": "\(block)\n"])
    let result = try Command.shell(
      """
      (for turn in $(seq 200); do grep -q '1 done' errors && break; sleep 0.05; done; cat blocks) |
      $FTPSCOPE scan - 127.0.0.1 --ports \(Self.closed) --format json --all --progress 2>errors
      status=$?; cat errors >&2; exit $status
      """, in: folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors.contains("standard input: more than 65,536 addresses: say with --rate"),
      "\(result.errors)")
    let totals = result.json["totals"] as? [String: Any]
    #expect(totals?["stopped"] as? Bool == true)
    #expect(totals?["silent"] as? Int == 1)
  }
}
