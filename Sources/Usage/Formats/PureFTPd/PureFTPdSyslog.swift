import Bytes
import FTPProtocol

/// Pure-FTPd's syslog: `(user@client) [LEVEL] message`. TLS shows by its handshakes; with `-d`
/// (VerboseLog) commands are there too, without their replies.
struct PureFTPdSyslog: YearlessLogReader {
  static let format = LogFormat(
    name: "pure-ftpd-syslog", title: "Pure-FTPd syslog",
    sessions: SessionTraits(
      start: .clear, rules: SessionProtection.ServerRules(implicitDataLevel: .private),
      logsInOnce: true, namesLoggedIn: true),
    advice: LogFormat.Advice(general: "-d (VerboseLog) and -1 (LogPID) for Pure-FTPd"),
    hasLocalTimes: true,
    makeReader: { PureFTPdSyslog($0) })

  private enum Level { case info, notice, warning, error, debug }

  private struct Line {
    var event: LogEvent
    var level: Level
    var message: ByteSlice
    /// Empty before the login.
    var user: ByteSlice
  }

  var context: ReaderContext
  private var sessions = PureFTPdSessions()

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { envelope(line) != nil }

  /// What syslog put around a line. Units of the daemon have names of Debian's packages:
  /// `pure-ftpd-mysql`.
  private func envelope(_ line: ByteSlice) -> SyslogLine? {
    guard line.contains("pure-ftpd"), let syslog = SyslogLine(line, context),
      syslog.program.starts(with: "pure-ftpd")
    else { return nil }
    return syslog
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let syslog = envelope(line) else { return .foreign }
    guard syslog.message.first == 0x28 else { return .skipped }
    guard let line = session(syslog) else { return .malformed("no '(user@client) [LEVEL]'") }
    listed(line, &batch)
    switch line.level {
    case .info: info(line, &batch)
    case .notice: notice(line, &batch)
    case .debug: command(line, &batch)
    case .warning, .error: problem(line, &batch)
    }
    return .read
  }

  /// Reads `(user@client) [LEVEL] message`.
  private func session(_ syslog: SyslogLine) -> Line? {
    var cursor = ByteCursor(syslog.message.dropFirst(1))
    guard let name = cursor.take(until: ") ["), let word = cursor.take(until: "] "),
      let level = Self.level(word), let mark = name.lastIndex(of: 0x40)
    else { return nil }
    let client = name.dropFirst(mark + 1)
    var key = Digest128()
    key.add(("pure-ftpd" as StaticString).bytes)
    key.add(syslog.host)
    key.add(syslog.pid == 0 ? client : .empty)
    key.add(UInt64(syslog.pid))
    var event = LogEvent(.seen, key: key.within(context.stream), time: syslog.time)
    event.keyUse = syslog.pid == 0 ? .shared : .reusedUntold
    event.discriminator = syslog.pid
    event.namesUser = true
    if client != "?" { event.client = client.plainAddress }
    let user = name[0..<mark]
    if user != "?" { event.user = user }
    return Line(event: event, level: level, message: cursor.rest, user: event.user)
  }

  private static func level(_ word: ByteSlice) -> Level? {
    switch word.first {
    case 0x49 where word == "INFO": .info
    case 0x4E where word == "NOTICE": .notice
    case 0x44 where word == "DEBUG": .debug
    case 0x57 where word == "WARNING": .warning
    case 0x45 where word == "ERROR": .error
    default: nil
    }
  }

  // MARK: Messages

  private mutating func info(_ line: Line, _ batch: inout EventBatch) {
    var event = line.event
    let message = line.message
    switch message.first {
    case 0x53 where message.starts(with: "SNI: "): return
    case 0x53 where message.starts(with: "SSL/TLS: Enabled "):
      handshake(line, &batch)
      return
    case 0x4E where message.starts(with: "New connection from "):
      sessions.opened(event.key, event.time, isShared: event.keyUse == .shared)
      event.kind = .opened
    case 0x54 where message.starts(with: "TLS: Enabled "):
      handshake(line, &batch)
      return
    case 0x4C where message.starts(with: "Logout."), 0x54 where message.starts(with: "Timeout"):
      sessions.ended(event.key, line.user)
      event.kind = .closed
    case 0x41 where message.starts(with: "Anonymous user logged in"):
      login(("ftp" as StaticString).bytes, line, &batch)
      return
    case _ where message.ends(with: " is now logged in"):
      login(message.dropLast(17), line, &batch)
      return
    case _ where message.contains(" already logged in, sorry"):
      sessions.ended(event.key, line.user)
      event.kind = .closed
    default: break
    }
    batch.append(event)
  }

  private mutating func handshake(_ line: Line, _ batch: inout EventBatch) {
    var event = line.event
    guard line.user.isEmpty else {
      if let listing = sessions.dataHandshakeFinished(event.key, line.user, event.time) {
        event.kind = .transfer
        event.verb = listing
        event.exposure = .protected
      }
      batch.append(event)
      return
    }
    if sessions.controlHandshakeFinished(event.key, event.time) { authAgreed(event, &batch) }
    event.kind = .handshakeFinished
    batch.append(event)
  }

  /// AUTH TLS came, the only one that Pure-FTPd takes, and its handshake began: the reply, which
  /// is not logged, was 234.
  private func authAgreed(_ event: LogEvent, _ batch: inout EventBatch) {
    var event = event
    event.kind = .command
    event.verb = .auth
    event.argument = ("TLS" as StaticString).bytes
    event.code = 234
    batch.append(event)
  }

  private mutating func login(_ user: ByteSlice, _ line: Line, _ batch: inout EventBatch) {
    var event = line.event
    event.kind = .login
    event.succeeded = true
    event.argument = user
    event.exposure = sessions.loggedIn(event.key, user, isShared: event.keyUse == .shared)
    batch.append(event)
  }

  /// `/home/bob/a b.txt uploaded  (168 bytes, 4.00KB/sec)`: broken transfers look the same.
  private mutating func notice(_ line: Line, _ batch: inout EventBatch) {
    var event = line.event
    if let mark = line.message.lastRange(of: "  (") {
      var numbers = ByteCursor(line.message.dropFirst(mark.upperBound))
      let what = line.message[0..<mark.lowerBound]
      let isUpload = what.ends(with: " uploaded")
      if isUpload || what.ends(with: " downloaded"), let size = numbers.integer(),
        numbers.skip(" bytes")
      {
        event.kind = .transfer
        event.verb = isUpload ? .stor : .retr
        let bytes = Int64(clamping: size)
        event.exposure = sessions.transferred(
          event.key, line.user, begins: Self.beginning(of: bytes, numbers, by: event.time))
        if isUpload { event.received = bytes } else { event.sent = bytes }
      }
    }
    batch.append(event)
  }

  /// When a file began to cross that had done so at a moment, at the earliest, by the rate behind
  /// its size: `, 4.00KB/sec)`. Nil where that tells nothing.
  private static func beginning(
    of bytes: Int64, _ cursor: ByteCursor, by end: Timestamp
  ) -> Timestamp? {
    var cursor = cursor
    guard cursor.skip(", "), let whole = cursor.integer(), cursor.skip("."),
      let hundredths = cursor.take(2)?.integer, cursor.rest.starts(with: "KB/sec")
    else { return nil }
    // The rate is rounded, and both times are whole seconds.
    let rate = Double(whole) + Double(hundredths) / 100 - 0.01
    guard rate > 0 else { return nil }
    let seconds = Double(bytes) / 1024 / rate
    guard seconds < 1e9 else { return nil }
    return end.adding(milliseconds: -Int64(seconds * 1000) - 2000)
  }

  private mutating func problem(_ line: Line, _ batch: inout EventBatch) {
    var event = line.event
    var message = ByteCursor(line.message)
    if message.skip("Authentication failed for user [") {
      event.kind = .login
      event.argument = message.rest.last == 0x5D ? message.rest.dropLast(1) : message.rest
      event.exposure = sessions.loginFailed(event.key)
    } else if message.skip("Sorry, cleartext sessions and weak ciphers are not accepted")
      || message.skip("Sorry, cleartext sessions are not accepted")
      || message.skip("TLS: Cipher too weak") || message.skip("SSL/TLS: Cipher too weak")
    {
      if line.user.isEmpty { return tlsNeeded(event, &batch) }
      sessions.ended(event.key, line.user)
      event.kind = .closed
    } else if message.skip("Too many authentication failures")
      || message.skip("Too many connections (")
    {
      sessions.ended(event.key, line.user)
      event.kind = .closed
    }
    batch.append(event)
  }

  /// What it says to a client whose handshake failed, and to one that sent USER without TLS where
  /// TLS is required. The commands tell which, where they are logged.
  private mutating func tlsNeeded(_ event: LogEvent, _ batch: inout EventBatch) {
    var event = event
    if sessions.isTLSMissed(event.key) {
      event.kind = .command
      event.endsConnection = true
      event.verb = .user
      event.code = 421
      event.refusal = .tlsRequiredForCredentials
      batch.append(event)
      sessions.ended(event.key, .empty)
      return
    }
    if sessions.isTLSAwaited(event.key) {
      authAgreed(event, &batch)
    } else {
      event.refusal = .tlsRequiredOrFailed
    }
    event.kind = .handshakeFailed
    event.endsConnection = true
    batch.append(event)
    sessions.ended(event.key, .empty, inHandshake: true)
  }

  // MARK: Listings

  private static let handshake: [StaticString] = ["SNI: ", "TLS: Enabled ", "SSL/TLS: Enabled "]

  /// Counts a listing that was asked for, once the line after it tells: its reply (`-d` twice), or
  /// the lack of one and of a handshake. Without replies it is not known whether it succeeded; in a
  /// session that is clear anyway that does not matter.
  private mutating func listed(_ line: Line, _ batch: inout EventBatch) {
    if line.user.isEmpty || !sessions.hasListings { return }
    let isReply = line.level == .debug && !line.message.starts(with: "Command [")
    if Self.handshake.contains(where: { line.message.starts(with: $0) }) { return }
    var event = line.event
    event.kind = .transfer
    if isReply {
      sessions.replied(event.key, line.user)
      guard line.message.starts(with: "226 "),
        let listing = sessions.takeListing(event.key, line.user)
      else { return }
      event.verb = listing
      event.exposure = sessions.transferred(event.key, line.user)
    } else {
      guard sessions.lacksReplies(event.key, line.user) else { return }
      let control = sessions.control(event.key, line.user)
      guard let listing = sessions.takeListing(event.key, line.user), control != .clear else {
        return
      }
      event.verb = listing
      event.exposure = .unknown
    }
    batch.append(event)
  }

  // MARK: Commands

  /// `Command [stor] [a b.txt]`: what the reply was is known only where Pure-FTPd always gives
  /// the same one.
  private mutating func command(_ line: Line, _ batch: inout EventBatch) {
    var cursor = ByteCursor(line.message)
    guard cursor.skip("Command ["), let word = cursor.take(until: "] ["), cursor.rest.last == 0x5D
    else { return }
    let text = CommandText(verb: word, argument: cursor.rest.dropLast(1))
    var event = line.event
    event.kind = .command
    event.verb = text.verb
    event.argument = text.argument
    let control = sessions.control(event.key, line.user)
    switch text.verb {
    case .auth:
      if line.user.isEmpty, text.argument.equalsIgnoringCase("TLS") {
        sessions.askedTLS(event.key, event.time)
        event.kind = .seen
        event.verb = .other
        event.argument = .empty
      } else {
        event.code = 500
      }
    case .user: sessions.askedUser(event.key, event.time)
    case .prot: level(&event, control)
    case .pbsz: event.code = Self.code(control, 200, 503)
    case .ccc:
      if !line.user.isEmpty { event.code = Self.code(control, 200, 534) }
    // The login's own line tells how the password crossed, and what came of it.
    case .pass:
      event.kind = .seen
      event.verb = .other
    case _ where text.verb.isTransfer: sessions.transferAsked(text.verb, event.key, line.user)
    default: break
    }
    batch.append(event)
  }

  /// Levels S and E become P, and what is no level is refused.
  private func level(_ event: inout LogEvent, _ control: SessionProtection.Exposure) {
    let level = ProtectionLevel(event.argument)
    event.code = Self.code(control, level == nil ? 534 : 200, 503)
    if level != nil, level != .clear { event.argument = ("P" as StaticString).bytes }
  }

  private static func code(
    _ control: SessionProtection.Exposure, _ protected: UInt16, _ clear: UInt16
  ) -> UInt16 {
    switch control {
    case .protected: protected
    case .clear: clear
    case .unknown: 0
    }
  }
}
