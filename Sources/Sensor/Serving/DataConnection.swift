import Bytes
import NIOCore
import NIOPosix
import TLSEngine

/// A data connection: TLS where it is wanted, back-pressure, and uploads on their way to the
/// quarantine. The session says what is sent.
///
///     waiting ──begin──▶ handshaking ──▶ open ──finish, client closes──▶ done
///                          └──────────────┴──drop, failure──▶ done
final class DataConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  static let receiving = AdaptiveRecvByteBufferAllocator(
    minimum: 2048, initial: 16_384, maximum: 131_072)
  /// Pieces that are sent before other connections have their turn.
  private static let piecesInATurn = 16
  /// Pieces that are given to the system by one call.
  private static let piecesTogether = 4
  /// Bytes that wait to be sent.
  static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 131_072, high: 524_288)

  /// Where it comes from, which tells whether it is still wanted when it is there.
  enum Origin {
    case passive(PassivePort)
    /// The transfer that it was made for.
    case active(generation: UInt32)
  }

  let origin: Origin
  /// Nil once it is done.
  private var owner: ControlConnection?
  private let loop: SensorLoop
  private var context: ChannelHandlerContext?
  private var use: DataUse?
  private var tls: TLSConnection?
  private var hello = HelloReader()
  private var isOpen = false
  /// What came before it was asked for.
  private var early: [ByteBuffer] = []
  private var earlyEnd: End?
  private var upload: Upload?
  /// Whether the session has been asked for no more since it sent.
  private var wantsMore = false
  private var isPumping = false
  private var isPumpSet = false
  private var isFinishing = false
  private var isSlowed = false
  /// The client's end of an upload whose bytes came faster than they may.
  private var lateEnd: End?

  /// How the client ended the connection.
  private enum End {
    /// As its transfer ends: all has come.
    case clean
    case cutOff
  }

  init(_ owner: ControlConnection, _ origin: Origin) {
    self.owner = owner
    loop = owner.loop
    self.origin = origin
  }

  var isInUse: Bool { use != nil }
  var isShakingHands: Bool { use != nil && !isOpen }

  /// What is known of its TLS.
  var observation: TLSObservation? {
    tls.map { TLSObservation(hello, $0, isData: true) }
  }

  /// Connects to a client in active mode.
  static func connect(
    to peer: IPAddress, _ port: UInt16, from own: SocketAddress, _ owner: ControlConnection
  ) {
    let loop = owner.loop.eventLoop
    let bound = NIOLoopBound(owner, eventLoop: loop)
    let generation = owner.data.generation
    guard let address = try? SocketAddress(ipAddress: peer.description, port: Int(port)) else {
      return owner.dataFailed(.noConnection, nil)
    }
    var bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(.seconds(Int64(owner.limits.stepSeconds)))
      .channelOption(.autoRead, value: false)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.recvAllocator, value: receiving)
      .channelOption(.writeBufferWaterMark, value: waterMark)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let connection = DataConnection(bound.value, .active(generation: generation))
          try channel.pipeline.syncOperations.addHandler(connection)
        }
      }
    if own.protocol == address.protocol {
      var local = own
      local.port = 0
      bootstrap = bootstrap.bind(to: local)
    }
    bootstrap.connect(to: address).assumeIsolated().whenFailure { _ in
      guard owner.data.generation == generation else { return }
      owner.dataFailed(.noConnection, nil)
    }
  }

  // MARK: What the session asks

  /// Uses the connection: TLS first where it is wanted.
  func begin(_ use: DataUse) {
    self.use = use
    read(true)
    if use.isProtected {
      guard let owner, let context = owner.role.tls, let tls = try? TLSConnection(context) else {
        return fail(.tls("there is no TLS here"))
      }
      self.tls = tls
      if use.demandsResumption { tls.resumeOnly(owner.sessionName) }
      // It resumes the control connection's session; nobody resumes its own.
      tls.withholdTickets()
      loop.setTimer(
        owner.number, .data, owner.data.generation, in: owner.limits.stepSeconds * 1000)
      handle(tls.start())
    } else {
      opened(nil)
    }
    let waiting = early
    early = []
    for buffer in waiting { received(buffer) }
    if let earlyEnd { peerClosed(tls == nil ? earlyEnd : .cutOff) }
  }

  func send(_ bytes: [UInt8]) {
    guard isOpen, !isFinishing else { return }
    slow(bytes.count)
    if let tls { encrypt(bytes, tls) } else { write(bytes) }
    wantsMore = true
    if !isPumping { pumpSoon() }
  }

  /// Closes it once all is sent.
  func finish() {
    guard !isFinishing else { return }
    isFinishing = true
    guard let context else { return end(.cutOff) }
    if let tls, isOpen { handle(tls.close()) }
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { result in
      if case .success = result { self.end(.clean) } else { self.end(.cutOff) }
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
  }

  /// Ends an upload that goes on; nil where there is none.
  func cutOff() -> KeptUpload? {
    let kept = upload?.finish()
    owner?.data.bytesKept += upload?.bytesKept ?? 0
    upload = nil
    return kept
  }

  /// Gives it up, without a word.
  func drop() {
    owner = nil
    upload?.discard()
    upload = nil
    context?.close(promise: nil)
  }

  // MARK: What the channel tells

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    guard let owner else { return context.close(promise: nil) }
    // One that was reset by now does not tell whose it was: it is taken for the client's.
    let remote = context.remoteAddress
    if case .passive = origin, let address = IPAddress(remote), address != owner.peer {
      self.owner = nil
      context.close(promise: nil)
      return owner.strangerConnected(remote)
    }
    guard owner.dataConnected(self) else {
      self.owner = nil
      return context.close(promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if use == nil { early.append(buffer) } else { received(buffer) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case .some(.inputClosed) = event as? ChannelEvent else { return }
    // A client that only receives may close its side: it still wants the file.
    guard use?.isUpload == true || tls != nil else {
      if use == nil { earlyEnd = .clean }
      return
    }
    peerClosed(tls == nil ? .clean : .cutOff)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) { pump() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { end(.cutOff) }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    guard owner != nil else { return }
    if use == nil { earlyEnd = earlyEnd ?? .cutOff } else { peerClosed(.cutOff) }
  }

  // MARK: On the way

  private func received(_ buffer: ByteBuffer) {
    guard owner != nil else { return }
    slow(buffer.readableBytes)
    buffer.withUnsafeReadableBytes { bytes in
      bytes.withMemoryRebound(to: UInt8.self) { bytes in
        let bytes = ByteSlice(bytes)
        guard let tls else { return take(bytes) }
        if !isOpen { hello.take(bytes) }
        handle(tls.receive(bytes))
      }
    }
  }

  /// Bytes of a file.
  private func take(_ bytes: ByteSlice) {
    guard isOpen, use?.isUpload == true else { return }
    upload?.add(bytes)
    owner?.dataReceived(bytes)
  }

  private func opened(_ tls: TLSObservation?) {
    guard let owner, let use else { return }
    isOpen = true
    if use.isUpload { upload = owner.newUpload() }
    owner.dataOpened(tls)
  }

  private func handle(_ events: [TLSEvent]) {
    for event in events {
      switch event {
      case .write(let bytes): write(bytes)
      case .established: established()
      case .plaintext(let bytes): bytes.withSlice { take($0) }
      case .closedByPeer(let isNotified): peerClosed(isNotified ? .clean : .cutOff)
      case .failed(let failure):
        context?.flush()
        if isOpen { end(.cutOff) } else { fail(.tls(failure.reason)) }
      }
    }
    if !events.isEmpty { context?.flush() }
  }

  private func established() {
    guard let tls, let use else { return }
    context?.flush()
    if use.demandsResumption, tls.negotiated?.isResumed != true { return fail(.notResumed) }
    opened(observation)
    hello = HelloReader()
  }

  private func fail(_ failure: DataFailure) {
    guard let owner else { return }
    var tls = observation
    if case .tls(let reason) = failure { tls?.failure = reason }
    owner.dataFailed(failure, tls)
  }

  private func peerClosed(_ how: End) {
    guard let use, owner != nil else { return }
    guard isOpen else { return tls == nil ? end(.cutOff) : handle(tls?.wireClosed() ?? []) }
    if use.isUpload, isSlowed {
      lateEnd = lateEnd ?? how
      return
    }
    if use.isUpload, !isFinishing {
      if let tls { handle(tls.close()) }
      end(how)
    } else if context == nil {
      end(.cutOff)
    }
  }

  /// The transfer is over.
  private func end(_ how: End) {
    guard let owner else { return }
    guard use != nil else {
      earlyEnd = .cutOff
      return
    }
    let kept = cutOff()
    self.owner = nil
    context?.close(promise: nil)
    if isOpen {
      owner.dataClosed(isClean: how == .clean, kept)
    } else {
      owner.dataFailed(.noConnection, observation)
    }
  }

  private func encrypt(_ bytes: [UInt8], _ tls: TLSConnection) {
    // What a record adds to its 16,384 bytes at most.
    var buffer = ByteBuffer()
    buffer.reserveCapacity(bytes.count + (bytes.count / 16_384 + 1) * 512)
    let events = tls.send(bytes) { buffer.writeBytes($0) }
    context?.write(wrapOutboundOut(buffer), promise: nil)
    handle(events)
  }

  private func write(_ bytes: [UInt8]) {
    context?.write(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  // MARK: Pace

  /// Whether the session may be asked for more.
  private var hasRoom: Bool {
    wantsMore && !isSlowed && !isFinishing && context?.channel.isWritable == true
  }

  /// Asks the session for more while there is room, as much as a turn may have.
  private func pump() {
    // What is flushed below may make room again, and tell so at once.
    guard !isPumping else { return }
    isPumping = true
    var pieces = 0
    while hasRoom, pieces < Self.piecesInATurn {
      pieces += 1
      if pieces % Self.piecesTogether == 0 { context?.flush() }
      wantsMore = false
      owner?.dataSent()
    }
    context?.flush()
    isPumping = false
    if hasRoom { pumpSoon() }
  }

  private func pumpSoon() {
    guard !isPumpSet else { return }
    isPumpSet = true
    loop.bell.ring {
      self.isPumpSet = false
      self.pump()
    }
  }

  /// Takes bytes out of what may move in a second; waits where that was too much.
  private func slow(_ count: Int) {
    guard let owner else { return }
    let now = uptimeMilliseconds()
    let own = owner.data.bandwidth?.take(count, now: now) ?? 0
    let wait = max(own, loop.shared.takeBandwidth(count, now: now))
    guard wait > 0, !isSlowed else { return }
    isSlowed = true
    owner.data.slowed &+= 1
    read(false)
    loop.setTimer(owner.number, .bandwidth, owner.data.slowed, in: wait)
  }

  /// Goes on, where not too much has moved meanwhile.
  func bandwidthIsBack() {
    guard isSlowed else { return }
    isSlowed = false
    slow(0)
    guard !isSlowed else { return }
    read(true)
    if let lateEnd { return peerClosed(lateEnd) }
    pump()
  }

  private func read(_ wants: Bool) {
    guard let channel = context?.channel, channel.isActive else { return }
    try? channel.syncOptions?.setOption(.autoRead, value: wants && !isSlowed)
  }
}
