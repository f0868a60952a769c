import Foundation
import Glibc
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

  /// However the first ends, the next has all of it.
  @Test func isTakenAfterAKill() throws {
    let first = try SensorProcess()
    first.end(SIGKILL)
    let second = try SensorProcess(in: first.folder)
    #expect(PlainClient(second.port)?.code() == 220, "\(second.messages)")
    #expect(second.end(SIGTERM) == 143)
  }
}
