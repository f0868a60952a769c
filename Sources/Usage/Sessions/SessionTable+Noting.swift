import Bytes
import FTPProtocol

extension SessionTable {
  /// Notes in its session what an event tells.
  func note(_ event: borrowing LogEvent, _ line: LineReference, at index: Int) {
    if event.time > sessions[index].ends { sessions[index].ends = event.time }
    if event.time < sessions[index].begins { sessions[index].begins = event.time }
    if event.discriminator != 0 { sessions[index].note(discriminator: event.discriminator) }
    if sessions[index].port == 0 { sessions[index].port = event.port }
    if sessions[index].clientPort == 0 { sessions[index].clientPort = event.clientPort }
    if sessions[index].client == NamePool.none {
      sessions[index].client = names.clients.number(of: event.client)
    }
    if sessions[index].server == NamePool.none {
      sessions[index].server = names.servers.number(of: event.server)
    }
    let kind = event.kind
    let user = event.user
    if !user.isEmpty || kind == .login { noteUser(event, at: index) }
    // A connect tells less than what another log has told before it.
    if let start = event.start, kind != .opened, sessions[index].mayStillStart {
      sessions[index].start = start
    }
    if kind == .seen || kind == .transfer || kind == .command {
      sessions[index].note(sent: event.sent, received: event.received)
    }
    if sessions[index].journal.isFull { settings.judge(&sessions[index], half: true) }
    record(event, line, at: index)
  }

  private func noteUser(_ event: borrowing LogEvent, at index: Int) {
    let isLogin = event.kind == .login
    if event.kind == .login, !event.succeeded {
      let name = event.user.isEmpty ? event.argument : event.user
      sessions[index].askedUser = names.users.number(of: name)
    } else if !event.user.isEmpty, isLogin || sessions[index].user == NamePool.none {
      sessions[index].user = names.users.number(of: event.user)
    }
  }

  private func record(_ event: borrowing LogEvent, _ line: LineReference, at index: Int) {
    var source: String?
    if settings.keepsLines { source = event.shownSource }
    switch event.kind {
    case .opened:
      sessions[index].hasConnect = true
      sessions[index].doubts.remove(.beginsEarlier)
      if sessions[index].start == .unknown {
        let format = event.format
        sessions[index].start = event.start ?? settings.start(format)
      }
    case .closed: sessions[index].hasEnded = true
    case .seen: break
    case .command:
      let command = Command(event.verb, argument: event.argument)
      answered(
        command, event, asked: event.argument, time: event.time, line: line, source: source,
        at: index)
    case .asked:
      ask(event, line, source, at: index)
    case .replied:
      reply(event, source, at: index)
    case .handshakeFinished, .handshakeFailed:
      var entry = Journal.Entry(
        event.kind == .handshakeFinished ? .handshakeFinished : .handshakeFailed,
        time: event.time, line: line)
      entry.source = source
      sessions[index].journal.append(entry)
    case .login:
      if event.succeeded { sessions[index].isLoggedIn = true }
      guard !sessions[index].sawPassword else { return }
      var entry = Journal.Entry(.login, time: event.time, line: line)
      entry.succeeded = event.succeeded
      entry.exposure = event.exposure
      entry.source = source
      sessions[index].journal.append(entry)
      if event.succeeded { reportClearLogin(at: index, event.time) }
    case .transfer:
      var entry = Journal.Entry(.transfer, time: event.time, line: line)
      entry.command = Command(event.verb)
      entry.exposure = event.exposure
      entry.source = source
      sessions[index].journal.append(entry)
    }
  }

  private func ask(
    _ event: borrowing LogEvent, _ line: LineReference, _ source: String?, at index: Int
  ) {
    if event.verb == .user {
      sessions[index].askedUser = names.users.number(of: event.argument)
    }
    if sessions[index].waiting.count >= Session.waitingMaximum {
      sessions[index].waiting.removeFirst()
    }
    sessions[index].waiting.append(
      Session.Waiting(
        command: Command(event.verb, argument: event.argument), time: event.time, line: line,
        source: source))
  }

  private func reply(_ event: borrowing LogEvent, _ source: String?, at index: Int) {
    guard !sessions[index].waiting.isEmpty else {
      if event.code == 421 { sessions[index].hasEnded = true }
      return
    }
    // Replies come in order; where the log left some out, what can't be an answer is passed over.
    let code = Int(event.code)
    let position = sessions[index].waiting.firstIndex { $0.command.verb.mayBeAnswered(with: code) }
    sessions[index].waiting.removeFirst(position ?? 0)
    let asked = sessions[index].waiting.removeFirst()
    let both = source.map { reply in asked.source.map { "\($0)\n\(reply)" } ?? reply }
    answered(
      asked.command, event, asked: .empty, time: event.time, line: asked.line, source: both,
      at: index)
  }

  private func answered(
    _ command: Command, _ event: borrowing LogEvent, asked name: ByteSlice, time: Timestamp,
    line: LineReference, source: String?, at index: Int
  ) {
    let verb = command.verb
    let code = Int(event.code)
    let text = event.text
    let refusal = event.refusal ?? RefusalReason(verb: verb, code: code, text: text)
    guard verb.concernsProtection || refusal != nil else {
      if !sessions[index].journal.endsInOther {
        sessions[index].journal.append(Journal.Entry(.other, time: time, line: line))
      }
      return
    }
    if verb == .user, !name.isEmpty { sessions[index].askedUser = names.users.number(of: name) }
    let endsHere = event.mayBegin ? true : !settings.logsDisconnects(event.format)
    if verb == .quit, code < 400, endsHere {
      sessions[index].hasEnded = true
    }
    if verb == .pass || verb == .acct { sessions[index].sawPassword = true }
    var entry = Journal.Entry(.command, time: time, line: line)
    entry.command = command
    entry.code = Int16(truncatingIfNeeded: code)
    entry.refusal = refusal
    entry.source = source
    sessions[index].journal.append(entry)
    if verb == .pass || verb == .user, code == 230 || code == 232 || verb == .pass && code == 202 {
      sessions[index].isLoggedIn = true
      reportClearLogin(at: index, time)
    }
  }

  private func reportClearLogin(at index: Int, _ time: Timestamp) {
    guard let loggedInClear else { return }
    var copy = sessions[index]
    settings.judge(&copy, half: false)
    if copy.findings?.protection.exposureOfControl == .clear { loggedInClear(copy, time) }
  }
}
