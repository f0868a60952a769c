import Bytes
import FTPProtocol

/// Commands that wait for their replies, and logins that a line of their own tells of beside them.
extension SessionTable {
  func ask(
    _ event: borrowing LogEvent, _ line: LineReference, _ source: String?, of session: inout Session
  ) {
    session.facts.tellsAsking = true
    switch event.verb {
    case .user:
      noteAsked(event.argument, of: &session)
      session.facts.sawPassword = true
    case .pass, .acct: session.facts.sawPassword = true
    case let verb where verb.isTransfer: session.facts.sawTransferCommand = true
    default: break
    }
    if session.waiting.count >= Session.waitingMaximum {
      session.noteUnanswered(session.waiting.removeFirst())
    }
    session.waiting.append(
      Session.Waiting(
        command: Command(event.verb, argument: event.argument), time: event.time, line: line,
        source: source))
  }

  func reply(
    _ event: borrowing LogEvent, _ line: LineReference, _ source: String?,
    of session: inout Session
  ) {
    guard !session.waiting.isEmpty else {
      if event.code == 421 {
        session.facts.hasEnded = true
        if RefusalReason.tellsOfHandshake(event.text) {
          noteHandshakeFailed(at: event.time, line, source, of: &session)
        }
      }
      return
    }
    // Replies come in order; where the log left some out, what can't be an answer is passed over.
    let code = Int(event.code)
    let position = session.waiting.firstIndex { $0.command.verb.mayBeAnswered(with: code) }
    // As the greeting, of this session or another, which answers nothing.
    if position == nil, session.waiting[0].command.verb.concernsProtection || code == 220 { return }
    for _ in 0..<(position ?? 0) { session.noteUnanswered(session.waiting.removeFirst()) }
    let asked = session.waiting.removeFirst()
    let both = source.map { reply in asked.source.map { "\($0)\n\(reply)" } ?? reply }
    answered(
      asked.command, event, asked: .empty, time: event.time, line: asked.line, source: both,
      toldLogin: asked.toldLogin, of: &session)
    // The server broke off after it had taken the password.
    if asked.toldLogin == true, code >= 400 { session.noteToldLogin(asked) }
  }

  /// Notes a login that a line tells of by itself. Where its command waits for the reply, it is
  /// that one's outcome, whether the reply comes or not; where the reply has come, it tells nothing
  /// new.
  func noteLogin(
    _ event: borrowing LogEvent, _ line: LineReference, _ source: String?, of session: inout Session
  ) {
    let wasLoggedIn = session.facts.isLoggedIn
    session.facts.loginProcess = event.discriminator
    if event.succeeded {
      session.facts.isLoggedIn = true
      session.facts.wasToldOfLogin = true
    }
    if session.facts.sawPassword {
      let password = session.waiting.lastIndex { $0.command.verb.carriesPassword }
      // USER may be enough, as where the anonymous are asked for nothing.
      if let index = password ?? session.waiting.lastIndex(where: { $0.command.verb == .user }) {
        session.waiting[index].toldLogin = event.succeeded
        if event.succeeded { reportLogin(of: &session, event.time) }
        return
      }
      guard event.succeeded, !wasLoggedIn, !settings[event.format].isJoined else { return }
    }
    var entry = Journal.Entry(.login, time: event.time, line: line)
    entry.succeeded = event.succeeded
    entry.exposure = session.facts.sawPassword ? nil : event.exposure ?? session.exposureOfToldLogin
    session.journal.append(entry, source)
    // Zeek tells of a login in each row of a session.
    if event.succeeded, !wasLoggedIn { reportLogin(of: &session, event.time) }
  }
}

extension Session {
  /// How a login crossed whose commands are not in the log: as the control channel is, where this
  /// is surely the session that logged in.
  fileprivate var exposureOfToldLogin: SessionProtection.Exposure? {
    facts.doubts.contains(.sharedAddress) || journal.hasOnlyFailedHandshakes ? .unknown : nil
  }

  /// Notes a command that no reply came to: a password crossed all the same.
  fileprivate mutating func noteUnanswered(_ asked: Waiting) {
    if asked.command.verb.carriesPassword || asked.toldLogin != nil { noteCrossed(asked) }
  }

  /// Notes a command that crossed and had no reply.
  mutating func noteCrossed(_ asked: Waiting) {
    var entry = Journal.Entry(.command, time: asked.time, line: asked.line)
    entry.command = asked.command
    journal.append(entry, asked.source)
    noteToldLogin(asked)
  }

  /// Notes what another line than its reply told of a login.
  fileprivate mutating func noteToldLogin(_ asked: Waiting) {
    guard let succeeded = asked.toldLogin else { return }
    var entry = Journal.Entry(.login, time: asked.time, line: asked.line)
    entry.succeeded = succeeded
    journal.append(entry, asked.source)
  }
}

extension Verb {
  fileprivate var carriesPassword: Bool { self == .pass || self == .acct }

  /// Whether a login may end with the reply to the command.
  var logsIn: Bool { self == .user || carriesPassword }
}
