import Foundation
import Glibc
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
      usleep(100_000)
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
