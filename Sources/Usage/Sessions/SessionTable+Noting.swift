import Bytes
import FTPProtocol

extension SessionTable {
  /// Notes in its session what an event tells.
  @inline(__always)
  func note(_ event: borrowing LogEvent, _ line: LineReference, of session: inout Session) {
    if event.time > session.ends { session.ends = event.time }
    if event.time < session.begins, mayBeginEarlier(event, session) { session.begins = event.time }
    if event.discriminator != 0 { session.note(discriminator: event.discriminator) }
    if event.endsConnection { session.facts.hasEnded = true }
    let kind = event.kind
    if session.port == 0 { session.port = event.port }
    if session.clientPort == 0 { session.clientPort = event.clientPort }
    if session.client == NamePool.none || session.server == NamePool.none {
      noteAddresses(event, of: &session)
    }
    let isNameless = session.user == NamePool.none
    let bringsName = event.namesSomebody
    if kind == .login || isNameless && bringsName { noteUser(event, of: &session) }
    // A connect tells less than what another log has told before it.
    if let start = event.start, kind != .opened, mayTell(event, of: session) {
      // That it began in clear was not known before; that TLS came first stays, and so does what
      // is known where a line can't tell.
      if start == .clear ? session.facts.start == .unknown : start != .unknown {
        session.facts.start = start
      }
    }
    // One of them is not -1.
    if event.sent & event.received >= 0, kind == .seen || kind == .transfer || kind == .command {
      session.facts.note(sent: event.sent, received: event.received)
    }
    if session.journal.isFull { settings.judgeHalf(&session) }
    if settings.keepsLines {
      recordWithSource(event, line, of: &session)
    } else {
      record(event, line, nil, of: &session)
    }
  }

  /// Whether a line's time may be of the session's beginning: another log's that knows seconds only
  /// is of any moment in its second.
  private func mayBeginEarlier(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    let format = event.format
    return session.format == format || !settings[format].isTransferLog
  }

  @inline(never)
  private func recordWithSource(
    _ event: borrowing LogEvent, _ line: LineReference, of session: inout Session
  ) {
    record(event, line, event.shownSource, of: &session)
  }

  private func noteAddresses(_ event: borrowing LogEvent, of session: inout Session) {
    if session.client == NamePool.none {
      session.client = names.clients.number(of: event.client)
    }
    if session.server == NamePool.none {
      session.server = names.servers.number(of: event.server)
    }
  }

  private func noteUser(_ event: borrowing LogEvent, of session: inout Session) {
    // A line of a session that has no name yet tells it in its text.
    let isLogin = event.kind == .login
    var name = event.user
    if isLogin, name.isEmpty { name = event.argument }
    if name.isEmpty { return }
    if isLogin, !event.succeeded {
      session.askedUser = names.users.number(of: name)
    } else {
      let number = names.users.number(of: name)
      if session.facts.isLoggedIn, session.user != number { session.note(otherUser: session.user) }
      session.user = number
    }
  }

  @inline(__always)
  private func record(
    _ event: borrowing LogEvent, _ line: LineReference, _ source: String?,
    of session: inout Session
  ) {
    switch event.kind {
    case .opened:
      session.facts.hasConnect = true
      // The server turned the client away.
      if event.code >= 400 { session.facts.hasEnded = true }
      session.facts.doubts.remove(.beginsEarlier)
      if session.facts.start == .unknown {
        let format = event.format
        session.facts.start = event.start ?? settings[format].sessions.start
      }
    case .closed:
      session.facts.hasEnded = true
      if let refusal = event.refusal, refusal == .iis(IISSubstatus.handshakeFailed) {
        var entry = Journal.Entry(.handshakeFailed, time: event.time, line: line)
        entry.refusal = refusal
        session.journal.append(entry, source)
      }
    case .seen:
      if event.code == 426, max(event.sent, event.received) > 0 { session.facts.brokeOff = true }
    case .otherProtocol: break
    case .command:
      let verb = event.verb
      if event.code < 400, event.refusal == nil, !verb.concernsProtection {
        return noteOther(verb, event.time, line, source, of: &session)
      }
      let command = verb.namesProtection ? Command(verb, argument: event.argument) : Command(verb)
      answered(
        command, event, asked: event.argument, time: event.time, line: line, source: source,
        of: &session)
    case .asked:
      ask(event, line, source, of: &session)
    case .replied:
      reply(event, line, source, of: &session)
    case .handshakeFinished, .handshakeFailed:
      if event.kind == .handshakeFinished, !settings[event.format].tellsCommands {
        session.facts.wasToldOfHandshake = true
      }
      var entry = Journal.Entry(
        event.kind == .handshakeFinished ? .handshakeFinished : .handshakeFailed,
        time: event.time, line: line)
      entry.refusal = event.refusal
      session.journal.append(entry, source)
      // What a file's line tells of the control channel held when its client logged in.
      if settings[event.format].isTransferLog { session.journal.moveLastToFront() }
    case .login: noteLogin(event, line, source, of: &session)
    case .transfer:
      switch event.verb {
      case .retr: session.facts.sentFile = true
      case .stor, .stou, .appe: session.facts.receivedFile = true
      default: break
      }
      if session.facts.sawTransferCommand {
        return session.noteToldTransfer(event.verb, event.time, line, source)
      }
      session.noteTransfer(event.verb, event.exposure, event.time, line, source)
    }
  }

  /// Notes what vsftpd says instead of TLS: `421 Negotiation failed`.
  func noteHandshakeFailed(
    at time: Timestamp, _ line: LineReference, _ source: String?, of session: inout Session
  ) {
    let entry = Journal.Entry(.handshakeFailed, time: time, line: line)
    session.journal.append(entry, source)
  }

  /// Notes a command that can't change anything; one that FTP does not know is none.
  @inline(__always)
  private func noteOther(
    _ verb: Verb, _ time: Timestamp, _ line: LineReference, _ source: String?,
    of session: inout Session
  ) {
    guard verb != .other, !session.journal.endsInOther else { return }
    session.journal.append(Journal.Entry(.other, time: time, line: line), source)
  }

  func answered(
    _ command: Command, _ event: borrowing LogEvent, asked name: ByteSlice, time: Timestamp,
    line: LineReference, source: String?, toldLogin: Bool? = nil, of session: inout Session
  ) {
    let verb = command.verb
    let code = Int(event.code)
    let text = event.text
    let refusal =
      event.refusal ?? (code < 400 ? nil : RefusalReason(command, code: code, text: text))
    guard verb.concernsProtection || refusal != nil else {
      return noteOther(verb, time, line, source, of: &session)
    }
    switch verb {
    case .auth, .prot, .ccc:
      if code < 400, repeats(event, &session) { return }
      if verb == .auth { session.facts.asksForPassword = false }
      if verb == .prot, command.level == nil, code < 400 {
        session.facts.doubts.insert(.levelNotLogged)
      }
    case .user: if !name.isEmpty { noteAsked(name, of: &session) }
    case .rein: if code < 300 { session.reinitialize() }
    case .quit:
      if code < 400 {
        session.facts.hasQuit = true
        // Else a line tells of the end.
        if event.beginning == .here { session.facts.hasEnded = true }
      }
    case .pass, .acct:
      session.facts.sawPassword = true
      session.facts.asksForPassword = false
      if refusal != nil { session.journal.takeBackLogin() }
    case .retr: if code < 300 || code == 426 { session.facts.sentFile = true }
    case .stor, .stou, .appe: if code < 300 || code == 426 { session.facts.receivedFile = true }
    default: break
    }
    var entry = Journal.Entry(.command, time: time, line: line)
    entry.command = command
    entry.code = Int16(truncatingIfNeeded: code)
    entry.refusal = refusal
    entry.namesUser = event.namesSomebody
    session.journal.append(entry, source)
    if verb.isTransfer, session.facts.brokeOff {
      session.facts.brokeOff = false
      if !Verb.tellsOfData(code) { session.noteTransfer(verb, nil, time, line, source) }
    }
    if verb == .pass || verb == .user, code == 230 || code == 232 || verb == .pass && code == 202 {
      // What stood in the user's place before the login may be any word.
      if event.namesSomebody {
        let number = names.users.number(of: event.user)
        if number == session.askedBefore, session.facts.doubts.contains(.connectsNotLogged) {
          // The password is of who was asked for first, so that the second USER was another's.
          session.facts.doubts.formUnion([.sharedAddress, .sharedProtection])
        }
        if session.facts.isLoggedIn {
          if session.user != number { session.note(otherUser: number) }
        } else if !settings[event.format].sessions.namesLoggedIn {
          session.user = number
        }
      } else if session.facts.isLoggedIn, session.facts.wasAskedAgain {
        session.note(otherUser: session.askedUser)
      }
      session.facts.isLoggedIn = true
      if toldLogin != true { reportLogin(of: &session, time) }
    }
  }

  /// Notes the name that USER asked for. Where no line names who has logged in, that is the one who
  /// was asked for before.
  func noteAsked(_ name: ByteSlice, of session: inout Session) {
    if session.facts.isLoggedIn, session.user == NamePool.none {
      session.user = session.askedUser
      session.facts.wasAskedAgain = true
    }
    let number = names.users.number(of: name)
    let isOther = !session.facts.isLoggedIn && session.askedUser != number
    session.askedBefore = isOther ? session.askedUser : NamePool.none
    if isOther, session.facts.asksForPassword, session.facts.doubts.contains(.connectsNotLogged) {
      // Who is asked for a password does not ask for another name: two connections do.
      session.facts.doubts.insert(.sharedAddress)
    }
    session.facts.asksForPassword = true
    session.askedUser = number
  }

  /// Whether a log beside one of commands tells again of a command that changes the protection.
  /// Their clocks are not the same: what one knows to the second only may come before or after the
  /// other's, and a second AUTH would take the level back.
  private func repeats(_ event: borrowing LogEvent, _ session: inout Session) -> Bool {
    guard settings[event.format].isJoined else { return false }
    if !settings[event.format].tellsCommands { return session.facts.commandsTellProtection }
    session.facts.commandsTellProtection = true
    return false
  }

  func reportLogin(of session: inout Session, _ time: Timestamp) {
    guard let loggedInUnprotected else { return }
    let exposure = settings.findings(&session).protection.exposureOfControl
    if exposure != .protected { loggedInUnprotected(session, time, exposure) }
  }
}
