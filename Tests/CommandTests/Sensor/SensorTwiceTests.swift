import Foundation
import Glibc
import TestSupport
import Testing

/// A second sensor where one runs: it ends with a line that names what it can't have, and the first
/// loses nothing by it.
@Suite struct SensorTwiceTests {
  /// What it shares with the first, and the words that name it.
  @Test(
    arguments: [
      (["--state-directory", "state"], "state: the process ", "--state-directory"),
      (
        ["--state-directory", "other", "--quarantine", "state/quarantine"],
        "state/quarantine: the process ", "--quarantine"
      ),
      (
        ["--state-directory", "other", "--events", "state/events.jsonl"],
        "state/events.jsonl: can't be written: the process ", "--events"
      ),
      (["--state-directory", "other", "--listen", "PLACE"], "in use", "--listen"),
    ])
  func isRefused(_ flags: [String], _ place: String, _ mend: String) throws {
    let sensor = try SensorProcess(["--login", "any"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    let data = try #require(client.passive())
    #expect(client.ask("STOR x") == 150)
    data.say("abc")
    let words = (["--listen", "127.0.0.1:0"] + flags).joined(separator: " ")
      .replacing("PLACE", with: "127.0.0.1:\(sensor.port)")
    let second = try Command.shell("$FTPSCOPE sensor \(words)", in: sensor.folder.path)
    #expect(second.status == 2)
    #expect(second.errors.contains(place), "\(second.errors)")
    #expect(second.errors.contains(mend), "\(second.errors)")
    if place.hasSuffix(" ") { #expect(second.errors.contains("\(place)\(sensor.number) ")) }
    data.close()
    #expect(client.code() == 226)
    sensor.end(SIGTERM)
    #expect(sensor.events("upload").first?["quarantined"] as? Bool == true)
    #expect(sensor.events("gap").isEmpty)
  }

  /// Its file of events is its own after it was begun anew, too, and as long as others rename it.
  @Test func keepsTheFileThatItBeganAnew() throws {
    let sensor = try SensorProcess(["--rotate-bytes", "4K"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    func isRefused() throws -> Bool {
      let second = try Command.shell(
        "$FTPSCOPE sensor --state-directory other --listen 127.0.0.1:0 --events state/events.jsonl",
        in: sensor.folder.path)
      return second.errors.contains("the process \(sensor.number) writes there already")
    }
    #expect(client.code() == 220)
    for number in 0..<30 { #expect(client.ask("NOOP \(number)") != nil) }
    #expect(try isRefused())
    let events = "\(sensor.folder.path)/state/events.jsonl"
    for name in ["moved", nil] {
      if let name { try FileManager.default.moveItem(atPath: events, toPath: "\(events).\(name)") }
      sensor.signal(SIGHUP)
      #expect(sensor.wait { FileManager.default.fileExists(atPath: events) })
      #expect(client.ask("NOOP \(name ?? "")") != nil)
      #expect(try isRefused())
    }
    #expect(sensor.end(SIGTERM) == 143)
  }

  /// What is no file of its own several may write to.
  @Test func sharesWhatIsNoFile() throws {
    let first = try SensorProcess(["--events", "/dev/null"])
    let second = try SensorProcess(["--events", "/dev/null"])
    #expect(PlainClient(first.port)?.code() == 220, "\(first.messages)")
    #expect(PlainClient(second.port)?.code() == 220, "\(second.messages)")
  }

  /// However the first ends, the next has all of it.
  @Test func isTakenAfterAKill() throws {
    let first = try SensorProcess()
    first.end(SIGKILL)
    let second = try SensorProcess(in: first.folder)
    #expect(PlainClient(second.port)?.code() == 220, "\(second.messages)")
    #expect(second.end(SIGTERM) == 143)
  }
}
