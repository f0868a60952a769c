import Bytes
import FTPProtocol
import NIOCore
import Records
import TLSEngine
import TLSWire

/// Lists a service's TLS versions and suites, over as many connections as it takes: up to where TLS
/// begins on each, `AUTH` included, and then what the enumeration sends.
///
///     greeting ──2yz──▶ AUTH ──234──▶ enumeration
///                        └──refused──▶ USER ──answered──▶ AUTH ──234──▶ enumeration
final class TLSListing {
  private let target: Target
  private let loop: ProbeLoop
  private let number: UInt64
  /// What to send for TLS in clear, such as `AUTH TLS`; nil where TLS comes first.
  private let auth: String?
  /// The `USER` that some servers want before `AUTH`.
  private let user: [UInt8]
  private var enumeration: Enumeration
  private var wire: Wire?
  private var parser: ReplyParser
  private var isInsideTLS = false
  private var asked = Asked.nothing
  private var generation: UInt32
  private let ended: (Enumeration.Outcome) -> Void

  /// What a connection in clear was last asked.
  private enum Asked {
    case nothing, auth, user, authAfterUser
  }

  /// `generation` is that of the probe's last timer, which may still be running; `parser` has read
  /// nothing of the connections to come.
  init(
    _ target: Target, auth: String?, user: [UInt8], number: UInt64, generation: UInt32,
    parser: ReplyParser, loop: ProbeLoop, ended: @escaping (Enumeration.Outcome) -> Void
  ) {
    self.target = target
    self.auth = auth
    self.user = user
    self.number = number
    self.generation = generation
    self.parser = parser
    self.loop = loop
    self.ended = ended
    enumeration = Enumeration(serverName: target.hostname.map { Array($0.utf8) })
  }

  /// Begins.
  func run() { perform(enumeration.start()) }

  /// Ends at once; nothing is told.
  func abandon() {
    wire?.close()
    wire = nil
  }

  /// A timer has ended: silence is a refusal.
  func timerEnded(_ generation: UInt32) {
    if generation == self.generation { lost() }
  }

  private func perform(_ actions: [Enumeration.Action]) {
    for action in actions {
      switch action {
      case .connect: connect()
      case .send(let bytes): wire?.send(bytes)
      case .close: abandon()
      case .finished(let outcome):
        generation &+= 1
        abandon()
        ended(outcome)
      }
    }
  }

  private func connect() {
    abandon()
    parser.restart()
    isInsideTLS = false
    asked = .nothing
    generation &+= 1  // Waiting is ours.
    loop.asksConnection(number)
  }

  /// The connection that was asked for may be made.
  func mayConnect() {
    guard let address = SocketAddress(target) else {
      return perform(enumeration.connectionFailed())
    }
    let wire = Wire { [weak self] event in self?.happened(event) }
    self.wire = wire
    setTimer()
    loop.connect(address, wire)
  }

  private func happened(_ event: Wire.Event) {
    switch event {
    case .opened:
      setTimer()
      if auth == nil { beginTLS() }
    case .received(let bytes):
      if isInsideTLS { perform(enumeration.received(bytes)) } else { receivedInClear(bytes) }
    case .notOpened, .closed, .failed, .tlsEstablished, .tlsFailed: lost()
    }
  }

  private func receivedInClear(_ bytes: ByteSlice) {
    parser.append(bytes)
    while let event = parser.next() {
      guard case .reply(let reply) = event else {
        if case .tooLong = event { return lost() }
        continue
      }
      // A greeting may come in several replies.
      if reply.isPreliminary || asked != .nothing && reply.code == 220 { continue }
      switch asked {
      case .nothing where reply.isPositive: askAuth(.auth)
      case .auth where reply.code == 234, .authAfterUser where reply.code == 234:
        return beginTLS()
      case .auth: ask(.user, user)
      case .user: askAuth(.authAfterUser)
      case .nothing, .authAfterUser: return lost()
      }
    }
  }

  private func askAuth(_ next: Asked) {
    guard let auth else { return lost() }
    ask(next, Array("\(auth)\r\n".utf8))
  }

  private func ask(_ next: Asked, _ command: [UInt8]) {
    asked = next
    setTimer()
    wire?.send(command)
  }

  private func beginTLS() {
    isInsideTLS = true
    setTimer()
    var random = SystemRandomNumberGenerator()
    let entropy = (0..<ClientHello.entropyCount).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    perform(enumeration.connected(entropy: entropy))
  }

  private func lost() {
    let wasInsideTLS = isInsideTLS
    abandon()
    perform(wasInsideTLS ? enumeration.closed() : enumeration.connectionFailed())
  }

  private func setTimer() {
    generation &+= 1
    loop.setTimer(number, generation)
  }
}

extension ServiceRecord {
  /// Puts a list where it belongs: to the handshake, where one came to its end.
  mutating func add(_ outcome: Enumeration.Outcome) {
    let accepted = outcome.versions.map { TLSDescription.Accepted($0) }
    if tls == nil { tlsListing = .init(accepted: accepted, isComplete: outcome.isComplete) }
    tls?.accepted = accepted
    tls?.acceptedIsComplete = outcome.isComplete
  }
}

extension TLSDescription.Accepted {
  init(_ suites: AcceptedSuites) {
    self.init(
      version: suites.version.name, ciphers: suites.suites.map(\.name),
      order: suites.order == .unknown ? nil : suites.order.rawValue)
  }
}
