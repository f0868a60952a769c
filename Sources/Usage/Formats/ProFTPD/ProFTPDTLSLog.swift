import Bytes
import FTPProtocol

/// ProFTPD's TLSLog: handshakes, PROT and CCC, and what the TLS policy refused. It has no client
/// and no user; the process id joins it to the other logs.
struct ProFTPDTLSLog: YearlessLogReader {
  static let format = LogFormat(
    name: "proftpd-tlslog", title: "ProFTPD TLSLog",
    joining: .facts,
    tells: [.handshakes],
    sessions: SessionTraits(start: .clear, rules: ProFTPD.rules, logsInOnce: true),
    advice: LogFormat.Advice(
      general: "an ExtendedLog with %P, %a, %{protocol}, \"%r\" and %s beside it"),
    hasLocalTimes: true,
    makeReader: { ProFTPDTLSLog($0) })

  var context: ReaderContext
  /// Which processes have had a line for AUTH, and which for a data connection that was rejected.
  private var asked = RecentTable<Bool>(countMaximum: 1_000)
  private var rejected = RecentTable<Bool>(countMaximum: 1_000)

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    guard line[14..<36].contains(" mod_tls/") else { return false }
    return envelope(line) != nil
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let (time, pid, message) = envelope(line) else {
      if isContinuation(line) { return .read }
      return line[14..<36].contains(" mod_tls/")
        ? .malformed("the process id breaks off") : .foreign
    }
    var event = LogEvent(.command, key: ProFTPD.key(pid: pid, context), time: time)
    event.beginning = .here
    event.keyUse = .reusedUntold
    guard tell(message, &event) else { return .read }
    // A log may begin behind the line for AUTH.
    if event.kind == .handshakeFailed, event.start == nil, asked[event.key] == nil {
      var auth = event
      if answerAuth(message, &auth) { batch.append(auth) }
    }
    if event.kind == .command, event.verb == .auth { asked[event.key] = true }
    batch.append(event)
    return .read
  }

  private func envelope(
    _ line: ByteSlice
  ) -> (time: Timestamp, pid: UInt32, message: ByteSlice)? {
    var cursor = ByteCursor(line)
    guard let time = ProFTPD.time(&cursor, context), cursor.skip(" mod_tls/"),
      let tag = cursor.word(), tag.last == 0x3A, let process = ProFTPD.process(tag)
    else { return nil }
    return (time, process.pid, cursor.rest)
  }

  /// Whether a line goes on with what one before it began: `  (1) error:0A000126:…`, OpenSSL's own
  /// words, and with `TLSOptions EnableDiags` what is in a handshake's messages, each under its
  /// name (`ClientHello:`).
  private func isContinuation(_ line: ByteSlice) -> Bool {
    if line.starts(with: "  ") { return true }
    return line.count > 1 && line.last == 0x3A && line.dropLast(1).buffer.allSatisfy(\.isLetter)
  }

  // MARK: Messages

  /// Makes a message the event that it tells of; false where it tells nothing.
  private mutating func tell(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    switch message.first {
    case 0x54 where message.starts(with: "TLS"): return handshake(message, &event)
    case 0x53 where message.starts(with: "SSL"): return handshake(message, &event)
    case 0x50: return level(message, &event)
    case 0x72 where message.starts(with: "received CCC"): return event.answer(.ccc, 200)
    case 0x43 where message.starts(with: "CCC: unwilling"): return event.answer(.ccc, 534)
    case 0x69 where message.starts(with: "implicit SSL/TLS negotiation failed"):
      event.kind = .handshakeFailed
      event.start = .implicit
      return true
    case 0x55: return authRefused(message, &event)
    case 0x66 where message.starts(with: "ftp protocol denied by "): return turnedAway(&event)
    case 0x43 where message.starts(with: "Client did not reuse "),
      0x63 where message.starts(with: "client did not reuse "),
      0x72 where message.starts(with: "rejecting data connection"):
      return rejectedData(message, &event)
    case 0x75 where message.starts(with: "unable to open data connection: TLS "):
      return failedData(message, &event)
    default: return directoryRefused(message, &event)
    }
  }

  private func handshake(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    if message.starts(with: "TLS/TLS-C requested") || message.starts(with: "SSL/TLS-P requested") {
      return answerAuth(message, &event)
    }
    if message.starts(with: "TLSOption UseImplicitSSL in effect") {
      event.kind = .seen
      event.start = .implicit
      return true
    }
    if message.starts(with: "SSL/TLS required but absent ") { return refused(message, &event) }
    if message.contains(" negotiation failed on control channel") {
      event.kind = .handshakeFailed
      return true
    }
    // `TLSv1.3 connection accepted, using cipher …`
    var words = ByteCursor(message)
    _ = words.word()
    if words.skip("connection accepted,") {
      event.kind = .handshakeFinished
      return true
    }
    if words.skip("data connection accepted,") {
      event.kind = .seen
      return true
    }
    return false
  }

  /// Makes of `TLS/TLS-C …` or `SSL/TLS-P …`, which name the mechanism, the AUTH that was accepted.
  private func answerAuth(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    let isTLS = message.starts(with: "TLS/TLS-C ")
    guard isTLS || message.starts(with: "SSL/TLS-P ") else { return false }
    event.argument = isTLS ? ("TLS" as StaticString).bytes : ("SSL" as StaticString).bytes
    event.start = .clear
    return event.answer(.auth, 234)
  }

  /// `client did not reuse TLS session, rejecting data connection`, or, where it resumed another
  /// one, `… TLS session from control channel, …`; up to 1.3.6 with `SSL`. Where none could be
  /// compared, why stands on a line of its own.
  private mutating func rejectedData(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    guard message.contains("rejecting data connection") else { return false }
    event.refusal = .sessionNotResumed
    rejected[event.key] = true
    return event.answer(.other, 425)
  }

  /// `unable to open data connection: TLS negotiation failed`, also behind a line that tells why.
  private mutating func failedData(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    guard message.ends(with: " failed") else { return false }
    if rejected[event.key] != nil {
      rejected[event.key] = nil
      return false
    }
    event.refusal = .handshakeFailed
    return event.answer(.other, 425)
  }

  private func level(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    if message.starts(with: "Protection set to Private") {
      event.argument = ("P" as StaticString).bytes
      return event.answer(.prot, 200)
    }
    if message.starts(with: "Protection set to Clear") {
      event.argument = ("C" as StaticString).bytes
      return event.answer(.prot, 200)
    }
    // The reason stands on a line of its own before this one.
    var cursor = ByteCursor(message)
    guard cursor.skip("PROT: unwilling to accept security parameter (") else {
      return message.starts(with: "PROT: denied by") && event.answer(.prot, 534)
    }
    event.argument = cursor.take(1) ?? .empty
    return event.answer(.prot, 534)
  }

  /// `SSL/TLS required but absent on data channel, denying LIST command`.
  private func refused(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    if message.ends(with: " on control channel, disconnecting") { return turnedAway(&event) }
    var cursor = ByteCursor(message)
    guard cursor.take(until: ", denying ") != nil, let word = cursor.word() else { return false }
    event.start = .clear
    if message.contains("on data channel, ") {
      event.start = nil
      event.refusal = .tlsRequiredForData
      return event.answer(Verb(word), 522)
    }
    event.refusal =
      message.contains("for authentication, ") ? .tlsRequiredForCredentials : .tlsRequiredForControl
    return event.answer(Verb(word), 550)
  }

  /// What is required of a user is known once the password has been taken (AllowPerUser,
  /// `<Anonymous>`, Protocols): the server takes it, answers 530 and disconnects.
  private func turnedAway(_ event: inout LogEvent) -> Bool {
    event.start = .clear
    event.refusal = .tlsRequiredForControl
    return event.answer(.pass, 530)
  }

  /// `LIST command denied by TLSRequired in directory '/x'`.
  private func directoryRefused(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    var cursor = ByteCursor(message)
    guard let word = cursor.word(), word.count <= 4,
      cursor.skip("command denied by TLSRequired in directory ")
    else { return false }
    let verb = Verb(word)
    event.refusal = verb.isTransfer ? .tlsRequiredForData : .tlsRequiredForControl
    return event.answer(verb, 550)
  }

  private func authRefused(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    if message.starts(with: "Unwilling to accept AUTH after ") { return event.answer(.auth, 534) }
    if message.starts(with: "Unable to accept AUTH ") { return event.answer(.auth, 431) }
    return false
  }
}

extension LogEvent {
  /// Makes the event a command that was answered; true, for it tells something.
  fileprivate mutating func answer(_ verb: Verb, _ code: UInt16) -> Bool {
    kind = .command
    self.verb = verb
    self.code = code
    return true
  }
}
