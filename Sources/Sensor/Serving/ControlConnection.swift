import Bytes
import FTPProtocol
import Glibc
import NIOCore
import TLSEngine

/// A client's control connection: the channel's bytes become what happens to its session, and what
/// the session asks for becomes writes. It decides nothing about FTP.
///
///     new ──admitted──▶ handshaking (implicit) ──▶ serving ──close, client gone, time──▶ ended
///                                                                          ──sent──▶ closed
final class ControlConnection: ChannelInboundHandler, EventBound {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let loop: SensorLoop
  let settings: ListenerSettings
  let listenerName: String
  let role: ListenerRole
  private(set) var number: UInt64 = 0
  private(set) var source: EventSource
  private(set) var peer = IPAddress(v4: 0)
  private(set) var localAddress: SocketAddress?
  private(set) var context: ChannelHandlerContext?

  /// Nil before the client is let in and after the session has ended.
  private var session: ServerSession?
  private var stage = Stage.new
  private var times: VisitTimes
  /// What came of an upload that was given up, until it is told of.
  var cutOff: KeptUpload?
  private var isHeld = false
  private var output = TurnOutput()
  /// The numbers of its events.
  let eventNumbers = EventNumbers()
  /// Whether the client has closed its side: the session ends when nothing is going on.
  private var hasClientClosed = false
  private var wasReset = false

  /// Nil while the connection is in clear.
  var tls: ControlTLS?
  private var pause = SessionPause()

  private var actions: [SessionAction] = []
  private var isPerforming = false

  var data = DataState()
  /// Nil where no such log is written.
  var sessionLog: IISSessionLog?

  private enum Stage {
    /// The client is not let in, or not yet.
    case new
    case serving
    /// The session is over, and what it said last leaves; when that began.
    case ended(at: Int64)
    case closing
  }

  init(_ loop: SensorLoop, _ settings: ListenerSettings, name: String, _ role: ListenerRole) {
    self.loop = loop
    self.settings = settings
    listenerName = name
    self.role = role
    source = EventSource.none
    times = VisitTimes(began: 0, loop.limits)
  }

  var limits: SensorLimits { loop.limits }

  private var isAdmitted: Bool { if case .new = stage { false } else { true } }

  /// Whether the session is over.
  var hasEnded: Bool {
    switch stage {
    case .new, .serving: false
    case .ended, .closing: true
    }
  }

  // MARK: What the channel tells

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    guard let remote = context.remoteAddress, let peer = IPAddress(remote),
      let own = context.localAddress, let local = IPAddress(own)
    else { return context.close(promise: nil) }
    guard !loop.shared.log.isStuck else {
      loop.shared.turnedAway(.unwritable)
      return context.close(promise: nil)
    }
    guard loop.shared.enter(peer) else { return refuse(peer, at: local, context) }
    stage = .serving
    self.peer = peer
    localAddress = own
    number = loop.shared.nextSession()
    let time = Timestamp.now
    loop.touch()
    let login = role.persona.persona.login
    times = VisitTimes(began: loop.uptime, limits, idleSeconds: login.idleSeconds)
    data.bandwidth = limits.bandwidth.map { TokenBucket(rate: $0, now: loop.uptime) }
    source = EventSource(
      sensor: loop.shared.settings.name, run: loop.shared.run, number: number, peer: peer,
      peerPort: UInt16(truncatingIfNeeded: remote.port ?? 0), local: local,
      localPort: UInt16(truncatingIfNeeded: own.port ?? 0),
      mode: settings.mode, persona: role.persona.persona.name)
    if loop.shared.sessionLog != nil {
      sessionLog = IISSessionLog(
        source: source, peer: peer, local: local,
        port: UInt16(truncatingIfNeeded: own.port ?? 0), mode: settings.mode)
    }
    session = ServerSession(setting(local, time))
    loop.add(self)
    loop.observe(.connect(dataLevel: session?.protection.level), of: self, at: time)
    if settings.mode == .implicit { startTLS() } else { tell { $0.opened(at: $1) } }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    unwrapInboundIn(data).withUnsafeReadableBytes { bytes in
      bytes.withMemoryRebound(to: UInt8.self) { received(ByteSlice($0)) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case .some(.inputClosed) = event as? ChannelEvent else { return }
    clientClosed()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) { decideReading() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    wasReset = (error as? IOError)?.isReset ?? false
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(wasReset ? .reset : .client)
    self.context = nil
    if isAdmitted { loop.shared.leave(peer) }
    loop.remove(self)
  }

  private func received(_ bytes: ByteSlice) {
    guard !hasEnded else { return }
    loop.touch()
    times.note(loop.uptime)
    if tls != nil { receivedTLS(bytes) } else { deliver(bytes) }
  }

  /// Bytes of FTP.
  func deliver(_ bytes: ByteSlice) {
    if !pause.hold(bytes) { tell { $0.received(bytes, at: $1) } }
  }

  /// The client sends nothing more.
  func clientClosed() {
    hasClientClosed = true
    endIfDone()
  }

  private func endIfDone() {
    guard hasClientClosed, !pause.isOn, data.isIdle else { return }
    end(.client)
  }

  // MARK: The session

  /// Tells the session something and does what it asks for. What happens meanwhile is done
  /// afterwards.
  func tell(_ what: (inout ServerSession, Timestamp) -> [SessionAction]) {
    guard let new = session.change({ what(&$0, Timestamp.now) }) else { return }
    perform(new)
  }

  private func perform(_ new: [SessionAction]) {
    guard !new.isEmpty else { return }
    guard !isPerforming else {
      actions += new
      return
    }
    isPerforming = true
    for action in new { perform(action) }
    while !actions.isEmpty {
      // What is done is let go of: a piece of a file is not held while the next are made.
      let next = actions
      actions = []
      for action in next { perform(action) }
    }
    isPerforming = false
    endIfDone()
  }

  private func perform(_ action: SessionAction) {
    if hasEnded {
      if case .observe(let observation) = action { observe(observation) }
      return
    }
    switch action {
    case .send(let bytes): send(bytes)
    case .startTLS: startTLS()
    case .stopTLS: stopTLS()
    case .pause(let milliseconds): pause(milliseconds)
    case .listen: listen()
    case .connect(let port): data.activePort = port
    case .openData(let use): openData(use)
    case .sendData(let bytes): data.connection?.send(bytes)
    case .finishData: data.connection?.finish()
    case .dropData:
      cutOff = data.connection?.cutOff()
      dropData()
    case .openBackDoor: openBackDoor()
    case .observe(let observation): observe(observation)
    case .close(let reason): end(reason)
    }
  }

  func observe(_ observation: Observation) {
    let time = Timestamp.now
    let observation = completed(observation)
    switch observation {
    case .login(_, _, false): loop.shared.loginRefused(peer, at: time)
    case .upload(let upload) where upload.isQuarantined:
      loop.shared.quarantine?.describe(upload, session: source.session.hex, at: time)
    default: break
    }
    loop.observe(observation, of: self, at: time)
  }

  private func send(_ bytes: [UInt8]) {
    if tls != nil { sendTLS(bytes) } else { write(bytes) }
  }

  /// Puts bytes of the wire to what leaves at the end of this turn.
  func write(_ bytes: [UInt8]) {
    output.append(bytes)
    flushSoon()
  }

  private func flushSoon() {
    if output.isToBeAwaited() { loop.flushSoon(self) }
  }

  // MARK: For the loop

  func flush() {
    let ready = output.take()
    guard let context else { return }
    if isHeld {
      isHeld = false
      decideReading()
    }
    guard hasEnded else {
      if ready.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(ready), promise: nil) }
      return
    }
    guard ready.readableBytes > 0 else { return closeWhenSent(context) }
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
      self.closeWhenSent(context)
    }
    context.writeAndFlush(wrapOutboundOut(ready), promise: promise)
  }

  private func closeWhenSent(_ context: ChannelHandlerContext) {
    if case .closing = stage { return }
    stage = .closing
    context.close(promise: nil)
  }

  func hold() {
    isHeld = true
    decideReading()
  }

  func timerEnded(_ purpose: SensorLoop.Purpose, _ generation: UInt32) {
    switch purpose {
    case .resume: if generation == pause.generation { resume() }
    case .data: dataTimedOut(generation)
    case .bandwidth: if generation == data.slowed { data.connection?.bandwidthIsBack() }
    case .retry: break
    }
  }

  /// Looks whether the client has been silent for too long, or is not gone yet.
  func look(_ uptime: Int64) {
    let step = Int64(limits.stepSeconds) * 1000
    if case .ended(let ended) = stage, uptime - ended > step { abandon() }
    guard !hasEnded else { return }
    if let tls, !tls.isEstablished, uptime - tls.began > step {
      handshakeTimedOut()
    } else if session?.isLoginOverdue(at: .now) == true {
      tell { $0.timedOut(.idle, at: $1) }
      end(.idle)
    } else if let reason = times.end(at: uptime) {
      tell { $0.timedOut(reason, at: $1) }
      end(reason)
    }
  }

  /// The sensor stops.
  func stop() {
    tell { $0.timedOut(.stopped, at: $1) }
    end(.stopped)
  }

  /// Something moves on the data connection.
  func dataMoves() { times.note(loop.uptime) }

  /// Gives up a connection that does not take its last bytes.
  func abandon() {
    end(.stopped)
    context?.close(promise: nil)
  }

  // MARK: Pauses

  private func pause(_ milliseconds: Int) {
    pause.begin()
    decideReading()
    let generation = pause.generation
    guard milliseconds == 0 else {
      return loop.setTimer(number, .resume, generation, in: milliseconds)
    }
    loop.bell.ring { self.timerEnded(.resume, generation) }
  }

  private func resume() {
    guard !hasEnded else { return }
    // What was said leaves before more is done.
    guard !output.isAwaited, context?.channel.isWritable != false else {
      return loop.setTimer(number, .resume, pause.generation, in: 50)
    }
    pause.end()
    tell { $0.resumed(at: $1) }
    let early = pause.takeHeld()
    if !early.isEmpty { early.withSlice { deliver($0) } }
    decideReading()
    endIfDone()
  }

  /// Reads while the session takes something and the client takes its replies.
  private func decideReading() {
    guard let channel = context?.channel, channel.isActive else { return }
    let wants = !pause.isOn && !isHeld && (channel.isWritable || hasEnded)
    try? channel.syncOptions?.setOption(.autoRead, value: wants)
  }

  // MARK: The end

  /// Ends the session: its last observations are written, what it said leaves, and the connection
  /// is closed.
  func end(_ reason: EndReason) {
    guard isAdmitted, !hasEnded else { return }
    loop.touch()
    // What had come of an upload is kept.
    if let kept = data.connection?.cutOff() {
      tell { $0.dataClosed(isClean: false, kept: kept, at: $1) }
    }
    guard !hasEnded else { return }
    var last: [SessionAction] = []
    if reason == .client || reason == .reset, let handshake = brokenHandshake() {
      last += session.change { $0.tlsFailed(handshake, at: Timestamp.now) } ?? []
    }
    last += session.change { $0.closed(reason, at: Timestamp.now) } ?? []
    stage = .ended(at: loop.uptime)
    session = nil
    for case .observe(let observation) in last { observe(observation) }
    dropData()
    endTLS()
    flushSoon()
  }
}

extension Optional {
  /// Changes what is there, in its place.
  fileprivate mutating func change<Result>(_ body: (inout Wrapped) -> Result) -> Result? {
    guard self != nil else { return nil }
    return body(&self!)
  }
}

extension IOError {
  /// Whether the peer has cut the connection off.
  var isReset: Bool { errnoCode == ECONNRESET || errnoCode == EPIPE }
}
