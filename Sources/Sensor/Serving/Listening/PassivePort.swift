import Bytes
import NIOCore
import NIOPosix

/// A port that a data connection is waited for on. It is closed once the client is there, or has
/// not come for too long.
final class PassivePort {
  /// Connections that wait to be taken.
  private static let backlog: Int32 = 4
  /// Ports that are tried where one is in use.
  private static let triesMaximum = 8

  private let owner: ControlConnection
  private var channel: (any Channel)?
  private var port: UInt16 = 0
  private var isClosed = false

  init(_ owner: ControlConnection) { self.owner = owner }

  /// Begins to wait, at the address that the client is connected to. Tells the port, nil where
  /// none can be had.
  func bind(_ own: SocketAddress, _ done: @escaping (UInt16?) -> Void) {
    attempt(own, Self.triesMaximum, done)
  }

  private func attempt(_ own: SocketAddress, _ tries: Int, _ done: @escaping (UInt16?) -> Void) {
    guard tries > 0, let port = owner.loop.shared.takePassivePort(for: owner.peer) else {
      return done(nil)
    }
    var address = own
    address.port = Int(port)
    let loop = owner.loop.eventLoop
    let bound = NIOLoopBound((owner, self), eventLoop: loop)
    ServerBootstrap(group: loop)
      // A port whose last connection was closed by the sensor is free again at once.
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: Self.backlog)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptHandler(bound.value.0.loop))
        }
      }
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.recvAllocator, value: DataConnection.receiving)
      .childChannelOption(.writeBufferWaterMark, value: DataConnection.waterMark)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let (owner, port) = bound.value
          let connection = DataConnection(owner, .passive(port))
          try channel.pipeline.syncOperations.addHandler(connection)
        }
      }
      .bind(to: address)
      .assumeIsolated()
      .whenComplete { result in
        switch result {
        case .success(let channel): self.bound(channel, port, done)
        case .failure:
          self.owner.loop.shared.returnPassivePort(port, of: self.owner.peer)
          if self.isClosed { return }
          self.attempt(own, port == 0 ? 0 : tries - 1, done)
        }
      }
  }

  private func bound(_ channel: any Channel, _ port: UInt16, _ done: (UInt16?) -> Void) {
    self.channel = channel
    self.port = port
    if isClosed { return release() }
    done(channel.localAddress?.port.map { UInt16(truncatingIfNeeded: $0) })
  }

  func close() {
    isClosed = true
    release()
  }

  private func release() {
    guard let channel else { return }
    self.channel = nil
    channel.close(promise: nil)
    owner.loop.shared.returnPassivePort(port, of: owner.peer)
  }
}
