import Bytes
import NIOCore

/// Whoever came through the back door: what is typed is written down, and answered as a shell that
/// has little to say.
final class BackDoorConnection: ChannelInboundHandler, EventBound {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let loop: SensorLoop
  private let address: IPAddress
  private var guest: BackDoorGuests.Guest?
  private var peer = IPAddress(v4: 0)
  private var peerPort: UInt16 = 0
  private var port: UInt16 = 0
  private var context: ChannelHandlerContext?
  private var shell: BackDoorShell
  private var output = TurnOutput()
  private var hasEnded = false
  private var times: VisitTimes

  init(_ loop: SensorLoop, at address: IPAddress) {
    self.loop = loop
    self.address = address
    times = VisitTimes(began: loop.uptime, loop.limits)
    shell = BackDoorShell(lineBytesMaximum: loop.limits.session.lineBytesMaximum)
  }

  // MARK: What the channel tells

  func channelActive(context: ChannelHandlerContext) {
    guard let remote = context.remoteAddress, let peer = IPAddress(remote),
      let guest = loop.shared.backDoorGuests.guest(peer, at: address)
    else { return context.close(promise: nil) }
    if loop.shared.log.isStuck {
      loop.shared.turnedAway(.unwritable)
      return context.close(promise: nil)
    }
    guard loop.shared.enter(peer) else { return context.close(promise: nil) }
    self.context = context
    self.guest = guest
    self.peer = peer
    peerPort = UInt16(truncatingIfNeeded: remote.port ?? 0)
    port = UInt16(truncatingIfNeeded: context.localAddress?.port ?? 0)
    loop.touch()
    times = VisitTimes(began: loop.uptime, loop.limits)
    loop.backDoors.add(self)
    observe(.connected)
    // The lists of attacks count who came, beside those who only knocked.
    let place = Array("\(peer) \(peerPort)".utf8)
    loop.observe(
      .exploit(signature: "vsftpd-backdoor-shell", cve: "CVE-2011-2523", payload: place), of: guest)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard guest != nil, !hasEnded else { return }
    loop.touch()
    times.note(loop.uptime)
    let actions = unwrapInboundIn(data).withUnsafeReadableBytes { bytes in
      bytes.withMemoryRebound(to: UInt8.self) { shell.received(ByteSlice($0)) }
    }
    perform(actions)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .some(.inputClosed) = event as? ChannelEvent { end(.client) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if (error as? IOError)?.isReset == true { end(.reset) }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.client)
    self.context = nil
    guard guest != nil else { return }
    loop.shared.leave(peer)
    loop.backDoors.remove(self)
  }

  // MARK: The shell

  private func perform(_ actions: [BackDoorShell.Action]) {
    for action in actions {
      switch action {
      case .typed(let line):
        observe(.typed) { $0.line = line }
        // Where the event can't be written, nothing more is read.
        flushSoon()
      case .send(let bytes):
        output.append(bytes)
        flushSoon()
      case .close(let reason): end(reason)
      }
    }
  }

  private func observe(
    _ step: BackDoorObservation.Step, _ change: (inout BackDoorObservation) -> Void = { _ in }
  ) {
    guard let guest else { return }
    var observation = BackDoorObservation(step: step, port: port)
    observation.peer = peer
    observation.peerPort = peerPort
    change(&observation)
    loop.observe(.backDoor(observation), of: guest)
  }

  /// Ends it, and closes once what was said has left.
  func end(_ reason: EndReason) {
    guard guest != nil, !hasEnded else { return }
    hasEnded = true
    perform(shell.ended())
    observe(.closed) { $0.reason = reason }
    flushSoon()
  }

  /// Looks whether the client has been silent for too long, or is not gone yet.
  func look(_ uptime: Int64) {
    if hasEnded {
      context?.close(promise: nil)
    } else if let reason = times.end(at: uptime) {
      end(reason)
    }
  }

  // MARK: For the loop

  private func flushSoon() {
    if output.isToBeAwaited() { loop.flushSoon(self) }
  }

  func flush() {
    let ready = output.take()
    guard let context else { return }
    read(true)
    if ready.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(ready), promise: nil) }
    if hasEnded { context.close(promise: nil) }
  }

  func hold() { read(false) }

  private func read(_ wants: Bool) {
    guard let channel = context?.channel, channel.isActive else { return }
    try? channel.syncOptions?.setOption(.autoRead, value: wants)
  }
}
