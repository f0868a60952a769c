import Bytes
import NIOCore
import NIOPosix

/// The port that a `:)` opened, at one of the sensor's addresses: open until nobody has opened it
/// for as long as a client may be silent.
final class BackDoorPort {
  private static let backlog: Int32 = 16

  let address: IPAddress
  private let loop: SensorLoop
  private var channel: (any Channel)?
  private var isShut = false

  init(_ address: IPAddress, _ loop: SensorLoop) {
    self.address = address
    self.loop = loop
  }

  /// Begins to wait. Tells the port, nil where it can't be had.
  func bind(_ own: SocketAddress, _ port: UInt16, _ done: @escaping (UInt16?) -> Void) {
    var place = own
    place.port = Int(port)
    let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
    ServerBootstrap(group: loop.eventLoop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: Self.backlog)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptHandler(bound.value.loop))
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 2048))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let connection = BackDoorConnection(bound.value.loop, at: bound.value.address)
          try channel.pipeline.syncOperations.addHandler(connection)
        }
      }
      .bind(to: place)
      .assumeIsolated()
      .whenComplete { result in
        self.channel = try? result.get()
        if self.isShut { self.shut() }
        done(self.channel?.localAddress?.port.map { UInt16(truncatingIfNeeded: $0) })
      }
  }

  func shut() {
    isShut = true
    channel?.close(promise: nil)
    channel = nil
  }
}
