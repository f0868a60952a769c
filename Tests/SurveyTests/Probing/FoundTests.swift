import Bytes
import Foundation
import Records
import Testing

@testable import Survey

/// What a scan counts as found, with a server on loopback.
@Suite struct FoundTests {
  /// A service is one by however many names it was found.
  @Test func countsAServiceOnce() async throws {
    let port = try StalledHandshakesTests.SilentPort()
    let listener = port.descriptor
    Thread.detachNewThread { Self.serve(listener) }
    var targets = TargetCollection()
    for name in ["a.example", "b.example", "c.example"] {
      targets.add(TargetSpec(.name(name)), isNamed: true)
      targets.resolved(name, to: [try #require(IPAddress("127.0.0.1"))])
    }
    let ports = Ports([port.number], implicit: [])
    let filter = TargetFilter(named: targets.named)
    let plan = try targets.plan(ports: ports, filter: filter)
    let scan = Scan(
      order: ScanOrder(plan: plan, seed: 1, shard: .whole), ports: ports, filter: filter,
      seed: 1, limits: PacerLimits(rate: nil, concurrency: 1),
      probe: ProbeSettings(timeout: .seconds(10)))
    let report = try await scan.run(Scan.Listener { _ in })
    #expect(report.statuses == [.ok: 3])
    #expect(report.figures.found == 1)
  }

  /// Plain FTP, one connection after the other.
  private static func serve(_ listener: Int32) {
    while case let connection = accept(listener, nil, nil), connection >= 0 {
      func say(_ line: String) { _ = send(connection, line, line.utf8.count, 0) }
      say("220 ready\r\n")
      var bytes = [UInt8](repeating: 0, count: 512)
      while case let count = recv(connection, &bytes, bytes.count, 0), count > 0 {
        say(bytes.starts(with: Array("USER".utf8)) ? "331 password\r\n" : "500 what\r\n")
      }
      close(connection)
    }
  }
}
