import Bytes
import NIOCore
import Records
import TLSEngine
import TLSWire

/// One target being probed: performs what its conversation asks for, on one event loop.
final class Probe {
  /// What a probe came to.
  struct Ending: Sendable {
    var target: Target
    var outcome: ProbeOutcome
    var record: ServiceRecord
    /// Whether a connection was made: the port is open.
    var isOpen: Bool
    /// Why there was no socket for it; nil where there was. Then nothing else counts.
    var shortage: String?
  }

  /// How far the connection is.
  private enum Link: Equatable {
    /// There is none.
    case none
    /// It may be made when its turn comes, with TLS from the first byte or without.
    case wanted(tls: Bool)
    case connecting(tls: Bool)
    case up
    /// It is up, and waits for its turn to shake hands.
    case waitingForTurn
  }

  let number: UInt64
  /// Counts the timers set, so that one that was set anew is known.
  private(set) var generation: UInt32 = 0
  private let target: Target
  private let loop: ProbeLoop
  private var conversation: Conversation
  private var wire: Wire?
  /// What is still to be performed.
  private var asked: [Conversation.Action] = []
  private var isPerforming = false
  private var link = Link.none
  private var offer = Conversation.Offer.all
  /// Whether the peer went away while we let it wait.
  private var isLostWaiting = false
  private var hasConnected = false
  private var isOpen = false
  private var hasSpoken = false
  private var shortage: String?
  private var listing: TLSListing?
  private let began = Timestamp.now
  private let start = NIODeadline.now()

  init(_ target: Target, mode: Conversation.Mode, number: UInt64, loop: ProbeLoop) {
    self.target = target
    self.number = number
    self.loop = loop
    conversation = Conversation(mode: mode, options: loop.settings.conversation)
  }

  /// Begins.
  func run() { perform(conversation.start()) }

  /// A timer has ended.
  func timerEnded(_ generation: UInt32) {
    if let listing { return listing.timerEnded(generation) }
    guard generation == self.generation else { return }
    guard case .connecting = link else { return perform(conversation.timedOut()) }
    wire?.close()
    wire = nil
    link = .none
    perform(conversation.connectFailed(.timedOut))
  }

  /// Ends the probe at once; nothing is told of it.
  func abandon() {
    listing?.abandon()
    wire?.close()
    wire = nil
    link = .none
    loop.handshakeEnded(number)
  }

  // MARK: Actions

  /// What is sent may find the connection ended, which asks for more at once: that has to wait
  /// until what was asked for before is done.
  private func perform(_ actions: [Conversation.Action]) {
    asked += actions
    guard !isPerforming else { return }
    isPerforming = true
    while !asked.isEmpty {
      switch asked.removeFirst() {
      case .connect: connect(tls: false)
      case .connectTLS(let offer):
        self.offer = offer
        connect(tls: true)
      case .startTLS(let offer):
        self.offer = offer
        startTLS()
      case .send(let bytes): wire?.send(bytes)
      case .deadline(let deadline): setTimer(deadline)
      case .close: abandon()
      case .finished(let outcome): finish(outcome)
      }
    }
    isPerforming = false
  }

  private func setTimer(_ deadline: Conversation.Deadline) {
    // It begins with the connection, for which the rate may have to be waited for.
    if deadline == .connection { return }
    generation &+= 1
    switch deadline {
    case .handshake where link == .waitingForTurn: break  // It begins with the handshake.
    case .quit: loop.setQuitTimer(number, generation)
    default: loop.setTimer(number, generation)
    }
  }

  private func connect(tls: Bool) {
    abandon()
    generation &+= 1
    link = .wanted(tls: tls)
    isLostWaiting = false
    // The first connection was counted when the probe began.
    guard hasConnected else { return makeConnection() }
    loop.asksConnection(number)
  }

  /// The further connection that was asked for may be made.
  func mayConnect() {
    if let listing { listing.mayConnect() } else { makeConnection() }
  }

  private func makeConnection() {
    guard case .wanted(let tls) = link else { return }
    hasConnected = true
    guard let address = SocketAddress(target) else {
      perform(conversation.connectFailed(.other("no such network interface")))
      return
    }
    let wire = Wire { [weak self] event in self?.happened(event) }
    self.wire = wire
    link = .connecting(tls: tls)
    generation &+= 1
    loop.setTimer(number, generation)
    loop.connect(address, wire)
  }

  private func connectFailed(_ error: ConnectError) {
    wire = nil
    link = .none
    if let shortage = error.shortage { self.shortage = shortage }
    // A reset, unlike a refusal, comes after the connection was made.
    if error.failure == .reset { isOpen = true }
    perform(conversation.connectFailed(error.failure))
  }

  private func startTLS() {
    guard loop.asksHandshake(number) else {
      link = .waitingForTurn
      generation &+= 1  // We are late, not the peer.
      wire?.hold()
      return
    }
    shakeHands()
  }

  /// The turn that `startTLS` waits for has come.
  func handshakeTurn() {
    guard link == .waitingForTurn else { return loop.handshakeEnded(number) }
    link = .up
    isLostWaiting = wire?.isClosed == true
    setTimer(.handshake)
    shakeHands()
  }

  private func shakeHands() {
    do {
      try wire?.startTLS(loop.context, serverName: target.hostname, offer)
    } catch {
      perform(conversation.tlsFailed(.init(detail: "\(error)")))
    }
  }

  // MARK: Events

  private func happened(_ event: Wire.Event) {
    switch event {
    case .opened:
      let isTLSNext = link == .connecting(tls: true)
      isOpen = true
      link = .up
      perform(conversation.connected())
      if isTLSNext { startTLS() }
    case .notOpened(let error): connectFailed(ConnectError(error, connectingTo: target))
    case .received(let bytes):
      hasSpoken = true
      perform(conversation.received(bytes))
    case .tlsEstablished(let negotiated, let chain):
      hasSpoken = true
      loop.handshakeEnded(number)
      let host = target.hostname ?? target.address.description
      perform(
        conversation.tlsEstablished(
          TLSDescription(negotiated, chain, at: .now, host: host, known: loop.knownChains)))
    case .tlsFailed(let failure, let plaintext, let isEcho):
      if failure.kind == .closed {
        lost(.closed)
      } else {
        hasSpoken = true
        perform(
          conversation.tlsFailed(
            .init(
              detail: failure.reason, plaintext: plaintext, isAlert: failure.kind == .alert,
              demand: demand(failure), isEcho: isEcho)))
      }
    case .closed: lost(.closed)
    case .failed(let error):
      isLostWaiting = isLostWaiting || link == .waitingForTurn
      lost(ConnectError(error).loss, (error as? TLSFailure).flatMap(demand))
    }
  }

  /// What the server wanted that we did not have, as far as its alert tells.
  private func demand(_ failure: TLSFailure) -> Conversation.Demand? {
    Conversation.Demand(
      failure, isCertificateAsked: wire?.isCertificateAsked == true,
      isNamed: target.hostname != nil)
  }

  private func lost(_ loss: Conversation.Loss, _ demand: Conversation.Demand? = nil) {
    let isTLSBegun = wire?.isTLSAnswered == true
    hasSpoken = hasSpoken || isTLSBegun
    perform(conversation.connectionLost(loss, isTLSBegun: isTLSBegun, demand: demand))
  }

  // MARK: The end

  private func finish(_ outcome: Conversation.Outcome) {
    generation &+= 1
    let elapsed = NIODeadline.now() - start
    let record = outcome.record(
      ip: target.address.description, port: Int(target.port), hostname: target.hostname,
      time: began, survey: loop.settings.survey,
      durationMilliseconds: Int(elapsed.nanoseconds / 1_000_000))
    let ending = Ending(
      target: target, outcome: judged(outcome), record: record, isOpen: isOpen,
      shortage: shortage)
    if loop.settings.listsTLS, record.tls != nil || outcome.mayHaveOtherTLS {
      list(ending)
    } else {
      loop.ended(number, ending)
    }
  }

  /// Lists the service's versions and suites too, before it ends.
  private func list(_ ending: Ending) {
    let listing = TLSListing(
      target, approach: conversation.approach, number: number, generation: generation, loop: loop
    ) { [weak self] outcome in
      guard let self else { return }
      var ending = ending
      ending.record.add(outcome)
      loop.ended(number, ending)
    }
    self.listing = listing
    listing.run()
  }

  /// How the host bears being probed.
  private func judged(_ outcome: Conversation.Outcome) -> ProbeOutcome {
    if isLostWaiting { return .turnedAway }
    let status = outcome.status
    if !hasSpoken, status == .reset || status == .closed {
      // It held a connection for as long as we waited: it has no use for TLS, not enough of us.
      return outcome.hasWaited ? .silent : .dropped
    }
    if outcome.isBusy || outcome.isTurnedAway { return .turnedAway }
    if hasSpoken { return .answered }
    return status == .refused ? .refused : .silent
  }
}
