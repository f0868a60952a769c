import Bytes
import FTPProtocol

extension ServerSession {
  /// Adds what the persona says in a situation to the answer.
  mutating func say(_ situation: Situation) {
    let words = book[situation]
    words.append(values, to: &answer.reply)
    if let code = words.code { answer.code = code }
    answer.said = situation
  }

  /// The same, where something could not be done with a file.
  mutating func say(_ situation: Situation, because reason: FileError) {
    values.reason = reason == .missing && isBelowFile(values.path) ? .isFile : reason
    say(situation)
  }

  /// Whether a path that nothing has leads through a file.
  private func isBelowFile(_ path: [UInt8]) -> Bool {
    var above = FilePath.parent(of: path)
    while files.entry(at: above) == nil, above != [0x2F] { above = FilePath.parent(of: above) }
    return files.entry(at: above)?.isFolder == false
  }

  /// The command is answered: what it did is kept, then the answer leaves, then what follows it.
  mutating func finish(at time: Timestamp) {
    _ = protection.replyReceived(to: request.command, code: answer.code ?? 0)
    if let said = answer.said, policy.closesAfter.contains(said) { close(.persona) }
    guard answer.delayMilliseconds > 0 else {
      observe(request, code: answer.code)
      flush()
      answered = time
      return
    }
    let earlier = actions
    actions = []
    observe(request, code: answer.code)
    flush()
    waiting = .pause(actions)
    actions = earlier + [.pause(milliseconds: answer.delayMilliseconds)]
  }

  /// Puts the answer so far, and what follows it, behind the actions.
  mutating func flush() {
    if !answer.reply.isEmpty {
      answerBytes += answer.reply.count
      actions.append(.send(answer.reply))
      answer.reply = []
    }
    if !answer.trailing.isEmpty {
      actions += answer.trailing
      answer.trailing = []
    }
  }

  /// Closes once the answer has left.
  mutating func close(_ reason: EndReason) {
    guard !isOver else { return }
    isOver = true
    if transfer != nil || source != .nowhere { answer.trailing.append(.dropData) }
    answer.trailing.append(.close(reason: reason))
  }

  /// A command's observation. The password of PASS is in the login's, where there was one.
  mutating func observe(_ request: Request, code: Int?) {
    let since = max(0, request.arrived.milliseconds - answered.milliseconds)
    actions.append(
      .observe(
        .command(
          CommandObservation(
            verb: request.line.verb, argument: request.isPasswordTold ? [] : request.argument,
            code: code,
            millisecondsSincePrevious: Int(clamping: since), isPipelined: request.isPipelined))))
  }

  /// An exploit, once for each command.
  mutating func note(exploit signature: String, cve: String? = nil, payload: [UInt8]) {
    guard !answer.exploits.contains(signature) else { return }
    answer.exploits.append(signature)
    if !summary.exploits.contains(signature) { summary.exploits.append(signature) }
    actions.append(.observe(.exploit(signature: signature, cve: cve, payload: payload)))
  }

  mutating func lookForExploits() {
    guard let signatures = setting.signatures, !isForeignBinary else { return }
    let line = request.line
    let found = signatures.matches(
      SightedCommand(
        verb: line.verb, argument: line.argument, raw: line.raw, isTooLong: line.isTooLong,
        isLoggedIn: login.isLoggedIn))
    for match in found {
      let payload = line.raw.isEmpty ? line.verb + [0x20] + line.argument : line.raw
      note(exploit: match.signature, cve: match.cve, payload: payload)
    }
  }

  /// What the client speaks, where its first bytes are no FTP.
  mutating func noteForeign() {
    guard !spokeFTP, summary.foreignProtocol == nil else { return }
    summary.foreignProtocol = firstBytes.withSlice { ForeignClient($0) }
  }

  /// Whether the line was cut out of bytes that have no lines: a TLS hello has NULs, which are no
  /// attack there.
  private var isForeignBinary: Bool {
    guard !spokeFTP, let lines = summary.foreignProtocol?.linesOfText else { return false }
    return summary.commands > lines
  }

  mutating func setClock(_ time: Timestamp) {
    let text = ListingTime(time)
    values.clock = text.clock
    values.date = text.date
  }
}
