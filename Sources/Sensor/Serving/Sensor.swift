import Bytes
import CMemory
import Glibc
import Logging
import NIOCore
import NIOPosix
import TLSEngine

/// A sensor that runs: its listeners, its loops, its events.
public final class Sensor: Sendable {
  let shared: SensorShared
  private let group: MultiThreadedEventLoopGroup
  private let loops: [(loop: any EventLoop, state: NIOLoopBound<SensorLoop>)]
  private let channels: [any Channel]
  /// Where it listens, ports that the system dealt out among them.
  public let listeners: [ListenerSettings]

  /// Connections that the system keeps until they are accepted.
  private static let backlog: Int32 = 4096

  /// An event loop's files: epoll, a timer, what wakes it, and the two ends of its `TurnBell`.
  private static let filesOfLoop = 5

  /// How many files a sensor has open before anybody comes: without them loops trap.
  public static func files(threads: Int, listeners: Int) -> Int {
    threads * (filesOfLoop + listeners)
  }

  /// Listens, and serves once it is told to `begin`; `roles` are those of the settings' listeners.
  public static func start(
    _ settings: SensorSettings, roles: [ListenerRole], log: EventLog, quarantine: Quarantine?,
    sessionLog: IISLogWriter? = nil, logger: Logger
  ) async throws(SensorProblem) -> Sensor {
    memory_keep()
    let shared = SensorShared(
      settings, roles: roles, log: log, quarantine: quarantine,
      sessionLog: sessionLog, logger: logger, run: UInt64.random(in: .min ... .max))
    let group = MultiThreadedEventLoopGroup(numberOfThreads: settings.threads)
    var loops: [(any EventLoop, NIOLoopBound<SensorLoop>)] = []
    var channels: [any Channel] = []
    var listeners: [ListenerSettings] = []
    do {
      for loop in group.makeIterator() {
        let isFirst = loops.isEmpty
        let state = try await loop.flatSubmit {
          do {
            let state = NIOLoopBound(
              try SensorLoop(shared, loop, isFirst: isFirst), eventLoop: loop)
            return state.value.start().map { state }
          } catch {
            return loop.makeFailedFuture(error)
          }
        }.get()
        loops.append((loop, state))
      }
      for listener in settings.listeners { try Self.probe(listener) }
      for (index, listener) in settings.listeners.enumerated() {
        var bound = listener
        for (loop, state) in loops {
          let channel = try await Self.listen(bound, index, loop, state)
          bound.port = UInt16(truncatingIfNeeded: channel.localAddress?.port ?? 0)
          channels.append(channel)
        }
        listeners.append(bound)
      }
    } catch {
      for channel in channels { try? await channel.close() }
      try? await group.shutdownGracefully()
      throw error as? SensorProblem ?? SensorProblem("\(error)")
    }
    return Sensor(shared, group, loops, channels, listeners)
  }

  private init(
    _ shared: SensorShared, _ group: MultiThreadedEventLoopGroup,
    _ loops: [(any EventLoop, NIOLoopBound<SensorLoop>)], _ channels: [any Channel],
    _ listeners: [ListenerSettings]
  ) {
    self.shared = shared
    self.group = group
    self.loops = loops
    self.channels = channels
    self.listeners = listeners
  }

  /// Each loop has a socket of its own for a listener, among which the system deals out those who
  /// connect: no loop waits for another.
  private static func listen(
    _ listener: ListenerSettings, _ index: Int, _ loop: any EventLoop,
    _ state: NIOLoopBound<SensorLoop>
  ) async throws -> any Channel {
    let address = try SocketAddress(
      ipAddress: listener.address.description, port: Int(listener.port))
    let name = listener.description
    do {
      return try await ServerBootstrap(group: loop)
        .serverChannelOption(.backlog, value: backlog)
        .serverChannelOption(.autoRead, value: false)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .serverChannelOption(.socketOption(.init(rawValue: SO_REUSEPORT)), value: 1)
        .serverChannelOption(.socketOption(.init(rawValue: SO_OOBINLINE)), value: 1)
        .serverChannelOption(.maxMessagesPerRead, value: 64)
        .serverChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(AcceptHandler(state.value))
          }
        }
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 2048))
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let loop = state.value
            let connection = ControlConnection(
              loop, listener, name: name, loop.shared.role(index))
            try channel.pipeline.syncOperations.addHandler(connection)
          }
        }
        .bind(to: address).get()
    } catch let error as IOError {
      throw Self.problem(listener, error.errnoCode)
    }
  }

  /// Looks whether the place is free: the loops' sockets share it, and would with another sensor's.
  private static func probe(_ listener: ListenerSettings) throws {
    let address = try SocketAddress(
      ipAddress: listener.address.description, port: Int(listener.port))
    let family = listener.address.family == .v4 ? AF_INET : AF_INET6
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw problem(listener, errno) }
    defer { close(descriptor) }
    // What is left of connections that have ended stops nobody.
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
    let result = address.withSockAddr { bind(descriptor, $0, socklen_t($1)) }
    if result != 0 { throw problem(listener, errno) }
  }

  private static func problem(_ listener: ListenerSettings, _ reason: CInt) -> SensorProblem {
    var mend = ""
    if reason == EACCES { mend = "; ports below 1024 are root's" }
    if reason == EADDRINUSE { mend = "; name another port with --listen" }
    let words = reason.systemMessage
    return SensorProblem("\(listener.description): can't listen there: \(words)\(mend)")
  }

  /// Takes connections from now on.
  public func begin() async throws {
    for channel in channels { try await channel.setOption(.autoRead, value: true).get() }
  }

  /// Takes other personas and certificates, for sessions that begin from now on.
  public func replace(_ roles: [ListenerRole]) { shared.replace(roles) }

  /// Opens the files anew that events and sessions are written to.
  public func reopen() {
    shared.log.reopen()
    shared.sessionLog?.reopen()
  }

  /// Connections that are open.
  var connectionCount: Int { shared.connectionCount }

  /// Notes in the events that something was not seen.
  public func tell(_ gap: Gap) async {
    guard let (loop, state) = loops.first else { return }
    try? await loop.submit { state.value.tell(gap) }.get()
  }

  /// Takes no more connections, ends sessions, those that transfer something within the time of
  /// grace, and writes what is left. `isHurried` ends the grace.
  public func stop(isHurried: @Sendable () -> Bool = { false }) async {
    for channel in channels { try? await channel.close() }
    let end = uptimeMilliseconds() + Int64(shared.settings.graceSeconds) * 1000
    while true {
      // Those whose transfer has ended meanwhile, too.
      let goesOn = await stopSessions(all: false)
      guard connectionCount > 0, uptimeMilliseconds() < end, !isHurried() else { break }
      // The others would wait for a file that takes nothing.
      guard goesOn || !shared.log.isStuck else { break }
      try? await Task.sleep(for: .milliseconds(50))
    }
    _ = await stopSessions(all: true)
    // What was said last leaves.
    let last = uptimeMilliseconds() + 1000
    while connectionCount > 0, uptimeMilliseconds() < last, !isHurried() {
      try? await Task.sleep(for: .milliseconds(20))
    }
    for (loop, state) in loops { try? await loop.submit { state.value.finish() }.get() }
    try? await group.shutdownGracefully()
  }

  /// Ends sessions of all loops; whether any go on.
  private func stopSessions(all: Bool) async -> Bool {
    var goesOn = false
    for (loop, state) in loops {
      goesOn = (try? await loop.submit { state.value.stop(all: all) }.get()) == true || goesOn
    }
    return goesOn
  }
}
