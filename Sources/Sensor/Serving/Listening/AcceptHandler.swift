import NIOCore

/// What goes wrong when connections are accepted: it is tried again a little later. Until then they
/// wait in the system, so that none is lost by it.
final class AcceptHandler: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private static let rest = TimeAmount.milliseconds(100)
  private let loop: SensorLoop

  init(_ loop: SensorLoop) { self.loop = loop }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    loop.shared.ranShort()
    let channel = context.channel
    try? channel.syncOptions?.setOption(.autoRead, value: false)
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.rest) {
      try? channel.syncOptions?.setOption(.autoRead, value: true)
    }
  }
}
