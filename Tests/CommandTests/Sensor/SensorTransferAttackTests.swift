import Foundation
import Glibc
import TestSupport
import Testing

/// What clients do beside a transfer: give it up, urgently, or ask without end how it goes.
@Suite struct SensorTransferAttackTests {
  /// What came of an upload that ABOR ends is hashed and kept.
  @Test func anUploadThatIsGivenUp() throws {
    let sensor = try SensorProcess(["--login", "any"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    let data = try #require(client.passive())
    #expect(client.ask("STOR x") == 150)
    data.say("hello")
    #expect(sensor.wait { Self.isOnItsWay(sensor, bytes: 5) })
    #expect(client.ask("ABOR") == 426)
    #expect(client.code() == 226)
    sensor.end(SIGTERM)
    let upload = try #require(sensor.events("upload").first)
    #expect(upload["size"] as? Int == 5)
    #expect(
      upload["sha256"] as? String
        == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
    #expect(upload["cut_off"] as? Bool == true)
    #expect(upload["quarantined"] as? Bool == true)
  }

  private static func isOnItsWay(_ sensor: SensorProcess, bytes: Int) -> Bool {
    let folder = "\(sensor.folder.path)/state/quarantine"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { name in
      let about = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return name.hasSuffix(".part") && about?[.size] as? Int == bytes
    }
  }

  /// Telnet's way to interrupt (RFC 959, section 4.1.3): IP, then Synch with TCP's urgent byte, then
  /// ABOR; as clients send it, cut in different places.
  @Test(
    arguments: [
      [([0xFF, 0xF4], false), ([0xFF, 0xF2], true), (Array("ABOR\r\n".utf8), false)],
      [([0xFF, 0xF4, 0xFF], true), ([0xF2] + Array("ABOR\r\n".utf8), false)],
      [(Array("ABOR\r\n".utf8), true)],
    ] as [[([UInt8], Bool)]])
  func urgently(_ pieces: [(bytes: [UInt8], isUrgent: Bool)]) throws {
    let sensor = try SensorProcess(["--login", "any"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    let data = try #require(client.passive())
    #expect(client.ask("STOR x") == 150)
    for piece in pieces { client.say(piece.bytes, urgent: piece.isUrgent) }
    let codes = [client.code(), client.code()]
    #expect(codes.last == 226 || codes.last == 225, "\(codes)")
    #expect(client.ask("NOOP") == 200)
    data.close()
    sensor.end(SIGTERM)
    #expect(sensor.events("command").contains { $0["verb"] as? String == "ABOR" })
  }

  /// Who asks without end and reads nothing is waited for: what is answered does not pile up.
  @Test func whoDoesNotRead() throws {
    let sensor = try SensorProcess([
      "--login", "any", "--commands-per-session", "100000", "--threads", "1",
    ])
    let client = try #require(PlainClient(sensor.port, window: 4096), "\(sensor.messages)")
    #expect(client.logIn())
    let neighbour = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(neighbour.code() == 220)
    let data = try #require(client.passive())
    #expect(client.ask("STOR x") == 150)
    let asked = 20_000
    Thread.detachNewThread {
      client.say(String(repeating: "STAT\r\n", count: asked))
    }
    // Until nothing more is answered, each answer being an event first, while another on the same
    // loop is answered again and again.
    func answers() -> Int { sensor.events("command").count { $0["verb"] as? String == "STAT" } }
    #expect(
      sensor.wait {
        let before = answers()
        for number in 0..<50 where neighbour.ask("NOOP \(number)") == nil { return false }
        return before > 100 && answers() == before
      })
    #expect(answers() < asked)
    for _ in 0..<asked { #expect([211, 213].contains(client.code())) }
    data.close()
    sensor.end(SIGTERM)
  }
}
