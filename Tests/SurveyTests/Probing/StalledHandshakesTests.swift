import Foundation
import Records
import Synchronization
import Testing

@testable import Survey

/// Handshakes that stall, on loopback: a port where the kernel takes connections and nobody speaks.
@Suite struct StalledHandshakesTests {
  /// A socket that listens on all addresses of loopback, and never accepts.
  final class SilentPort: Sendable {
    let number: UInt16
    let descriptor: Int32

    /// `listens`: otherwise it only keeps others from the port, and who connects is refused.
    init(listens: Bool = true) throws {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let listener = descriptor
      let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(listener, $0, length) == 0 && (!listens || listen(listener, 16) == 0)
            && getsockname(listener, $0, &length) == 0
        }
      }
      try #require(isBound)
      number = UInt16(bigEndian: address.sin_port)
    }

    /// The first connection, for a test that speaks after all.
    func accept() -> Int32 { Glibc.accept(descriptor, nil, nil) }

    deinit { close(descriptor) }
  }

  static func scan(_ port: UInt16, timeout: Duration, isImplicit: Bool = true) throws -> Scan {
    let ports = Ports([port], implicit: isImplicit ? [port] : [])
    let targets = collection("127.0.0.1\n127.0.0.2\n127.0.0.3")
    let filter = TargetFilter(named: targets.named)
    let plan = try targets.plan(ports: ports, filter: filter)
    var settings = ProbeSettings(timeout: timeout)
    settings.handshakesMaximum = 1
    return Scan(
      order: ScanOrder(plan: plan, seed: 1, shard: .whole), ports: ports, filter: filter,
      seed: 1, limits: PacerLimits(rate: nil, concurrency: 10), probe: settings)
  }

  /// Each has its whole time, one after the other, so the last of three takes three times as long.
  @Test func theWaitIsNotThePeers() async throws {
    let port = try SilentPort()
    let records = Mutex<[ServiceRecord]>([])
    let report = try await Self.scan(port.number, timeout: .milliseconds(150)).run(
      Scan.Listener { written in records.withLock { $0 += written } })
    #expect(report.statuses == [.timeout: 3])
    let all = records.withLock { $0 }
    #expect(all.allSatisfy { $0.statusDetail == "no TLS handshake in time" }, "\(all)")
    let durations = all.compactMap(\.durationMilliseconds).sorted()
    #expect(
      durations.count == 3 && zip(durations, [150, 300, 450]).allSatisfy { $0 >= $1 },
      "\(durations)")
  }

  /// The rate is that of connections: three probes that each make two take as long as six.
  @Test func furtherConnectionsKeepTheRate() async throws {
    let port = try SilentPort()
    var scan = try Self.scan(port.number, timeout: .milliseconds(60), isImplicit: false)
    scan.limits.rate = 10
    let start = ContinuousClock.now
    let report = try await scan.run(Scan.Listener { _ in })
    #expect(report.statuses == [.timeout: 3])
    #expect(ContinuousClock.now - start >= .milliseconds(500))
  }

  /// A scan that is stopped waits for no turn.
  @Test func aStoppedScanLeavesTheQueue() async throws {
    let port = try SilentPort()
    let isFull = Atomic(false)
    var listener = Scan.Listener { _ in }
    listener.progress = { if $0.inFlight == 3 { isFull.store(true, ordering: .relaxed) } }
    listener.isInterrupted = { isFull.load(ordering: .relaxed) }
    let report = try await Self.scan(port.number, timeout: .seconds(3600)).run(listener)
    #expect(report.isInterrupted)
    #expect(report.statuses.isEmpty)
  }
}
