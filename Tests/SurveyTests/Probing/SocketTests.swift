import Bytes
import Foundation
import NIOCore
import Synchronization
import Testing

@testable import Survey

/// Loops and their sockets, on loopback.
@Suite struct SocketTests {
  /// Notes what a socket tells.
  final class User: SocketUser, Sendable {
    enum Event: Equatable {
      case connected, ended
      case notConnected(Int32)
      case received([UInt8])
      case failed(Int32)
    }

    private let events = Mutex<[Event]>([])
    private let changes = DispatchSemaphore(value: 0)

    func connected() { note(.connected) }
    func notConnected(_ error: SocketError) { note(.notConnected(error.number)) }
    func received(_ bytes: ByteSlice) { note(.received(Array(bytes.buffer))) }
    func ended() { note(.ended) }
    func failed(_ error: SocketError) { note(.failed(error.number)) }

    private func note(_ event: Event) {
      events.withLock { $0.append(event) }
      changes.signal()
    }

    /// What was told, once there is so much of it or ten seconds are over.
    func told(_ count: Int) async -> [Event] {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          for _ in 0..<count where self.changes.wait(timeout: .now() + 10) == .timedOut { break }
          continuation.resume(returning: self.events.withLock { $0 })
        }
      }
    }
  }

  private static func begin(_ loop: SocketLoop, _ user: User, to port: UInt16) async throws
    -> NIOLoopBound<Socket>
  {
    let address = try SocketAddress(ipAddress: "127.0.0.1", port: Int(port))
    return try await loop.submit {
      let socket = Socket(loop, user: user)
      socket.connect(to: address)
      return NIOLoopBound(socket, eventLoop: loop)
    }.get()
  }

  @Test func theThreadHasAName() async throws {
    let loop = try SocketLoop()
    let name = try await loop.submit {
      try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    }.get()
    #expect(name == "probes\n")
    try await loop.shutdownGracefully()
  }

  @Test func timers() async throws {
    let loop = try SocketLoop()
    let order = Mutex<[Int]>([])
    let last = loop.scheduleTask(in: .milliseconds(60)) { order.withLock { $0.append(3) } }
    let none = loop.scheduleTask(in: .milliseconds(30)) { order.withLock { $0.append(2) } }
    loop.scheduleTask(in: .milliseconds(10)) { order.withLock { $0.append(1) } }
    none.cancel()
    loop.execute { order.withLock { $0.append(0) } }
    try await last.futureResult.get()
    #expect(order.withLock { $0 } == [0, 1, 3])
    await #expect(throws: EventLoopError.cancelled) { try await none.futureResult.get() }
    // What has not run when the loop ends fails.
    let failure = Mutex<EventLoopError?>(nil)
    loop.scheduleTask(in: .hours(1)) {}.futureResult.whenFailure { error in
      failure.withLock { $0 = error as? EventLoopError }
    }
    try await loop.shutdownGracefully()
    #expect(failure.withLock { $0 } == .shutdown)
    #expect(!loop.inEventLoop)
    try await loop.shutdownGracefully()
  }

  @Test func nobodyListens() async throws {
    let port = try StalledHandshakesTests.SilentPort(listens: false)
    defer { withExtendedLifetime(port) {} }
    let loop = try SocketLoop()
    let user = User()
    _ = try await Self.begin(loop, user, to: port.number)
    #expect(await user.told(1) == [.notConnected(ECONNREFUSED)])
    try await loop.shutdownGracefully()
  }

  /// What does not fit the system's buffers waits until they are empty, in order; and what was sent
  /// before the peer closed is received before its end is told.
  @Test func more() async throws {
    let port = try StalledHandshakesTests.SilentPort()
    let loop = try SocketLoop()
    let user = User()
    let socket = try await Self.begin(loop, user, to: port.number)
    #expect(await user.told(1) == [.connected])
    let pieces = (1...20).map { [UInt8](repeating: $0, count: 1_000_000) }
    try await loop.submit { for piece in pieces { socket.value.send(piece) } }.get()
    let peer = port.accept()
    for piece in pieces {
      var received = [UInt8](repeating: 0, count: piece.count)
      #expect(recv(peer, &received, piece.count, Int32(MSG_WAITALL)) == piece.count)
      #expect(received == piece)
    }
    #expect(Glibc.send(peer, "221", 3, 0) == 3)
    close(peer)
    #expect(await user.told(2) == [.connected, .received(Array("221".utf8)), .ended])
    try await loop.shutdownGracefully()
  }
}
