import NIOCore
import TLSEngine

/// The probes of one event loop, and their timers. All of it is used on that loop.
final class ProbeLoop {
  /// How exactly timers end.
  private static let tick = TimeAmount.milliseconds(50)

  let settings: ProbeSettings
  let context: TLSContext
  let knownChains = KnownChains()
  private let loop: SocketLoop
  private let ports: Ports
  private let tellWish: (UInt64) -> Void
  private let tellEnd: (Probe.Ending) -> Void
  private var probes: [UInt64: Probe] = [:]
  private var count: UInt64 = 0
  private var timers: Deadlines
  private var quitTimers: Deadlines
  private var turns: HandshakeTurns
  private var isGivingTurns = false
  private var isStopped = false

  /// `wishes` is called on the loop with the number of a probe that wants to make a further
  /// connection, to be answered by `mayConnect`, and `ended` for each probe that has ended.
  /// `handshakesMaximum` is this loop's share.
  init(
    _ loop: SocketLoop, settings: ProbeSettings, context: TLSContext, ports: Ports,
    handshakesMaximum: Int, wishes: @escaping (UInt64) -> Void,
    ended: @escaping (Probe.Ending) -> Void
  ) {
    self.loop = loop
    self.settings = settings
    self.context = context
    self.ports = ports
    tellWish = wishes
    tellEnd = ended
    timers = Deadlines(length: settings.timeout)
    quitTimers = Deadlines(length: settings.quitTimeout)
    turns = HandshakeTurns(maximum: handshakesMaximum)
  }

  /// Looks at the timers, now and from now on.
  func start() {
    endTimers()
    guard !isStopped else { return }
    loop.assumeIsolated().scheduleTask(in: Self.tick) { [weak self] in self?.start() }
  }

  /// Gives up all probes.
  func stop() {
    isStopped = true
    for probe in probes.values { probe.abandon() }
    probes = [:]
  }

  /// Begins a probe.
  func probe(_ target: Target) {
    count += 1
    let probe = Probe(target, mode: ports.mode(of: target.port), number: count, loop: self)
    probes[count] = probe
    probe.run()
  }

  /// A probe's turn has come to make a further connection.
  func mayConnect(_ number: UInt64) { probes[number]?.mayConnect() }

  // MARK: For probes

  /// Asks for leave to make a connection besides a probe's first: the rate is counted elsewhere.
  func asksConnection(_ number: UInt64) { tellWish(number) }

  func ended(_ number: UInt64, _ ending: Probe.Ending) {
    guard let probe = probes.removeValue(forKey: number) else { return }
    probe.abandon()
    tellEnd(ending)
  }

  func setTimer(_ number: UInt64, _ generation: UInt32) {
    timers.set(number, generation, now: .now())
  }

  func setQuitTimer(_ number: UInt64, _ generation: UInt32) {
    quitTimers.set(number, generation, now: .now())
  }

  /// Whether a probe may shake hands now; else `handshakeTurn` tells it when.
  func asksHandshake(_ number: UInt64) -> Bool { turns.ask(number) }

  /// A probe's handshake has ended, or it wants none any longer.
  func handshakeEnded(_ number: UInt64) {
    turns.end(number)
    // A handshake that ends as it begins comes back here; and what is given up begins nothing.
    guard !isGivingTurns, !isStopped else { return }
    isGivingTurns = true
    while let next = turns.next() { probes[next]?.handshakeTurn() }
    isGivingTurns = false
  }

  /// Begins to connect a wire, which tells what comes of it.
  func connect(_ address: SocketAddress, _ wire: Wire) { wire.connect(to: address, on: loop) }

  private func endTimers() {
    let now = NIODeadline.now()
    while let ended = timers.next(now: now) { probes[ended.probe]?.timerEnded(ended.generation) }
    while let ended = quitTimers.next(now: now) {
      probes[ended.probe]?.timerEnded(ended.generation)
    }
  }
}

extension Ports {
  /// How FTP is looked for at a port: in clear on 21, with TLS first where that is said, and by
  /// trying anywhere else.
  func mode(of port: UInt16) -> Conversation.Mode {
    if implicit.contains(port) { return .implicit }
    return port == 21 ? .explicit : .find
  }
}
