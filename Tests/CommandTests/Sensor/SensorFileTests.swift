import Foundation
import Glibc
import TestSupport
import Testing

/// A sensor whose files take nothing for a while, or no more.
@Suite struct SensorFileTests {
  /// A full disk: nobody is answered whose events are not written; then everybody is.
  @Test func aFullDisk() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/full.jsonl", withDestinationPath: "/dev/full")
    let sensor = try SensorProcess(["--events", "full.jsonl"], in: folder)
    let client = try #require(PlainClient(sensor.port))
    #expect(sensor.wait { sensor.messages.contains("can't be written") })
    #expect(sensor.isRunning)
    let late = try #require(PlainClient(sensor.port))
    #expect(late.line() == nil, "nobody else is let in")
    try FileManager.default.removeItem(atPath: "\(folder.path)/full.jsonl")
    sensor.signal(SIGHUP)
    #expect(client.code() == 220)
    #expect(client.ask("QUIT") == 221)
    #expect(sensor.end(SIGTERM) == 143)
    let text = try folder.read("full.jsonl")
    for type in ["connect", "command", "disconnect", "gap"] {
      #expect(text.contains("\"type\":\"\(type)\""), "\(type)")
    }
    #expect(sensor.messages.contains("are written again"))
  }

  /// A disk that stays full to the end: nobody waits for it, and what is lost is said.
  @Test func aFullDiskAtTheEnd() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/full.jsonl", withDestinationPath: "/dev/full")
    let sensor = try SensorProcess(
      ["--events", "full.jsonl", "--grace-seconds", "600"], in: folder)
    let client = try #require(PlainClient(sensor.port))
    #expect(sensor.wait { sensor.messages.contains("can't be written") })
    #expect(sensor.end(SIGTERM) == 143)
    #expect(client.line() == nil)
    #expect(sensor.wait { sensor.messages.contains("full.jsonl: 2 events are lost") })
  }

  /// Who read the events from standard output has gone: the sensor ends, without a word.
  @Test func aReaderThatGoes() throws {
    let output = Pipe()
    let sensor = try SensorProcess(output: output)
    try output.fileHandleForWriting.close()
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    try output.fileHandleForReading.close()
    _ = PlainClient(sensor.port)?.code()
    #expect(sensor.wait { !sensor.isRunning })
    #expect(sensor.end(0) == 0)
    #expect(!sensor.messages.contains("pipe"), "\(sensor.messages)")
  }

  /// Files that are full in the middle of a line, one after another: each ends with a whole line,
  /// none is lost, none is there twice, and all are answered.
  @Test func linesThatDoNotFit() throws {
    // Blocks of 512 or 1024 bytes, as the shell has it.
    let sensor = try SensorProcess(first: "ulimit -f 8")
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    let said = (0..<60).map { "NOOP \($0)" }
    client.say(said.map { $0 + "\r\n" }.joined())
    let state = "\(sensor.folder.path)/state"
    var parts = 0
    var text = ""
    let isWhole = sensor.wait {
      let last = (try? sensor.folder.read("state/events.jsonl")) ?? ""
      text = (0..<parts).map { (try? sensor.folder.read("state/part-\($0)")) ?? "" }.joined() + last
      if text.contains("\"argument\":\"59\"") { return true }
      if last.utf8.count > 3000 {
        rename("\(state)/events.jsonl", "\(state)/part-\(parts)")
        parts += 1
        sensor.signal(SIGHUP)
      }
      return false
    }
    #expect(isWhole)
    #expect(parts > 1)
    for _ in 0...said.count { #expect(client.code() != nil) }
    #expect(sensor.end(SIGTERM) == 143)
    let told = text.split(separator: "\n").map { line in
      let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return (event?["command"] as? [String: Any])?["argument"] as? String
        ?? event?["type"] as? String
    }
    #expect(told == ["connect"] + (0..<60).map { "\($0)" })
  }

  /// An IIS log that takes nothing for a while: it ends with a whole line, tells what it lost, and
  /// the next time it is told of again.
  @Test func anIISLogThatIsFull() throws {
    let sensor = try SensorProcess(
      ["--iis-log", "iis", "--rotate-bytes", "4K"], first: "ulimit -S -f 16")
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    func limit(_ bytes: String) throws {
      let ran = try Command.shell("prlimit --pid \(sensor.number) --fsize=\(bytes):", in: "/")
      try #require(ran.status == 0, "\(ran.errors)")
    }
    func count(_ words: String) -> Int { sensor.messages.ranges(of: words).count }
    var asked = 0
    func ask(until condition: () -> Bool) {
      for _ in 0..<400 where !condition() {
        #expect(client.ask("NOOP \(asked)") != nil)
        asked += 1
      }
      #expect(condition(), "\(sensor.messages)")
    }
    ask { count("the IIS log can't be written") == 1 }
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: "\(sensor.folder.path)/iis").first)
    func log() throws -> String { try sensor.folder.read("iis/\(name)") }
    #expect(try log().hasSuffix("\n"))
    try limit("100000000")
    ask { count("the IIS log is written again") == 1 }
    try limit("8192")
    ask { count("the IIS log can't be written") == 2 }
    try limit("100000000")
    ask { count("the IIS log is written again") == 2 }
    sensor.end(SIGTERM)
    let lines = try log().split(separator: "\n")
    let lost = lines.compactMap { $0.firstMatch(of: /^#Remark: LinesLost .* ([0-9]+)$/) }
      .compactMap { Int($0.1) }
    #expect(lost.count == 2)
    let said = lines.count { $0.contains(" NOOP ") }
    #expect(said + lost.reduce(0, +) == asked)
    let fields = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").count }
    #expect(Set(fields) == [13])
    let read = try Command.logs(["--format", "json", "\(sensor.folder.path)/iis"])
    #expect((read.json["sources"] as? [[String: Any]])?.first?["malformed"] as? Int == 0)
  }

  /// Files that are full by `--rotate-bytes` are renamed, and hold all of it in their order.
  @Test func fullFiles() throws {
    let sensor = try SensorProcess(["--rotate-bytes", "4K"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    for number in 0..<60 { #expect(client.ask("NOOP \(number)") != nil) }
    sensor.end(SIGTERM)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(sensor.folder.path)/state"
    ).filter { $0.hasSuffix(".jsonl") }
    #expect(names.count > 2, "\(names)")
    // `events.jsonl` itself, which is the latest, sorts behind `events-…`.
    let text = try names.sorted().map { try sensor.folder.read("state/\($0)") }.joined()
    let told = text.matches(of: /"argument":"([0-9]+)"/).map { String($0.1) }
    #expect(told == (0..<60).map { "\($0)" })
  }

  /// More events than can be stored within the grace: what waits is said, and stored at the next
  /// start.
  @Test func aStoreThatLagsAtTheEnd() throws {
    let first = try SensorProcess()
    _ = PlainClient(first.port)?.code()
    first.end(SIGTERM)
    let line = try first.folder.read("state/events.jsonl").prefix { $0 != "\n" }
    let id = try #require(line.firstMatch(of: /"id":"([0-9a-f]{32})"/)).1
    let (head, tail) = (line[..<id.startIndex], line[id.endIndex...])
    let made = (0..<60_000).map { number in
      "\(head)\(String(format: "%032x", number))\(tail)\n"
    }
    try first.folder.write(Data(made.joined().utf8), "state/events-20260101T000000.000Z-1.jsonl")
    func count() throws -> Int? {
      let info = try Command.shell("$FTPSCOPE store info s.db --format json", in: first.folder.path)
      let surveys = info.json["surveys"] as? [[String: Any]]
      let records = surveys?.first?["records"] as? [[String: Any]]
      return records?.first?["count"] as? Int
    }
    let second = try SensorProcess(["--store", "s.db", "--grace-seconds", "0"], in: first.folder)
    #expect(second.end(SIGTERM) == 143)
    let words = /s\.db: [0-9]+ bytes of events wait in .*at the next start/
    #expect(second.messages.contains(words), "\(second.messages)")
    #expect(try count() ?? 0 < made.count)
    let third = try SensorProcess(["--store", "s.db", "--grace-seconds", "600"], in: first.folder)
    #expect(third.end(SIGTERM) == 143)
    #expect(!third.messages.contains("bytes of events wait"), "\(third.messages)")
    #expect(try count() == made.count + third.events.count)
  }

  /// A store that takes nothing: the events wait in their file.
  @Test func aStoreThatIsLocked() throws {
    let sensor = try SensorProcess(["--store", "s.db"])
    let lock = """
      import sqlite3, sys
      held = sqlite3.connect("s.db", isolation_level=None)
      held.execute("BEGIN IMMEDIATE")
      print("held", flush=True)
      sys.stdin.readline()
      held.execute("COMMIT")
      """
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments = ["python3", "-c", lock]
    holder.currentDirectoryURL = URL(fileURLWithPath: sensor.folder.path)
    let (told, end) = (Pipe(), Pipe())
    holder.standardOutput = told
    holder.standardInput = end
    try holder.run()
    #expect(told.fileHandleForReading.availableData.starts(with: Data("held".utf8)))
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("QUIT") == 221)
    #expect(sensor.wait { sensor.messages.contains("events wait in") })
    end.fileHandleForWriting.write(Data("\n".utf8))
    holder.waitUntilExit()
    #expect(sensor.wait { sensor.messages.contains("events are stored again") })
    #expect(sensor.end(SIGTERM) == 143)
    let info = try Command.shell("$FTPSCOPE store info s.db --format json", in: sensor.folder.path)
    let surveys = info.json["surveys"] as? [[String: Any]]
    let records = surveys?.first?["records"] as? [[String: Any]]
    #expect(records?.first?["count"] as? Int == sensor.events.count)
  }
}
