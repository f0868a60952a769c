import Foundation
import Glibc
import TestSupport
import Testing

/// How fast and for how long, as flags have it.
@Suite struct SensorPaceTests {
  /// A hundred thousand bytes at forty thousand a second, the first forty at once, take more than a
  /// second each way, however fast the machine is.
  @Test(arguments: [["--bandwidth", "40000"], ["--bandwidth-total", "40000"]])
  func bandwidth(_ flags: [String]) throws {
    let sensor = try SensorProcess(flags + ["--login", "any"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    let clock = ContinuousClock()
    let bytes = [UInt8](repeating: 0x78, count: 100_000)
    let up = clock.measure { #expect(client.store("x", bytes) == 226) }
    #expect(up > .seconds(1))
    let data = try #require(client.passive())
    let down = clock.measure {
      #expect(client.ask("RETR x") == 150)
      #expect(data.rest() == bytes)
      #expect(client.code() == 226)
    }
    #expect(down > .seconds(1))
    sensor.end(SIGTERM)
  }

  /// A handshake that does not come, in any way of connecting.
  @Test(arguments: ["explicit", "implicit"]) func aHandshake(_ mode: String) throws {
    let sensor = try SensorProcess(["--step-seconds", "1"], modes: [mode])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    if mode == "explicit" {
      #expect(client.code() == 220)
      #expect(client.ask("AUTH TLS") == 234)
    }
    #expect(client.line() == nil)
    sensor.end(SIGTERM)
    #expect(sensor.events("tls").first?["failure"] as? String != nil)
    #expect(sensor.events("disconnect").first?["reason"] as? String == "tls-failed")
  }

  /// A data connection that does not come: nothing opens the transfer, as with most servers.
  @Test func aDataConnection() throws {
    let sensor = try SensorProcess(["--step-seconds", "1", "--login", "any"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    #expect(client.ask("EPSV") == 229)
    #expect(client.ask("LIST") == 425)
    #expect(client.ask("NOOP") == 200)
    sensor.end(SIGTERM)
    #expect(sensor.events("transfer").isEmpty)
  }

  /// A sensor with so many passive ports.
  private func sensor(passivePorts: UInt16, _ flags: [String] = []) throws -> SensorProcess {
    let ports = try #require(FreePorts.inARow(passivePorts))
    return try SensorProcess(
      ["--passive-ports", "\(ports.lowerBound)-\(ports.upperBound)", "--login", "any"] + flags)
  }

  /// One address does not get all passive ports.
  @Test func portsForOthers() throws {
    let sensor = try sensor(passivePorts: 4)
    let greedy = try (0..<4).map { _ in
      try #require(PlainClient(sensor.port), "\(sensor.messages)")
    }
    for client in greedy { #expect(client.logIn()) }
    #expect(greedy.map { $0.ask("EPSV") } == [229, 229, 425, 425])
    let other = try #require(PlainClient(sensor.port, from: 2))
    #expect(other.logIn())
    #expect(other.ask("EPSV") == 229)
    sensor.end(SIGTERM)
  }

  /// A port that nobody comes to is free again, whatever its session says meanwhile.
  @Test func anUnusedPort() throws {
    let sensor = try sensor(passivePorts: 1, ["--step-seconds", "1"])
    let first = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    let second = try #require(PlainClient(sensor.port))
    for client in [first, second] { #expect(client.logIn()) }
    #expect(first.ask("EPSV") == 229)
    #expect(second.ask("EPSV") == 425)
    #expect(sensor.wait { first.ask("NOOP") == 200 && second.ask("EPSV") == 229 })
    #expect(first.ask("LIST") == 425)
    sensor.end(SIGTERM)
  }

  /// One passive port serves transfer after transfer, though the sensor closes each first.
  @Test func onePort() throws {
    let sensor = try sensor(passivePorts: 1)
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    for _ in 0..<3 {
      let data = try #require(client.passive())
      #expect(client.ask("LIST") == 150)
      #expect(!data.rest().isEmpty)
      #expect(client.code() == 226)
    }
    sensor.end(SIGTERM)
  }
}
