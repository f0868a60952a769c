import Bytes
import FTPProtocol

extension ServerSession {
  /// Takes commands as long as there are any and nothing else is waited for.
  mutating func run(at time: Timestamp) {
    var isPipelined = false
    while !isOver, case .nothing = waiting {
      if answerBytes > Self.answerBytesMaximum || files.looks > Self.looksMaximum {
        answerBytes = 0
        files.looks = 0
        waiting = .pause([])
        actions.append(.pause(milliseconds: 0))
        return
      }
      if transfer == nil, !pending.isEmpty {
        perform(pending.removeFirst(), at: time)
        continue
      }
      guard let line = parser.next() else { return }
      let next = Request(
        line: line, arrived: time, isPipelined: isPipelined || transfer != nil)
      if line.isTelnetOnly {
        hear(next)
        continue
      }
      isPipelined = true
      if transfer == nil || isAnsweredNow(next) {
        perform(next, at: time)
      } else if pending.count < setting.limits.pendingMaximum {
        pending.append(next)
      } else {
        end(saying: .closing, .limit)
      }
    }
  }

  /// Whether a command is answered while a transfer goes on.
  private func isAnsweredNow(_ next: Request) -> Bool {
    guard let word = next.line.word, let command = setting.persona.commands[word] else {
      return policy.data.answersDuringTransfer && pending.isEmpty
    }
    if command.handler.comesDuringTransfer { return true }
    return policy.data.answersDuringTransfer && pending.isEmpty
      && !command.handler.waitsForTransfer
  }

  /// A line of telnet's commands alone: no command of FTP's, so no reply; told of as it came.
  private mutating func hear(_ next: Request) {
    answer = Answer(next, at: next.arrived)
    // Before its bytes stand for a verb: as words they are binary.
    lookForExploits()
    answer.request.line.verb = next.line.raw
    count(request)
    if isTooMuch() { return }
    observe(request, code: nil)
    if !next.line.telnetAnswer.isEmpty { actions.append(.send(next.line.telnetAnswer)) }
  }

  /// Ends a session of too many commands; whether it did.
  private mutating func isTooMuch() -> Bool {
    guard summary.commands > setting.limits.commandsMaximum else { return false }
    end(saying: .tooManyFailures, .limit)
    return true
  }

  private mutating func perform(_ next: Request, at time: Timestamp) {
    answer = Answer(next, at: time)
    values.verb = next.line.verb
    values.argument = shown(next.line.argument)
    if !next.line.telnetAnswer.isEmpty { actions.append(.send(next.line.telnetAnswer)) }
    files.looks += 1
    count(next)
    lookForExploits()
    if isTooMuch() { return }
    decide()
    if answer.isDeferred { flush() } else { finish(at: time) }
  }

  private mutating func count(_ next: Request) {
    summary.commands += 1
    guard let word = next.line.word else {
      summary.verbs["?", default: 0] += 1
      note(name: next.line.verb + [0x20] + next.argument)
      return noteForeign()
    }
    let verb = String(decoding: next.line.verb, as: UTF8.self)
    let isCounted = summary.verbs.count < Self.verbsMaximum || summary.verbs[verb] != nil
    summary.verbs[isCounted ? verb : "?", default: 0] += 1
    let isFTP = CommandTable.words.contains(word) || setting.persona.commands[word] != nil
    if !isFTP || verb == "HELP" { note(name: next.line.verb + [0x20] + next.argument) }
    if !spokeFTP {
      spokeFTP = isFTP
      if spokeFTP { firstBytes = [] } else { noteForeign() }
    }
  }

  /// Keeps what the client may call itself by.
  mutating func note(name: [UInt8]) {
    if summary.names.count < Self.namesMaximum { summary.names.append(name) }
  }

  /// Different verbs that are counted apart.
  private static let verbsMaximum = 100
  private static let namesMaximum = 20

  /// What to do with a command: what the persona knows, demands and answers, in this order.
  private mutating func decide() {
    if request.line.isTooLong { return say(.lineTooLong) }
    guard let word = request.line.word ?? oldPassive else { return sayUnknown() }
    if setting.persona.closesOn.contains(word) {
      if !sayAnswer() { say(.commandUnknown) }
      return close(.persona)
    }
    guard let command = setting.persona.commands[word] else {
      if let needsLogin = setting.persona.answered[word] {
        if needsLogin, demandsLogin() { return }
        if sayAnswer() { return }
      }
      return sayUnknown()
    }
    answer.request.verb = command.handler.verb
    if command.needsTLS, setting.allowsTLS, !isProtected { return sayTLSRequired() }
    if command.needsLogin, demandsLogin() { return }
    if policy.data.wantsConnectionFirst, request.verb.isTransfer, source == .nowhere {
      return say(.noDataConnection)
    }
    if command.isAnswered, sayAnswer() { return }
    switch command.handler.argument {
    case .required where request.argument.isEmpty: return say(.argumentMissing)
    case .none where !request.argument.isEmpty && policy.refusesNeedlessArguments:
      return say(.argumentBad)
    default: break
    }
    command.handler.run(&self)
  }

  /// What `P@SW` is to some: PASV, for clients behind what changes that on the way.
  private var oldPassive: VerbWord? {
    let isKnown = request.line.verb.withSlice { $0.equalsIgnoringCase("P@SW") }
    return isKnown && setting.persona.persona.verbs.contains("P@SW") ? VerbWord("PASV") : nil
  }

  /// Guests are told so in other words by some.
  private mutating func sayTLSRequired() {
    let isGuest = request.argument == Self.anonymous || request.argument == Self.ftp
    say(request.verb == .user && isGuest ? .tlsRequiredForGuests : .tlsRequired)
  }

  private mutating func sayUnknown() {
    let line = request.line
    let isEmpty = line.argument.isEmpty && line.raw.isEmpty
    let situation: Situation =
      line.verb.isEmpty
      ? isEmpty ? .lineEmpty : .verbMissing
      : line.verb.allSatisfy { $0.isLetterOrDigit || $0 == 0x40 } ? .commandUnknown : .verbStrange
    let isOwn = isEmpty && policy.replies[.lineEmpty] != nil || policy.replies[.verbMissing] != nil
    if line.verb.isEmpty, isOwn { return say(situation) }
    if situation == .verbStrange, policy.replies[situation] != nil { return say(situation) }
    if policy.login.comesBeforeUnknown, demandsLogin() { return }
    say(situation)
  }

  private mutating func demandsLogin() -> Bool {
    if login.isLoggedIn { return false }
    say(.loginRequired)
    return true
  }

  /// Says what the persona merely answers; whether it has words for it.
  private mutating func sayAnswer() -> Bool {
    guard let words = book.answer(to: request.line.verb, argument: request.argument) else {
      return false
    }
    words.append(values, to: &answer.reply)
    answer.code = words.code
    return true
  }

  /// Whether the control connection is inside TLS.
  var isProtected: Bool { protection.control == .tls || protection.control == .negotiating }
}
