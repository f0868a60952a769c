import Foundation
import Records
import Synchronization
import Testing

@testable import Survey

/// A server on loopback that talks to its client once, and turns it away from then on.
@Suite(.timeLimit(.minutes(1))) struct TurnedAwayTests {
  /// How it does so.
  enum Way: CaseIterable {
    /// As a firewall that rejects, or a daemon that is gone.
    case refusing
    /// As a limit of connections, or a ban of the daemon's own.
    case saying421
    /// As tcpd.
    case closing
  }

  /// Each wants a fresh connection for `AUTH`, of which nothing comes.
  @Test(arguments: Way.allCases, ["503 after USER\r\n", ""])
  func whatWasFoundStands(_ way: Way, _ auth: String) async throws {
    let server = try Server(way, auth: auth)
    defer { server.stop() }
    var scan = try server.scan()
    scan.limits.restFirst = .milliseconds(10)
    let records = Mutex<[ServiceRecord]>([])
    let report = try await scan.run(
      Scan.Listener { written in records.withLock { $0 += written } })
    let all = records.withLock { $0 }
    try #require(all.count == 1)
    #expect(all[0].loginInClear == .accepted && all[0].greetingCode == 220, "\(all[0])")
    #expect(all[0].banner == "ready" && all[0].mode == nil)
    #expect(report.statuses == [all[0].status: 1] && report.figures.found == 1)
  }

  /// A scan that is stopped while the host rests keeps what was found.
  @Test(arguments: [Way.refusing, .saying421]) func stopped(_ way: Way) async throws {
    let server = try Server(way, auth: "503 after USER\r\n")
    defer { server.stop() }
    var scan = try server.scan()
    scan.limits.restFirst = .seconds(3600)
    let records = Mutex<[ServiceRecord]>([])
    let isResting = Atomic(false)
    var listener = Scan.Listener { written in records.withLock { $0 += written } }
    listener.progress = { figures in
      if server.hasTalked.load(ordering: .relaxed), figures.inFlight == 0 {
        isResting.store(true, ordering: .relaxed)
      }
    }
    listener.isInterrupted = { isResting.load(ordering: .relaxed) }
    let report = try await scan.run(listener)
    #expect(report.isInterrupted && report.figures.done == 0 && report.figures.found == 1)
    let all = records.withLock { $0 }
    #expect(all.map(\.loginInClear) == [.accepted] && all.map(\.banner) == ["ready"])
  }

  private final class Server: Sendable {
    private let port: StalledHandshakesTests.SilentPort
    let hasTalked = Atomic(false)

    /// `auth` answers AUTH; empty where the connection is closed instead.
    init(_ way: Way, auth: String) throws {
      port = try StalledHandshakesTests.SilentPort()
      Thread.detachNewThread { [self] in serve(way, auth) }
    }

    /// Takes no more connections.
    func stop() { shutdown(port.descriptor, Int32(SHUT_RDWR)) }

    func scan() throws -> Scan {
      let ports = Ports([port.number], implicit: [])
      let targets = collection("127.0.0.1")
      let filter = TargetFilter(named: targets.named)
      let plan = try targets.plan(ports: ports, filter: filter)
      return Scan(
        order: ScanOrder(plan: plan, seed: 1, shard: .whole), ports: ports, filter: filter,
        seed: 1, limits: PacerLimits(rate: nil, concurrency: 10),
        probe: ProbeSettings(timeout: .seconds(10)))
    }

    private func serve(_ way: Way, _ auth: String) {
      let first = port.accept()
      // Before the first conversation tells that another connection is wanted.
      if way == .refusing { stop() }
      talk(first, auth)
      hasTalked.store(true, ordering: .relaxed)
      while case let connection = port.accept(), connection >= 0 {
        if way == .saying421 { Self.say("421 too many\r\n", connection) }
        close(connection)
      }
    }

    private func talk(_ connection: Int32, _ auth: String) {
      Self.say("220 ready\r\n", connection)
      var bytes = [UInt8](repeating: 0, count: 512)
      while case let count = recv(connection, &bytes, bytes.count, 0), count > 0 {
        if bytes.starts(with: Array("AUTH".utf8)) {
          guard !auth.isEmpty else { break }
          Self.say(auth, connection)
        } else {
          Self.say(
            bytes.starts(with: Array("USER".utf8)) ? "331 password\r\n" : "500 what\r\n",
            connection)
        }
      }
      close(connection)
    }

    private static func say(_ line: String, _ connection: Int32) {
      _ = send(connection, line, line.utf8.count, Int32(MSG_NOSIGNAL))
    }
  }
}
