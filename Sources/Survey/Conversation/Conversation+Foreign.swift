import Bytes
import FTPProtocol
import Records

extension Conversation {
  /// Looks at the first bytes of a connection until they are a reply's.
  mutating func signatureSeen(_ bytes: ByteSlice) -> [Action]? {
    let room = 256 - connection.head.count
    if room > 0 { connection.head.append(contentsOf: bytes[0..<room].buffer) }
    guard let first = connection.head.first, !first.isDigit,
      let foreign = connection.head.withSlice({ ForeignProtocol(signature: $0) })
    else { return nil }
    return [.close] + foreignSeen(foreign)
  }

  mutating func foreignSeen(_ known: ForeignProtocol? = nil) -> [Action] {
    let words = "it sent: \(Self.shown(connection.head))"
    // What was FTP is so still: a filter speaks in its place now, or another server behind it.
    if transcript.isFTP { return fail(.error, "a further connection: \(words)") }
    let found = known ?? connection.head.withSlice { ForeignProtocol(wholeOf: $0) }
    transcript.foreign = found.map { .named($0) } ?? .unnamed
    return fail(.notFTP, words)
  }

  /// What HTTP answers with an error, and FTP as it answers `FEAT`.
  static let prompt = Array("FEAT / HTTP/1.0\r\n\r\n".utf8)

  /// Asks a service that shook hands and then was silent to say what it is: HTTP waits for its
  /// client. Once; nil where that is not what is to be done.
  mutating func promptOfSilence() -> [Action]? {
    guard transcript.isInsideTLS, transcript.greeting == nil, connection.head.isEmpty,
      prompted == nil
    else { return nil }
    prompted = transcript.connections
    return [.send(Self.prompt), .deadline(.greeting)]
  }

  /// What a greeting says by itself that is no greeting of FTP, though the same commands follow.
  mutating func namesAnother(_ greeting: Reply) -> Bool {
    guard let foreign = ForeignProtocol(kinOfFTP: greeting) else { return false }
    transcript.foreign = .named(foreign)
    note(.notFTP, "its greeting names another protocol")
    return true
  }

  /// Whether the command that was sent came back, and no reply of a server that speaks FTP.
  func isEchoed(_ question: Question) -> Bool {
    guard let strayLine, !transcript.isProvenFTP else { return false }
    return Array(question.command.dropLast(2)) == strayLine
  }

  /// What we sent came back: a command, or without one our hello.
  mutating func echoSeen(_ question: Question? = nil) -> [Action] {
    transcript.foreign = .named(.echo)
    return fail(.notFTP, "it sends back what it gets: \(question?.verb ?? "our ClientHello")")
  }

  /// A connection ended, or was given up, before a greeting.
  mutating func silenceEnded(_ status: ServiceRecord.Status, _ words: String) -> [Action] {
    if transcript.greeting != nil {
      return fail(status, transcript.connections > 1 ? "a further connection: \(words)" : words)
    }
    if !connection.head.isEmpty { return foreignSeen() }
    if mode == .find, !triedTLS {
      endInClear = status
      return connect(tls: true)
    }
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
      transcript.offersAll()
      return connect(tls: false)
    }
    connection.head = bytes
    guard let found = bytes.withSlice({ ForeignProtocol(wholeOf: $0) }), found != .tls else {
      return fail(.tlsFailed, detail)
    }
    return foreignSeen(found)
  }

  /// The connection ended in the handshake. There are servers that end it so, and with no alert,
  /// for ALPN or TLS 1.3. Where a port was only tried whether it has TLS, that is the answer.
  mutating func handshakeEnded(_ loss: Loss, isTLSBegun: Bool) -> [Action] {
    let words = "\(loss.words) during the handshake"
    if transcript.tls != nil { return handshakeMissed(loss.status, words) }
    if isTLSBegun { transcript.isTLSSeen = true }
    if transcript.isTLSKnown || mode == .implicit, let again = nextOffer(after: words) {
      return again
    }
    if transcript.isTLSKnown { return fail(.tlsFailed, words) }
    // Who closes at once whatever comes resets what we had sent by then.
    guard loss == .reset, endInClear == .closed else { return fail(loss.status, words) }
    return fail(.closed, "connection closed in clear, and reset during the handshake")
  }

  /// A handshake came to nothing on a further connection, where one before had come to its end.
  mutating func handshakeMissed(
    _ status: ServiceRecord.Status, _ words: String
  ) -> [Action] {
    note(status, "a further connection: \(words)")
    return finish()
  }

  /// Tries the next handshake, on a further connection; nil where there is none left.
  mutating func nextOffer(after words: String) -> [Action]? {
    guard transcript.connections < options.limits.connectionsMaximum,
      transcript.offersLess(after: words)
    else { return nil }
    return connect(tls: transcript.agreedAuth == nil)
  }
}
