import Bytes
import FTPProtocol

/// pyftpdlib's log, of versions 0.7 to 2.x, with its own prefix or another. Its commands are there
/// at level DEBUG only; at INFO nothing tells of TLS, unless the server said at its start that it
/// has none.
struct Pyftpdlib: YearlessLogReader {
  static let format = LogFormat(
    name: "pyftpdlib", title: "pyftpdlib",
    sessions: SessionTraits(
      start: .unknown,
      rules: SessionProtection.ServerRules(
        reinKeepsTLS: true, userResetsLevel: true, firstHandshakeIsImplicit: true)),
    advice: LogFormat.Advice(general: "log pyftpdlib at logging.DEBUG"),
    hasLocalTimes: true,
    makeReader: { Pyftpdlib($0) })

  private static let secured: StaticString = "[debug] SSL connection established ("

  var context: ReaderContext
  private var replies = OpenReplies()
  /// Whether the server said that it has no TLS.
  private var isPlain = false
  private var port: UInt16
  private var hasStarted = false
  private var goingOn = GoingOn.nothing

  /// What may go on in lines without what stands before the first.
  private enum GoingOn { case nothing, reply, traceback }

  init(_ context: ReaderContext) {
    self.context = context
    port = 0
  }

  func recognises(_ line: ByteSlice) -> Bool {
    guard PyftpdlibLine.hasMark(line) else { return false }
    let parts = PyftpdlibLine(line, context)
    if parts.hasOwnPrefix || parts.isReply != nil || parts.isStartNotice { return true }
    guard !parts.session.isEmpty else { return false }
    let text = parts.text
    return text.starts(with: "FTP session ") || text.starts(with: "<- ")
      || text.starts(with: "-> ") || text.starts(with: "USER '") || text == "Connected."
      || text == "Disconnected."
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    let parts = PyftpdlibLine(line, context)
    if parts.client == nil, let range = parts.text.firstRange(of: Self.secured) {
      controlSecured(parts, parts.text.dropFirst(range.upperBound), into: &batch)
      return .read
    }
    guard let client = parts.client else {
      if let range = parts.text.firstRange(of: ">>> starting ") {
        serverStarted(parts.text.dropFirst(range.upperBound))
        return .read
      }
      return withoutClient(line, parts)
    }
    goingOn = parts.beginsReply ? .reply : .nothing
    var event = event(.seen, parts, client)
    if fill(&event, parts) { batch.append(event) }
    return .read
  }

  /// Reads a line that names no client.
  private mutating func withoutClient(
    _ line: ByteSlice, _ parts: PyftpdlibLine
  ) -> LineOutcome {
    switch goingOn {
    case .nothing: break
    case .reply:
      if parts.endsReply { goingOn = .nothing }
      return .read
    case .traceback:
      // The last line names the exception.
      if line.first != 0x20 { goingOn = .nothing }
      return .read
    }
    if parts.text == "Traceback (most recent call last):" {
      goingOn = .traceback
      return .read
    }
    if parts.isNotice { return .read }
    if parts.tellsOfSession {
      return .malformed("no address and port of a client before its text")
    }
    return parts.hasOwnPrefix ? .read : .foreign
  }

  private func event(
    _ kind: LogEvent.Kind, _ parts: PyftpdlibLine, _ client: HostPort
  ) -> LogEvent {
    var event = LogEvent(
      kind, key: context.key(parts.session), time: parts.time ?? Timestamp(milliseconds: 0))
    event.isDated = parts.time != nil
    event.client = client.host
    event.clientPort = client.port
    if client.port == 0 { event.keyUse = .shared }
    return event
  }

  /// Puts what the line tells into an event; false where it tells nothing.
  private mutating func fill(_ event: inout LogEvent, _ parts: PyftpdlibLine) -> Bool {
    let text = parts.text
    if parts.isReply == true { return replied(&event, text) }
    if parts.isReply == false { return asked(&event, text) }
    if text.starts(with: "-> ") { return replied(&event, text.dropFirst(3)) }
    if text.starts(with: "<- ") { return asked(&event, text.dropFirst(3)) }
    if text.starts(with: "FTP session opened") || text == "Connected." {
      event.kind = .opened
      event.port = port
      if isPlain { event.start = .clear }
      replies.forget(event.key.low)
    } else if text.starts(with: "FTP session closed") || text == "Disconnected." {
      event.kind = .closed
      replies.forget(event.key.low)
    } else if text == "SSL handshake failed." {
      event.kind = .handshakeFailed
    } else {
      return login(&event, text) || outcome(&event, parts)
    }
    return true
  }

  private mutating func asked(_ event: inout LogEvent, _ text: ByteSlice) -> Bool {
    let command = CommandText(text)
    event.kind = .asked
    event.verb = command.verb
    event.argument = command.argument
    return true
  }

  private mutating func replied(_ event: inout LogEvent, _ text: ByteSlice) -> Bool {
    guard case .final(let reply) = replies.line(text, session: event.key.low) else { return false }
    if reply.code == 220 {
      event.start = .clear
    } else {
      event.kind = .replied
      event.code = UInt16(clamping: reply.code)
      event.text = reply.text
    }
    return true
  }

  /// `USER 'bob' logged in.`, `USER 'bob' failed login.`
  private func login(_ event: inout LogEvent, _ text: ByteSlice) -> Bool {
    guard text.starts(with: "USER '") else { return false }
    let succeeded = text.ends(with: "' logged in.")
    guard succeeded || text.ends(with: "' failed login.") else { return false }
    let name = text.dropFirst(6).dropLast(succeeded ? 12 : 15)
    if succeeded { event.user = name }
    event.kind = .login
    event.succeeded = succeeded
    event.exposure = isPlain ? .clear : .unknown
    if !succeeded { event.argument = name }
    return true
  }

  /// `RETR /a completed=1 bytes=9 seconds=0.1`, and where DEBUG is off `CWD /a 250` or
  /// `DELE /a 550 'why'`.
  private func outcome(_ event: inout LogEvent, _ parts: PyftpdlibLine) -> Bool {
    let text = parts.text
    let end = text.firstIndex(of: 0x20) ?? text.count
    event.verb = Verb(text[0..<end])
    guard event.verb != .other else { return false }
    if event.verb.isTransfer, let range = text.lastRange(of: " completed=") {
      transfer(&event, ByteCursor(text.dropFirst(range.upperBound)))
      event.user = parts.user
      return true
    }
    guard let (code, start) = Self.code(text) else { return false }
    event.kind = .command
    event.user = event.verb == .rein ? .empty : parts.user
    event.code = code
    event.argument = CommandText(text[0..<start]).argument
    return true
  }

  private func transfer(_ event: inout LogEvent, _ cursor: ByteCursor) {
    var cursor = cursor
    let isComplete = cursor.rest.first == 0x31
    var bytes = -1
    if cursor.take(until: " bytes=") != nil { bytes = cursor.integer() ?? -1 }
    if event.verb == .retr { event.sent = Int64(bytes) } else { event.received = Int64(bytes) }
    guard isComplete || bytes > 0 else { return }
    event.kind = .transfer
    event.exposure = isPlain ? .clear : .unknown
  }

  /// The code at the end of a text, or before its last, quoted part, and where it begins.
  private static func code(_ text: ByteSlice) -> (UInt16, Int)? {
    var end = text.count
    if text.last == 0x27, let quote = text[0..<(end - 1)].lastRange(of: " '") {
      end = quote.lowerBound
    }
    guard end > 4, text[end - 4] == 0x20, let code = text[(end - 3)..<end].replyCode else {
      return nil
    }
    return (UInt16(code), end - 4)
  }

  /// A handler's description names the client; the data connection's says `ssl-data`.
  private func controlSecured(
    _ parts: PyftpdlibLine, _ handler: ByteSlice, into batch: inout EventBatch
  ) {
    var cursor = ByteCursor(handler)
    guard !handler.contains("ssl-data=True"), cursor.take(until: "addr='") != nil,
      let name = cursor.take(until: 0x27), let client = HostPort(name), client.port > 0
    else { return }
    var parts = parts
    parts.session = name
    batch.append(event(.handshakeFinished, parts, client))
  }

  /// `FTP server on 0.0.0.0:2121, pid=123 <<<`. Where servers listen at several ports, of one
  /// process or of several, no line says which one a session came to.
  private mutating func serverStarted(_ text: ByteSlice) {
    var cursor = ByteCursor(text)
    let plain = text.starts(with: "FTP server on ")
    guard cursor.take(until: " on ") != nil, let address = cursor.word(),
      let server = HostPort(address.last == 0x2C ? address.dropLast(1) : address)
    else { return }
    if hasStarted, server.port != port {
      port = 0
      isPlain = isPlain && plain
    } else {
      port = server.port
      isPlain = plain
    }
    hasStarted = true
  }
}
