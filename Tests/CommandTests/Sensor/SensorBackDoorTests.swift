import Foundation
import TestSupport
import Testing

/// The port that a `:)` opens, with real sockets and a confined process.
@Suite struct SensorBackDoorTests {
  @Test func whoComesIsWrittenDown() throws {
    // Below those that systems deal out, so that no other test's client has it.
    let port = UInt16.random(in: 20_000...29_999)
    let sensor = try SensorProcess(
      ["--persona", "vsftpd-2.3.4", "--login", "any", "--back-door-port", "\(port)"])
    #expect(sensor.messages.contains("confined: "), "\(sensor.messages)")
    #expect(PlainClient(port) == nil)
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x:)") == 331)
    // As Metasploit does: nothing is waited for.
    client.say("PASS y\r\n")
    let shell = try #require(PlainClient(port))
    shell.say("id\n")
    #expect(shell.line() == "uid=0(root) gid=0(root)")
    // What is answered was written before.
    #expect(sensor.events("backdoor").contains { $0["line"] as? String == "id" })
    #expect(client.code() == 230)
    #expect(client.ask("QUIT") == 221)
    let second = try #require(PlainClient(port))
    second.say("nohup x;exit\n")
    #expect(second.line() == nil)
    shell.say("wget")
    sensor.end(SIGTERM)
    let events = sensor.events.filter { $0["type"] as? String == "backdoor" }
    let steps = sensor.events("backdoor").map { door in
      [door["step"], door["line"], door["reason"]].compactMap { $0 as? String }
        .joined(separator: " ")
    }
    #expect(
      steps == [
        "opened", "connected", "typed id", "connected", "typed nohup x;exit", "closed quit",
        "typed wget", "closed stopped",
      ])
    #expect(sensor.events("backdoor").allSatisfy { $0["port"] as? Int == Int(port) })
    #expect(Set(sensor.events.compactMap { $0["session"] as? String }).count == 1)
    #expect(Set(sensor.events.compactMap { $0["number"] as? Int }).count == sensor.events.count)
    #expect(
      sensor.events("exploit").compactMap { $0["signature"] as? String } == [
        "vsftpd-backdoor", "vsftpd-backdoor-shell", "vsftpd-backdoor-shell",
      ])
    #expect(events.allSatisfy { $0["persona"] as? String == "vsftpd-2.3.4" })
    #expect(PlainClient(port) == nil)
    try sensor.expectSchemaHolds()
    // What came after the session's end makes no other of it.
    let path = "\(sensor.folder.path)/state/events.jsonl"
    #expect(try Command.logs(["--format", "jsonl", path]).records.count == 1)
  }

  /// No door where none is wanted, and none for other personas.
  @Test(arguments: [("vsftpd-2.3.4", "none"), ("vsftpd-3.0.3", "6200")])
  func noDoor(_ persona: String, _ port: String) throws {
    let sensor = try SensorProcess(
      ["--persona", persona, "--login", "any", "--back-door-port", port])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x:)") == 331)
    #expect(client.ask("PASS y") == 230)
    #expect(client.ask("QUIT") == 221)
    sensor.end(SIGTERM)
    #expect(sensor.events("backdoor").isEmpty)
    #expect(sensor.events("exploit").first?["signature"] as? String == "vsftpd-backdoor")
  }

  /// A port that somebody else has is told of, and the login goes on.
  @Test func aPortThatIsTaken() throws {
    let other = try SensorProcess()
    let sensor = try SensorProcess(
      ["--persona", "vsftpd-2.3.4", "--login", "any", "--back-door-port", "\(other.port)"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    #expect(client.ask("USER x:)") == 331)
    #expect(client.ask("PASS y") == 230)
    #expect(sensor.wait { sensor.events("backdoor").first?["step"] as? String == "failed" })
    sensor.end(SIGTERM)
    other.end(SIGTERM)
  }

  @Test(arguments: ["80", "x", "70000"])
  func aPortThatIsNone(_ port: String) throws {
    let ran = try Command.shell("$FTPSCOPE sensor --back-door-port \(port)", in: "/")
    #expect(ran.status == 64)
    #expect(ran.errors.contains("from 1024 on, or none"), "\(ran.errors)")
  }
}
