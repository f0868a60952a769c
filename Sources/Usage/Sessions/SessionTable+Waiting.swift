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
    let position =
      session.refusedBesideTransfer(code)
      ?? session.waiting.firstIndex { $0.command.verb.mayBeAnswered(with: code) }
    // As the greeting, of this session or another, which answers nothing.
    if position == nil, session.waiting[0].command.verb.concernsProtection || code == 220 { return }
    let asked = session.takeAnswered(position ?? 0)
    let both = source.map { reply in asked.source.map { "\($0)\n\(reply)" } ?? reply }
    answered(
      asked.command, event, asked: .empty, time: event.time, line: asked.line, source: both,
      toldLogin: asked.toldLogin, of: &session)
    // The server broke off after it had taken the password.
    if asked.toldLogin == true, code >= 400 { session.noteToldLogin(asked) }
    if !Verb.tellsOfData(code) { session.noteToldTransfer(asked) }
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

  /// The command that was refused while a transfer goes on, which it came after: that ends with a
  /// reply about connections or files, and not with one about words, their order or who may send
  /// them (the second digit of a code, RFC 959 §4.2.1). Nil where no transfer goes on.
  fileprivate func refusedBesideTransfer(_ code: Int) -> Int? {
    let digit = code / 10 % 10
    guard code >= 400, digit == 0 || digit == 3, facts.isLoggedIn,
      waiting.first?.command.verb.isTransfer == true
    else { return nil }
    // QUIT is not refused: sent before a reply, it tells of a client that waits for none.
    return waiting.firstIndex { !$0.command.verb.isTransfer && $0.command.verb != .quit }
  }

  /// Takes the command out that a reply answers, and those before it, whose replies the log left
  /// out; but a transfer goes on beside other commands, which are answered at once (RFC 959 §3.3).
  fileprivate mutating func takeAnswered(_ position: Int) -> Waiting {
    let asked = waiting.remove(at: position)
    if position == 0 { return asked }
    let passed = Array(waiting[..<position])
    waiting.removeFirst(position)
    var transfers: [Waiting] = []
    for before in passed {
      if before.command.verb.isTransfer, !asked.command.verb.isTransfer {
        transfers.append(before)
      } else {
        noteUnanswered(before)
      }
    }
    waiting.insert(contentsOf: transfers, at: 0)
    return asked
  }

  /// Notes a command that no reply came to: a password crossed all the same, and so did a file of
  /// which a line tells.
  fileprivate mutating func noteUnanswered(_ asked: Waiting) {
    if asked.command.verb.carriesPassword || asked.toldLogin != nil || asked.toldTransfer {
      noteCrossed(asked)
    }
  }

  /// Notes a command that crossed and had no reply.
  mutating func noteCrossed(_ asked: Waiting) {
    var entry = Journal.Entry(.command, time: asked.time, line: asked.line)
    entry.command = asked.command
    journal.append(entry, asked.source)
    noteToldLogin(asked)
    noteToldTransfer(asked)
  }

  /// Notes that a line of its own tells of a file, bytes of which crossed. Where its command waits,
  /// that is so whatever the reply will be, or where none comes; where the reply has come, it tells
  /// something new of one that was refused only.
  mutating func noteToldTransfer(
    _ verb: Verb, _ time: Timestamp, _ line: LineReference, _ source: String?
  ) {
    if let index = waiting.lastIndex(where: { $0.command.verb.movesFile }) {
      waiting[index].toldTransfer = true
      return
    }
    guard let last = journal.entries.last(where: { $0.command.verb.movesFile }),
      last.kind == .command, !Verb.tellsOfData(Int(last.code))
    else { return }
    noteTransfer(verb, nil, time, line, source)
  }

  /// Notes the file of a command that no reply tells of, where another line does.
  fileprivate mutating func noteToldTransfer(_ asked: Waiting) {
    guard asked.toldTransfer else { return }
    noteTransfer(asked.command.verb, nil, asked.time, asked.line, asked.source)
  }

  /// Notes a file, and how it crossed where a line says so itself.
  mutating func noteTransfer(
    _ verb: Verb, _ exposure: SessionProtection.Exposure?, _ time: Timestamp,
    _ line: LineReference, _ source: String?
  ) {
    var entry = Journal.Entry(.transfer, time: time, line: line)
    entry.command = Command(verb)
    entry.exposure = exposure
    journal.append(entry, source)
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
