import Bytes
import FTPProtocol
import Records

extension Conversation {
  /// Looks at the first bytes of a connection until they are a reply's.
  mutating func signatureSeen(_ bytes: ByteSlice) -> [Action]? {
    if head.count < 256 { head.append(contentsOf: bytes[0..<(256 - head.count)].buffer) }
    guard let first = head.first, !first.isDigit,
      let foreign = head.withSlice({ ForeignProtocol(signature: $0) })
    else { return nil }
    transcript.foreign = foreign
    return [.close] + foreignSeen()
  }

  mutating func foreignSeen() -> [Action] {
    if transcript.foreign == nil {
      transcript.foreign = head.withSlice { ForeignProtocol(wholeOf: $0) }
    }
    transcript.isForeign = true
    return fail(.notFTP, "it sent: \(Self.shown(head))")
  }

  /// A connection ended, or was given up, before a greeting.
  mutating func silenceEnded(_ status: ServiceRecord.Status, _ words: String) -> [Action] {
    if transcript.greeting != nil {
      return fail(status, transcript.connections > 1 ? "a further connection: \(words)" : words)
    }
    if !head.isEmpty { return foreignSeen() }
    if mode == .find, !triedTLS { return connect(tls: true) }
    if heardInClear != nil, !triedClearAgain,
      transcript.connections < options.limits.connectionsMaximum
    {
      triedClearAgain = true
      return connect(tls: false)
    }
    return fail(status, transcript.isInsideTLS ? "\(words), inside TLS" : words)
  }

  /// The server answered a ClientHello in clear. Where that is a reply it is asked in clear, even
  /// where it was silent there or closed on us: it may have been slow, or busy, or one of two
  /// behind an address may be down, for which there is one more try.
  mutating func plaintextSeen(_ bytes: [UInt8], _ detail: String) -> [Action] {
    var early = ReplyParser(limits: options.limits.reply)
    bytes.withSlice { early.append($0) }
    let first = early.next() ?? early.finish()
    if case .reply(let reply)? = first {
      guard heardInClear == nil, transcript.connections < options.limits.connectionsMaximum else {
        return fail(.closed, "it greets in clear, and was not heard there")
      }
      heardInClear = reply
      return connect(tls: false)
    }
    head = bytes
    transcript.foreign = bytes.withSlice { ForeignProtocol(wholeOf: $0) }
    if transcript.foreign == .tls { transcript.foreign = nil }
    return transcript.foreign == nil ? fail(.tlsFailed, detail) : foreignSeen()
  }

  mutating func handshakeEnded(_ loss: Loss, isTLSBegun: Bool) -> [Action] {
    let isTLS = transcript.agreedAuth != nil || isTLSBegun
    return fail(isTLS ? .tlsFailed : loss.status, "\(loss.words) during the handshake")
  }
}
