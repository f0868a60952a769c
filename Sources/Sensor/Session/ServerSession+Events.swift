import Bytes
import FTPProtocol

extension ServerSession {
  /// The client is connected: say the greeting. On the implicit port `tlsEstablished` came before.
  /// The driver itself observes the `connect`, before anything else.
  mutating func opened(at time: Timestamp) -> [SessionAction] {
    began = time
    answered = time
    setClock(time)
    summary.isGreeted = true
    say(.greeting)
    flush()
    if policy.login.greetingDelay > 0 {
      let held = actions
      actions = []
      waiting = .pause(held)
      return [.pause(milliseconds: policy.login.greetingDelay)]
    }
    return taken()
  }

  /// Bytes of the control connection, decrypted, however they are cut.
  mutating func received(_ bytes: ByteSlice, at time: Timestamp) -> [SessionAction] {
    guard !isOver, !bytes.isEmpty else { return [] }
    summary.sentNothing = false
    if !spokeFTP, firstBytes.count < Self.firstBytesMaximum {
      firstBytes += bytes[0..<(Self.firstBytesMaximum - firstBytes.count)].buffer
    }
    parser.append(bytes)
    run(at: time)
    if parser.bytesLeft > setting.limits.waitingBytesMaximum { end(saying: .closing, .limit) }
    return taken()
  }

  /// A handshake finished: the control connection's (on the implicit port before `opened`).
  mutating func tlsEstablished(
    _ tls: TLSObservation, at time: Timestamp
  ) -> [SessionAction] {
    actions.append(.observe(.tls(tls)))
    protection.handshakeFinished()
    if case .handshake = waiting {
      waiting = .nothing
      answered = time
      run(at: time)
    }
    return taken()
  }

  /// A handshake failed, and with it the connection.
  mutating func tlsFailed(_ tls: TLSObservation, at time: Timestamp) -> [SessionAction] {
    actions.append(.observe(.tls(tls)))
    let isTLS = noteFailure(of: tls)
    protection.handshakeFailed()
    waiting = .nothing
    if !isOver {
      isOver = true
      if !isTLS, summary.isGreeted {
        sayTLSBad()
        flush()
      }
      actions.append(.close(reason: .tls))
    }
    return taken()
  }

  /// A `pause` is over.
  mutating func resumed(at time: Timestamp) -> [SessionAction] {
    guard case .pause(let held) = waiting else { return [] }
    waiting = .nothing
    actions += held
    answered = time
    run(at: time)
    return taken()
  }

  /// Time is up: `idle`, `time` or `stopped`.
  mutating func timedOut(_ reason: EndReason, at time: Timestamp) -> [SessionAction] {
    guard !isOver else { return [] }
    let isOverdue = reason == .idle && isLoginOverdue(at: time)
    end(saying: isOverdue ? .loginOverdue : reason == .idle ? .idle : .closing, reason)
    return taken()
  }

  /// Whether the persona has waited for a login for as long as it does.
  func isLoginOverdue(at time: Timestamp) -> Bool {
    guard !isOver, !login.isLoggedIn, began.milliseconds > 0,
      let seconds = policy.login.loginSeconds
    else { return false }
    return time.milliseconds - began.milliseconds > Int64(seconds) * 1000
  }

  static let firstBytesMaximum = 512

  /// What is to be done, which is forgotten then.
  mutating func taken() -> [SessionAction] {
    defer { actions = [] }
    return actions
  }

  /// Says why, and closes at once.
  mutating func end(saying situation: Situation, _ reason: EndReason) {
    guard !isOver else { return }
    if transfer != nil || source != .nowhere { actions.append(.dropData) }
    say(situation)
    flush()
    isOver = true
    actions.append(.close(reason: reason))
  }
}
