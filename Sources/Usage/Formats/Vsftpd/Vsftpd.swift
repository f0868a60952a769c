import Bytes
import FTPProtocol

/// vsftpd's own log, as a file or in syslog; with `log_ftp_protocol` it has every command and
/// reply, with `debug_ssl` every TLS handshake.
///
/// A session's lines come from three processes, and with process isolation all of them are called
/// 2, so that the client's address is the key and the process id only helps to tell sessions
/// apart.
struct Vsftpd: YearlessLogReader {
  static let format = LogFormat(
    name: "vsftpd", title: "vsftpd log",
    sessions: SessionTraits(
      start: .unknown,
      rules: SessionProtection.ServerRules(
        implicitDataLevel: .clear, authImpliesPrivate: true, levelWithoutAuthIsImplicit: true),
      logsInOnce: true),
    advice: LogFormat.Advice(
      general: "log_ftp_protocol=YES and debug_ssl=YES in vsftpd.conf",
      port: """
        debug_ssl=YES in vsftpd.conf shows TLS that comes first; where nobody has implicit_ssl, \
        say --server-port 21
        """, canTellConnectionsApart: false),
    hasLocalTimes: true,
    makeReader: { Vsftpd($0) })

  /// The processes of each session that is isolated have these numbers at most.
  private static let isolatedMaximum: UInt32 = 3
  private static let anonymous: StaticString = "anonymous"

  var context: ReaderContext
  private var connections = VsftpdConnections()
  /// Whether AUTH was seen to succeed, as where no TLS comes first, or connections are logged.
  private var showsTLS = false

  init(_ context: ReaderContext) { self.context = context }

  /// The line's envelope.
  private struct Envelope {
    var time: Timestamp
    var pid: UInt32
    var host: ByteSlice
    var message: ByteSlice
  }

  func recognises(_ line: ByteSlice) -> Bool { envelope(line) != nil }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let envelope = envelope(line) else {
      return line.contains(" [pid ") && fileTime(line) != nil
        ? .malformed("the process id breaks off") : .foreign
    }
    // What was copied from a terminal may have blanks at its end.
    switch VsftpdLine.read(envelope.message.trimmed) {
    case .line(let message): return tell(message, envelope, &batch)
    case .ambiguous: return .malformed("a name in it imitates the line's own fields")
    case .none:
      let isPAM = !envelope.host.isEmpty && !envelope.message.contains(": Client \"")
      return isPAM ? .skipped : .malformed("no client where vsftpd puts it")
    }
  }

  // MARK: Envelope

  private func envelope(_ line: ByteSlice) -> Envelope? {
    guard line.contains("[pid ") || line.contains("vsftpd") else { return nil }
    if let envelope = ownEnvelope(line, host: .empty) { return envelope }
    guard let line = SyslogLine(line, context) else { return nil }
    // The file's own lines, sent on under whatever name.
    if let envelope = ownEnvelope(line.message, host: line.host) { return envelope }
    guard line.program == "vsftpd" else { return nil }
    return Envelope(time: line.time, pid: line.pid, host: line.host, message: line.message)
  }

  /// The beginning of a line in vsftpd's own file.
  private func ownEnvelope(_ line: ByteSlice, host: ByteSlice) -> Envelope? {
    var cursor = ByteCursor(line)
    guard let time = LogTime.asctime(&cursor, zone: context.zone), cursor.skip(" [pid "),
      let pid = cursor.integer(), cursor.skip("] ")
    else { return nil }
    return Envelope(time: time, pid: UInt32(clamping: pid), host: host, message: cursor.rest)
  }

  private func fileTime(_ line: ByteSlice) -> Timestamp? {
    var cursor = ByteCursor(line)
    return LogTime.asctime(&cursor, zone: .utc)
  }

  // MARK: Events

  private mutating func tell(
    _ line: VsftpdLine, _ envelope: Envelope, _ batch: inout EventBatch
  ) -> LineOutcome {
    var key = Digest128()
    key.add(("vsftpd" as StaticString).bytes)
    key.add(envelope.host)
    key.add(line.client)
    var event = LogEvent(.seen, key: key.within(context.stream), time: envelope.time)
    event.namesUser = true
    event.client = line.client
    event.user = line.user
    if envelope.pid > Self.isolatedMaximum { event.discriminator = envelope.pid }
    event.keyUse = .shared
    event.mayBeImplicit = !context.showsTLS && !showsTLS
    switch line.what {
    case .connect:
      event.kind = .opened
      connections.opened(event, isRefused: !line.tail.isEmpty)
      if !line.tail.isEmpty {
        // `"Connection refused: too many sessions."`, before the client is heard.
        event.start = .clear
        event.code = 421
      }
      batch.append(event)
      return .read
    case .command: return command(line, event, &batch)
    case .response: return response(line, event, &batch)
    case .debug: return debug(line, event, &batch)
    case .login(let succeeded):
      event.kind = .login
      event.succeeded = succeeded
      // The user is called by `ftp_username` then.
      if line.tail.starts(with: ", anon password ") { event.argument = Self.anonymous.bytes }
      batch.append(event)
      return .read
    case .transfer(let verb, let succeeded): return transfer(verb, succeeded, line, event, &batch)
    case .other:
      batch.append(event)
      return .read
    }
  }

  private mutating func command(
    _ line: VsftpdLine, _ event: LogEvent, _ batch: inout EventBatch
  ) -> LineOutcome {
    guard let text = line.quoted else { return .malformed("the command breaks off") }
    let command = CommandText(text)
    var event = event
    event.kind = .asked
    event.start = .clear
    event.verb = command.verb
    event.argument = command.argument
    batch.append(event)
    return .read
  }

  private mutating func response(
    _ line: VsftpdLine, _ event: LogEvent, _ batch: inout EventBatch
  ) -> LineOutcome {
    guard let text = line.quoted else { return .malformed("the reply breaks off") }
    // Lines inside a reply of several lines have no code, or one with a hyphen.
    guard let reply = ReplyLine(text), !reply.continues, reply.code >= 200 else { return .read }
    // It has ended already; others of its address have not.
    if reply.code == 421, connections.isTurnedAway(event) { return .read }
    var event = event
    // Where commands and replies are logged, a session begins with the greeting.
    event.start = .clear
    if reply.code == 220, connections.greeted(event) { event.start = .implicit }
    if reply.code == 234 {
      connections.agreed(event)
      showsTLS = true
    }
    event.kind = .replied
    event.code = UInt16(clamping: reply.code)
    event.text = reply.text
    if reply.code == 530, reply.text.starts(with: "Anonymous sessions may not use encryption") {
      event.refusal = .authDenied
    }
    event.endsConnection = Self.ends(reply)
    batch.append(event)
    return .read
  }

  /// Whether vsftpd closes the connection after a reply. It logs no line for that.
  private static func ends(_ reply: ReplyLine) -> Bool {
    switch reply.code {
    case 221, 421: true
    case 500: reply.text.starts(with: "OOPS:")
    case 530: reply.text.ends(with: "onymous sessions must use encryption.")
    default: false
    }
  }

  private mutating func debug(
    _ line: VsftpdLine, _ event: LogEvent, _ batch: inout EventBatch
  ) -> LineOutcome {
    guard let text = line.quoted else { return .malformed("the message breaks off") }
    showsTLS = true
    var event = event
    if text.starts(with: "SSL version: ") {
      // Once for the control channel, and once for each data connection.
      guard connections.finished(event) else { return .read }
      event.kind = .handshakeFinished
      batch.append(event)
    } else if text.starts(with: "SSL_accept failed") {
      // The process dies of it, also where it was a data connection's handshake.
      if connections.failed(event) {
        event.kind = .handshakeFailed
        event.start = .clear
        event.endsConnection = true
      } else {
        event.kind = .closed
      }
      batch.append(event)
    }
    return .read
  }

  private func transfer(
    _ verb: Verb, _ succeeded: Bool, _ line: VsftpdLine, _ event: LogEvent,
    _ batch: inout EventBatch
  ) -> LineOutcome {
    guard let bytes = line.bytes else { return .malformed("the transfer breaks off") }
    var event = event
    // A transfer that failed before its first byte exposed nothing.
    if succeeded || bytes > 0 {
      event.kind = .transfer
      event.verb = verb
      event.exposure = .unknown
    }
    if verb == .retr { event.sent = bytes } else { event.received = bytes }
    batch.append(event)
    return .read
  }
}
