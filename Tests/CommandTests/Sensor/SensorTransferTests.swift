import Foundation
import TestSupport
import Testing

/// What a sensor's events tell of transfers, real sockets and `kill -9` in between.
@Suite struct SensorTransferTests {
  /// A transfer that goes on when the process is killed is known; one that has ended counts once.
  @Test(arguments: ["RETR a", "STOR b"])
  func aKillInTheMiddle(_ command: String) throws {
    let folder = try TemporaryFolder()
    let root = "\(folder.path)/root"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data(count: 8 << 20).write(to: URL(fileURLWithPath: "\(root)/a"))
    let sensor = try SensorProcess(["--folder", "root", "--login", "any"], in: folder)
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x") == 331)
    #expect(client.ask("PASS y") == 230)
    // One that ends: its data connection is closed by whoever sends.
    let whole = try #require(client.passive())
    #expect(client.ask("STOR c") == 150)
    whole.say("abc")
    whole.close()
    #expect(client.code() == 226)
    // And one that does not: nobody takes the bytes, or sends any.
    let open = try #require(client.passive())
    #expect(client.ask(command) == 150)
    sensor.end(SIGKILL)
    open.close()
    let verb = String(command.prefix(4))
    #expect(sensor.events("transfer").map { $0["verb"] as? String } == ["STOR", verb])
    #expect(sensor.events("transfer").last?["code"] as? Int == 150)
    let verbs = sensor.events("command").compactMap { $0["verb"] as? String }
    #expect(verbs == ["USER", "PASS", "EPSV", "STOR", "EPSV"])
    #expect(sensor.events("upload").count == 1)
    try sensor.expectSchemaHolds()
  }

  /// A connection that ABOR has overtaken does not become the next transfer's.
  @Test func anOvertakenConnection() throws {
    let sensor = try SensorProcess(["--login", "any", "--persona", "plain", "--active"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x") == 331)
    #expect(client.ask("PASS y") == 230)
    // Its one place is taken: who connects hears nothing until there is room.
    let slow = try #require(PlainListener(backlog: 0))
    let filler = try #require(PlainClient(slow.port))
    #expect(client.ask("PORT \(slow.words)") == 200)
    client.say("NLST\r\n")
    #expect(client.ask("ABOR") == 426)
    #expect(client.code() == 226)
    let quick = try #require(PlainListener())
    #expect(client.ask("PORT \(quick.words)") == 200)
    _ = try #require(slow.accept())
    let late = try #require(slow.accept())
    #expect(late.line() == nil)
    #expect(client.ask("NLST") == 150)
    let data = try #require(quick.accept())
    #expect(data.line() != nil)
    #expect(client.code() == 226)
    filler.close()
    sensor.end(SIGTERM)
  }

  /// An upload too large for memory is read back as it was sent; where it is not kept, the client
  /// is told that it did not fit.
  @Test(arguments: [
    ([], "I", 226), (["--quarantine", "none"], "I", 451), ([], "A", 226),
    // It translates lines: what is kept is not what is to be read back.
    (["--persona", "proftpd-1.3.5"], "A", 552),
  ])
  func aLargeUpload(_ flags: [String], _ type: String, _ code: Int) throws {
    let sensor = try SensorProcess(["--login", "any", "--memory-per-session", "64K"] + flags)
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x") == 331)
    #expect(client.ask("PASS y") == 230)
    #expect(client.ask("TYPE \(type)") == 200)
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let sent = try #require(client.passive())
    #expect(client.ask("STOR x") == 150)
    sent.say(bytes)
    sent.close()
    #expect(client.code() == code)
    #expect(client.ask("TYPE I") == 200)
    let taken = try #require(client.passive())
    #expect(client.ask("RETR x") == 150)
    let read = taken.rest()
    #expect(client.code() == 226)
    if code == 226 {
      #expect(read == bytes)
    } else {
      #expect(read.count == 65_536)
    }
    sensor.end(SIGTERM)
    #expect(sensor.events("upload").first?["size"] as? Int == bytes.count)
    #expect(sensor.events("upload").first?["quarantined"] as? Bool == !flags.contains("none"))
  }

  /// What all sessions hold together is bounded too: beyond, uploads are read back as those are
  /// that are too large for one, until others have left.
  @Test(arguments: [([], 226), (["--quarantine", "none"], 451)])
  func memoryOfAllSessions(_ flags: [String], _ code: Int) throws {
    let sensor = try SensorProcess(["--login", "any", "--memory-total", "256K"] + flags)
    let first = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    let second = try #require(PlainClient(sensor.port))
    for client in [first, second] { #expect(client.logIn()) }
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    #expect(first.store("x", bytes) == 226)
    #expect(second.store("x", bytes) == code)
    let taken = try #require(second.passive())
    #expect(second.ask("RETR x") == 150)
    #expect((taken.rest() == bytes) == (code == 226))
    #expect(second.code() == 226)
    #expect(first.ask("QUIT") == 221)
    first.close()
    #expect(sensor.wait { second.store("y", bytes) == 226 })
    sensor.end(SIGTERM)
  }

  /// Each transfer is one command in the store, in the IIS log, and to `ftpscope logs`.
  @Test func eachCountsOnce() throws {
    let sensor = try SensorProcess(
      ["--login", "any", "--persona", "iis-10", "--iis-log", "iis", "--store", "s.db"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x") == 331)
    #expect(client.ask("PASS y") == 230)
    for command in ["LIST", "LIST", "STOR up"] {
      let data = try #require(client.passive())
      #expect([125, 150].contains(client.ask(command)))
      if command.hasPrefix("STOR") { data.say("abc") } else { while data.line() != nil {} }
      data.close()
      #expect(client.code() == 226)
    }
    #expect(client.ask("QUIT") == 221)
    sensor.end(SIGTERM)
    let folder = sensor.folder.path
    let iis = try Command.shell("cat iis/*.log | grep -cE ' (LIST|STOR) '", in: folder)
    #expect(iis.text == "3\n")
    for path in ["iis", "state/events.jsonl"] {
      let record = try Command.logs(["--format", "jsonl", "\(folder)/\(path)"]).records.first
      let transfers = record?["transfers"] as? [String: Int] ?? [:]
      #expect(transfers["clear"] == 3, "\(path): \(transfers)")
    }
    let seen = try Command.shell("$FTPSCOPE sensor timeline --store s.db", in: folder)
    let commands = (seen.json["commands"] as? [[String: Any]] ?? [])
      .map { "\($0["verb"] ?? $0["command"] ?? "")=\($0["count"] ?? 0)" }
    #expect(commands.contains("LIST=2") && commands.contains("STOR=1"), "\(seen.text)")
  }
}
