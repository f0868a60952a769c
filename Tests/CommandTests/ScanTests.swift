import Foundation
import TestSupport
import Testing

/// `ftpscope scan` as a user runs it, on addresses of loopback where nothing listens.
@Suite struct ScanTests {
  /// A port that nothing listens on: of the first two hundred, these are nobody's.
  private static let closed = "13"

  @Test(arguments: [
    (["nowhere.invalid"], 2, "nowhere.invalid: no such host"),
    (["192.0.2.0/33"], 2, "192.0.2.0/33"),
    (["192.0.2.9-192.0.2.1"], 2, "192.0.2.9-192.0.2.1"),
    (["300.1.1.1/24"], 2, "300.1.1.1/24: no address before the slash"),
    (["192.0.2/24"], 2, "192.0.2/24: no address before the slash"),
    (["2001:db8:::/64"], 2, "2001:db8:::/64: no address before the slash"),
    (["no/24"], 2, "no/24: no such file"),
    (["nowhere.invalid"], 2, "nor a file"),
    (["ftp://127.0.0.1/"], 2, "a URL"),
    (["/no/such/file"], 2, "/no/such/file"),
    (["0.0.0.0/0"], 2, "--rate"),
    (["127.0.0.1", "--ports", "0"], 64, "--ports"),
    (["127.0.0.1", "--ports", "21,65536"], 64, "'65536' is no port or range of ports"),
    (["127.0.0.1", "--ports", "30-21"], 64, "'30-21' ends before it begins"),
    (["127.0.0.1", "--shard", "5/4"], 64, "--shard"),
    (["127.0.0.1", "--rate", "-1"], 64, "--rate"),
    (["127.0.0.1", "--exclude", "/no/such/file"], 2, "/no/such/file"),
    (["127.0.0.1", "--output", "/no/such/folder/file"], 2, "/no/such/folder/file"),
    (["127.0.0.1", "--resume", "/no/such/folder/file"], 2, "/no/such/folder/file"),
    (["127.0.0.1", "--resume", "/dev/zero"], 2, "/dev/zero: is no file; name one for --resume"),
    (["127.0.0.1", "--resume", "/"], 2, "/: is no file; name one for --resume"),
    ([], 64, "Name a target"),
  ])
  func badInput(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try Command.scan(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  /// Roots that can't be had are no reason to trust nobody.
  @Test(arguments: [
    ("none.pem", 2, "SSL_CERT_FILE: none.pem: No such file or directory"),
    ("empty.pem", 2, "SSL_CERT_FILE: empty.pem: there is no certificate in it (PEM)"),
    ("", 0, "done"),
  ])
  func roots(_ name: String, _ status: Int32, _ words: String) throws {
    let bench = try TemporaryFolder()
    try bench.write("# nothing", "empty.pem")
    let run = try bench.run(
      "SSL_CERT_FILE=\(name) ftpscope scan 127.0.0.1 --ports \(Self.closed)")
    #expect(run.status == status && run.errors.contains(words), "\(run.errors)")
  }

  /// A seed is an order.
  @Test func seeds() throws {
    func order(_ seed: String) throws -> [String] {
      try Command.scan([
        "127.0.0.0/28", "--ports", Self.closed, "--all", "--concurrency", "1", "--seed", seed,
      ]).records.compactMap { $0["ip"] as? String }
    }
    let first = try order("1")
    #expect(first.count == 16 && Set(first).count == 16)
    #expect(try order("1") == first)
    #expect(try order("2") != first)
  }

  @Test func linesThatNameNoTarget() throws {
    let folder = try TemporaryFolder(["targets": "# ours\n127.0.0.1\n10.0.0.0/40\n\nx y z\n"])
    let result = try Command.scan(
      ["127.0.0.1", "\(folder.path)/targets", "--ports", Self.closed, "--all"])
    #expect(result.records.count == 1)
    #expect(result.errors.contains("lines that name no target: 2"))
    #expect(result.errors.contains("targets:3: "))
  }

  @Test func reservedAddressesOfAFileAreNotProbed() throws {
    let folder = try TemporaryFolder(["targets": "127.0.0.1\n10.0.0.0/8\n"])
    let result = try Command.scan(["\(folder.path)/targets", "--all"])
    #expect(result.status == 2)
    #expect(result.errors.contains("16777217 addresses are reserved"))
    #expect(result.errors.contains("--allow-reserved"))
  }

  /// What may be named besides by files and streams, and no more of it.
  @Test(arguments: ["targets", "- <targets"])
  func reservedAddressesThatAreAllowed(_ source: String) throws {
    let folder = try TemporaryFolder(["targets": "127.0.0.1\n127.0.0.9\n10.0.0.1\n"])
    let result = try Command.shell(
      """
      $FTPSCOPE scan --all --ports \(Self.closed) --allow-reserved 127.0.0.0/29 \(source)
      """, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.records.map { $0["ip"] as? String } == ["127.0.0.1"])
  }

  @Test(arguments: ["", "10.0.0.0/40", "example.net", "10.0.0.1:21"])
  func noBlockToAllow(_ block: String) throws {
    #expect(try Command.scan(["--allow-reserved", block, "127.0.0.1"]).status == 64)
  }

  @Test func whatDoesNotAnswerIsLeftOut() throws {
    let arguments = ["127.0.0.1-127.0.0.9", "--ports", Self.closed]
    #expect(try Command.scan(arguments).records.isEmpty)
    let all = try Command.scan(arguments + ["--all"]).records
    #expect(all.count == 9)
    #expect(all.allSatisfy { $0["status"] as? String == "refused" })
    #expect(Set(all.compactMap { $0["id"] as? String }).count == 9)
  }

  @Test func standardInputIsProbedAsItComes() throws {
    let lines = (1...50).map { "127.0.1.\($0)\n" }.joined()
    let result = try Command.scan(
      ["-", "127.0.0.0/24", "--ports", Self.closed, "--all", "--rate", "5000"],
      input: Data(lines.utf8))
    // What comes from a stream names no reserved address.
    #expect(result.records.count == 256)
    #expect(result.errors.contains("left out: 50; --allow-reserved"))
    #expect(result.status == 0)
  }

  @Test(arguments: [("", 2), ("10.0.0.0/40\n", 2), ("127.0.0.1\n", 2)] as [(String, Int32)])
  func standardInputWithoutTargets(_ lines: String, _ status: Int32) throws {
    let result = try Command.scan(["-"], input: Data(lines.utf8))
    #expect(result.status == status)
    #expect(result.records.isEmpty)
  }

  @Test func shardsAreDisjointAndWhole() throws {
    var seen: [String] = []
    for shard in 1...3 {
      let result = try Command.scan([
        "127.0.0.0/25", "--ports", "\(Self.closed),14", "--all", "--rate", "5000", "--shard",
        "\(shard)/3",
      ])
      seen += result.records.map { "\($0["ip"] ?? ""):\($0["port"] ?? "")" }
    }
    #expect(seen.count == 256)
    #expect(Set(seen).count == 256)
  }

  /// Killed again and again, a resumed scan finds every target, and repeats at most those that were
  /// in flight.
  @Test(arguments: ["KILL", "INT"])
  func resumedScanIsWhole(_ signal: String) throws {
    let folder = try TemporaryFolder()
    let concurrency = 8
    let line = """
      $FTPSCOPE scan 127.0.0.0/23 --ports \(Self.closed) --all --rate 400 --concurrency \
      \(concurrency) --format jsonl --resume state --output found 2>errors
      """
    var runs = 0
    // Where much else runs, half a second is little more than the start.
    while runs < 200 {
      runs += 1
      let last = try Command.shell(
        "timeout --preserve-status -s \(signal) 0.5 \(line)", in: folder.path)
      if last.status == 0 { break }
      #expect(last.status == (signal == "KILL" ? 137 : 130))
    }
    #expect(runs > 1)
    let records = try folder.read("found").split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    let addresses = records.compactMap { $0["ip"] as? String }
    #expect(Set(addresses).count == 512)
    #expect(addresses.count - 512 <= runs * concurrency)
    #expect(addresses.count == 512 || signal == "KILL")
  }

  /// A summary of a scan that was stopped says that it is not of all.
  @Test(arguments: [
    ("table", "The scan was stopped"), ("html", "The scan was stopped"),
    ("json", "\"stopped\":true"),
  ])
  func aStoppedSummarySaysSo(_ format: String, _ words: String) throws {
    let folder = try TemporaryFolder()
    let stopped = try Command.shell(
      """
      $FTPSCOPE scan 127.0.0.0/17 --ports \(Self.closed) --rate 100 --format \(format) --progress \
        >found 2>errors & scan=$!
      until grep -q done errors || ! kill -0 $scan; do sleep 0.1; done
      kill $scan; wait $scan; status=$?; cat found; exit $status
      """, in: folder.path)
    #expect(stopped.status == 143)
    #expect(stopped.text.contains(words), "\(stopped.text)")
  }

  @Test func anotherScanIsNotResumed() throws {
    let folder = try TemporaryFolder()
    let line = "$FTPSCOPE scan --ports \(Self.closed) --resume state --output found"
    #expect(try Command.shell("\(line) 127.0.0.1", in: folder.path).status == 0)
    let other = try Command.shell("\(line) 127.0.0.2", in: folder.path)
    #expect(other.status == 2)
    #expect(other.errors.contains("other targets"))
  }

  @Test func aFullDiskLosesNothingThatWasFound() throws {
    let result = try Command.shell(
      "$FTPSCOPE scan 127.0.0.0/24 --ports \(Self.closed) --all --rate 5000 --format jsonl >/dev/full",
      in: "/tmp")
    #expect(result.status == 2)
    #expect(result.errors.contains("No space left"))
  }

  /// With so few open files that not one probe has a socket: a line, and no trap.
  @Test func tooFewOpenFiles() throws {
    var statuses: Set<Int32> = []
    // What other tests' processes left open in this one is closed first.
    let shut = (3...9).map { "\($0)>&-" }.joined(separator: " ")
    for limit in 8...24 {
      let scan = "$FTPSCOPE scan 127.0.0.1 --ports \(Self.closed) --threads 2"
      let result = try Command.shell("exec \(shut); ulimit -n \(limit); \(scan)", in: "/tmp")
      statuses.insert(result.status)
      #expect(result.status == 0 || result.errors.contains("ulimit -n"), "\(limit)")
    }
    #expect(statuses == [0, 2])
  }

  @Test func aReaderThatGoesEndsItQuietly() throws {
    let result = try Command.shell(
      "$FTPSCOPE scan 127.0.0.0/24 --ports \(Self.closed) --all --rate 5000 | head -1", in: "/tmp")
    #expect(result.lines.count == 1)
    #expect(result.errors.isEmpty)
  }
}
