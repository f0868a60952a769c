import Bytes
import TLSEngine
import TLSWire

/// TLS on a control connection.
struct ControlTLS {
  let connection: TLSConnection
  /// Milliseconds of the clock that only goes forward.
  let began: Int64
  var hello = HelloReader()
  var isEstablished = false
  /// Whether it was told of that it failed.
  var isFailureTold = false
  /// What is left of the client's TLS after CCC; nil while TLS holds.
  var ending: TLSEnding?
}

extension ControlConnection {
  /// Begins TLS: what comes next is the client's hello.
  func startTLS() {
    guard let context = role.tls, let connection = try? TLSConnection(context) else {
      return end(.tls)
    }
    if role.persona.persona.tls.demandsResumption { connection.resumeOnly(sessionName) }
    tls = ControlTLS(connection: connection, began: loop.uptime)
    handle(connection.start())
  }

  /// What its TLS sessions are known by, so that its data connections resume no other's.
  var sessionName: [UInt8] { Array(source.session.hex.utf8) }

  func receivedTLS(_ bytes: ByteSlice) {
    guard let connection = tls?.connection else { return }
    if var ending = tls?.ending {
      let clear = ending.take(bytes)
      tls?.ending = ending
      guard let clear else { return }
      tls = nil
      return clear.withSlice { deliver($0) }
    }
    if tls?.isEstablished == false { tls?.hello.take(bytes) }
    handle(connection.receive(bytes))
  }

  func sendTLS(_ bytes: [UInt8]) {
    guard let connection = tls?.connection, tls?.ending == nil else { return write(bytes) }
    handle(connection.send(bytes))
  }

  /// Ends TLS and goes on in clear (CCC).
  func stopTLS() {
    guard let connection = tls?.connection else { return }
    handle(connection.close())
    tls?.ending = TLSEnding()
  }

  /// Says that nothing more comes.
  func endTLS() {
    guard let held = tls else { return }
    if held.isEstablished, held.ending == nil { handle(held.connection.close()) }
    tls = nil
  }

  func handshakeTimedOut() { failed("the handshake was not finished in time") }

  private func handle(_ events: [TLSEvent]) {
    for event in events {
      switch event {
      case .write(let bytes): write(bytes)
      case .established: established()
      case .plaintext(let bytes): bytes.withSlice { deliver($0) }
      case .closedByPeer: clientClosed()
      case .failed(let failure):
        if tls?.isEstablished == true { end(.reset) } else { failed(failure.reason) }
      }
    }
  }

  private func established() {
    guard let held = tls else { return }
    tls?.isEstablished = true
    tls?.hello = HelloReader()
    let observation = TLSObservation(held.hello, held.connection, isData: false)
    tell { $0.tlsEstablished(observation, at: $1) }
    if settings.mode == .implicit { tell { $0.opened(at: $1) } }
  }

  private func failed(_ reason: String) {
    guard let observation = failure(reason) else { return }
    // What is said now is said in clear.
    tls = nil
    tell { $0.tlsFailed(observation, at: $1) }
    end(.tls)
  }

  /// What came of a handshake that the client left in its middle.
  func brokenHandshake() -> TLSObservation? {
    guard let tls, !tls.isEstablished, !tls.hello.bytes.isEmpty else { return nil }
    return failure("the client broke it off")
  }

  /// A handshake that failed, told once.
  private func failure(_ reason: String) -> TLSObservation? {
    guard let held = tls, !held.isFailureTold else { return nil }
    tls?.isFailureTold = true
    var observation = TLSObservation(held.hello, held.connection, isData: false)
    observation.failure = reason
    return observation
  }
}

extension TLSObservation {
  init(_ hello: HelloReader, _ connection: TLSConnection, isData: Bool) {
    self.init(isData: isData, hello: hello.hello, helloBytes: hello.bytes)
    if let negotiated = connection.negotiated {
      version = negotiated.version.name
      cipher = negotiated.cipher
      alpn = negotiated.applicationProtocol
      isResumed = negotiated.isResumed
    }
    if let own = connection.peerChain?.own {
      clientCertificate = ClientCertificate(sha256: own.sha256, subject: own.subject)
    }
  }
}

/// Reads past the records with which a client ends TLS, up to what comes in clear behind them.
struct TLSEnding {
  private var pending: [UInt8] = []

  /// What came in clear, as far as it is in these bytes; nil while TLS goes on.
  mutating func take(_ bytes: ByteSlice) -> [UInt8]? {
    pending.append(contentsOf: bytes.buffer)
    var start = 0
    while start < pending.count {
      guard (20...23).contains(pending[start]) else { return Array(pending[start...]) }
      guard pending.count >= start + 5 else { break }
      let length = Int(pending[start + 3]) << 8 | Int(pending[start + 4])
      guard pending.count >= start + 5 + length else { break }
      start += 5 + length
    }
    pending.removeFirst(start)
    return nil
  }
}
