import Bytes
import NIOCore
import Records
import TLSEngine
import TLSWire

/// Lists a service's TLS versions and suites, over as many connections as it takes: performs what
/// `TLSApproach` asks for up to where TLS begins on each, and then what the enumeration asks for.
final class TLSListing {
  private let target: Target
  private let loop: ProbeLoop
  private let number: UInt64
  /// The way to TLS, of a connection that is to be made.
  private let beginning: TLSApproach
  private var approach: TLSApproach
  private var enumeration: Enumeration
  private var wire: Wire?
  private var isInsideTLS = false
  private var generation: UInt32
  private let ended: (Enumeration.Outcome) -> Void

  /// `generation` is that of the probe's last timer, which may still be running.
  init(
    _ target: Target, approach: TLSApproach, number: UInt64, generation: UInt32, loop: ProbeLoop,
    ended: @escaping (Enumeration.Outcome) -> Void
  ) {
    self.target = target
    self.approach = approach
    beginning = approach
    self.number = number
    self.generation = generation
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
    approach = beginning
    isInsideTLS = false
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
      perform(approach.connected())
    case .received(let bytes):
      if isInsideTLS {
        perform(enumeration.received(bytes))
      } else {
        perform(approach.received(bytes))
      }
    case .notOpened, .closed, .failed, .tlsEstablished, .tlsFailed: lost()
    }
  }

  private func perform(_ actions: [TLSApproach.Action]) {
    for action in actions {
      switch action {
      case .send(let bytes):
        setTimer()
        wire?.send(bytes)
      case .beginTLS: beginTLS()
      case .giveUp: lost()
      }
    }
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
