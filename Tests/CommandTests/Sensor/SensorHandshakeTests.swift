import Foundation
import Glibc
import Testing

/// Clients that do not bring a handshake to its end.
@Suite struct SensorHandshakeTests {
  @Test func whatCameIsKept() throws {
    let sensor = try SensorProcess(modes: ["implicit", "explicit"])
    try #require(sensor.ports.count == 2, "\(sensor.messages)")
    let http = try #require(PlainClient(sensor.ports[0]))
    http.say("GET / HTTP/1.1\r\n\r\n")
    _ = http.rest()
    // The first bytes of a hello, and gone.
    let broken = try #require(PlainClient(sensor.ports[0]))
    broken.say([0x16, 3, 1, 0, 200, 1, 0, 0])
    broken.close()
    #expect(sensor.wait { sensor.events("disconnect").count == 2 })
    let late = try #require(PlainClient(sensor.ports[1]))
    #expect(late.code() == 220)
    #expect(late.ask("AUTH TLS") == 234)
    late.say("USER root\r\n")
    _ = late.rest()
    #expect(sensor.wait { sensor.events("disconnect").count == 3 })
    sensor.end(SIGTERM)
    let ends = sensor.events("disconnect")
    #expect(ends.map { $0["class"] as? String } == ["foreign-protocol", "scan", "exploitation"])
    #expect(ends.first?["first_bytes"] as? String == "GET / HTTP/1.1\r\n\r\n")
    let rule = "asked what the server is: TLS; the handshake failed: the client broke it off"
    #expect(ends[1]["rule"] as? String == rule)
    let hellos = sensor.events("tls").map { $0["hello"] as? String }
    #expect(hellos.count == 3 && hellos[1] == "16030100c8010000")
    let exploits = sensor.events("exploit").map { $0["signature"] as? String }
    #expect(exploits == ["http-opening", "starttls-injection"])
    try sensor.expectSchemaHolds()
  }
}
