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

  /// SIGTERM ends who does nothing, and waits for who sends a file.
  @Test func aTransferEndsBeforeTheSensor() throws {
    let sensor = try SensorProcess(["--login", "any", "--grace-seconds", "600"])
    let idle = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(idle.code() == 220)
    let busy = try #require(PlainClient(sensor.port))
    #expect(busy.logIn())
    let data = try #require(busy.passive())
    #expect(busy.ask("STOR x") == 150)
    data.say("abc")
    sensor.signal(SIGTERM)
    #expect(idle.code() == 421)
    #expect(idle.line() == nil)
    #expect(PlainClient(sensor.port) == nil, "nobody is let in")
    data.say("def")
    data.close()
    #expect(busy.code() == 226)
    #expect(busy.code() == 421)
    sensor.wait { !sensor.isRunning }
    #expect(sensor.end(0) == 143)
    let upload = sensor.events("upload").first
    #expect(upload?["size"] as? Int == 6)
    #expect(upload?["cut_off"] as? Bool == false)
    #expect(sensor.events("disconnect").count == 2)
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
