import Bytes
import NIOCore
import NIOPosix
import Synchronization

/// Answers `GET /metrics`, and nothing else: what the sensor counts, as Prometheus reads it.
public final class MetricsServer: Sendable {
  /// Connections that are answered at a time; more are closed.
  static let connectionsMaximum = 32
  /// How many files it may have open: those of its loop, its listener, and its connections with one
  /// more to be closed.
  public static let files = 5 + connectionsMaximum

  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// Listens there; `text` is asked for each time.
  public init(
    _ place: ListeningPlace, text: @escaping @Sendable () -> String
  ) async throws(SensorProblem) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let count = OpenCount()
    do {
      let address = try SocketAddress(ipAddress: place.address.description, port: Int(place.port))
      channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .serverChannelOption(.maxMessagesPerRead, value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(MetricsHandler(text, count))
          }
        }
        .bind(to: address).get()
    } catch {
      try? await group.shutdownGracefully()
      let reason = (error as? IOError)?.errnoCode.systemMessage ?? "\(error)"
      throw SensorProblem(
        "\(place.description): metrics can't be served there: \(reason); name another port with "
          + "--metrics")
    }
  }

  /// Where it listens, a port that the system dealt out among them.
  public var address: String {
    let port = channel.localAddress?.port ?? 0
    guard let host = IPAddress(channel.localAddress) else { return ":\(port)" }
    return ListeningPlace(address: host, port: UInt16(truncatingIfNeeded: port)).description
  }

  /// Ends it, with its connections.
  public func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }
}

/// How many connections are open.
private final class OpenCount: Sendable {
  let count = Atomic<Int>(0)
}

private final class MetricsHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let requestMaximum = 8192
  private static let patience = TimeAmount.seconds(10)

  private let text: @Sendable () -> String
  private let open: OpenCount
  private var request: [UInt8] = []
  private var isAnswered = false

  init(_ text: @escaping @Sendable () -> String, _ open: OpenCount) {
    self.text = text
    self.open = open
  }

  func channelInactive(context: ChannelHandlerContext) {
    open.count.subtract(1, ordering: .relaxed)
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    guard open.count.add(1, ordering: .relaxed).newValue <= MetricsServer.connectionsMaximum else {
      return channel.close(promise: nil)
    }
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
      channel.close(promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isAnswered else { return }
    request += unwrapInboundIn(data).readableBytesView
    let head = String(decoding: request, as: UTF8.self)
    guard head.contains("\r\n\r\n") || head.contains("\n\n") else {
      if request.count > Self.requestMaximum { answer(context, "400 Bad Request", "") }
      return
    }
    let words = head.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
    guard words.count == 3, words[0] == "GET" else {
      return answer(context, "405 Method Not Allowed", "")
    }
    guard words[1] == "/metrics" else { return answer(context, "404 Not Found", "") }
    answer(context, "200 OK", text())
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext, _ status: String, _ body: String) {
    isAnswered = true
    let head = """
      HTTP/1.1 \(status)\r
      Content-Type: text/plain; version=0.0.4; charset=utf-8\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r

      """
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head + body)), promise: promise)
  }
}
