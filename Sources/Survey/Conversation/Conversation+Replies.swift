import Bytes
import FTPProtocol
import Records

extension Conversation {
  mutating func take(_ event: ReplyParser.Event) -> [Action] {
    switch (event, phase) {
    case (.tooLong(let excess), _): return [.close] + fail(.replyTooLong, excess.words)
    case (.stray(let line), _):
      connection.strays += 1
      strayLine = line
      // SSH's own line may stand behind others (RFC 4253 §4.2).
      if phase == .greeting, let found = line.withSlice({ ForeignProtocol(signature: $0) }) {
        return [.close] + foreignSeen(found)
      }
      guard connection.strays > options.limits.straysMaximum else { return [] }
      if phase == .greeting { return [.close] + foreignSeen() }
      return [.close] + fail(.error, "too many lines that are no replies")
    case (.reply(let reply), .leaving):
      transcript.add(.quit, .reply(reply))
      return [.close] + finish()
    case (.reply(let reply), .greeting): return greeted(reply)
    case (.reply(let reply), .asking(let question)): return replied(to: question, reply)
    case (.reply, _): return []
    }
  }

  mutating func greeted(_ reply: Reply) -> [Action] {
    keep(reply)
    let before = connection.head.prefix { !$0.isDigit }
    if connection.strays == 0, before.contains(where: { $0 == 0 || $0 >= 0x80 }) {
      transcript.hasBytesBeforeGreeting = true
    }
    if reply.isPreliminary {
      connection.strays += 1
      if connection.strays > options.limits.straysMaximum {
        return [.close] + fail(.error, "endless 1yz")
      }
      // Once: or who sends them for ever is waited for as long.
      guard !connection.hasBegunGreeting else { return [] }
      connection.hasBegunGreeting = true
      return [.deadline(.greeting)]
    }
    if namesAnother(reply) { return leave() }
    if reply.isPositive {
      // A greeting that was slow: what comes next would answer the prompt.
      guard prompted == transcript.connections else { return advance() }
      return [.close] + connect(tls: true)
    }
    refused(by: reply)
    return leave()
  }

  /// The connection ended in the greeting, of which this was there.
  mutating func greetingLost(_ reply: Reply, _ loss: Loss) -> [Action] {
    keep(reply)
    if reply.isNegative {
      refused(by: reply)
    } else {
      note(loss.status, "\(loss.words) in the greeting")
    }
    return finish()
  }

  mutating func keep(_ greeting: Reply) {
    if transcript.greeting?.isPreliminary ?? true { transcript.greeting = greeting }
    if greeting.code == 421 { transcript.isBusy = true }
  }

  private mutating func refused(by reply: Reply) {
    let again = transcript.connections > 1 ? "a further connection was " : ""
    note(.closed, "\(again)greeted with \(reply.code)")
    if let foreign = ForeignProtocol(words: reply), transcript.connections == 1 {
      transcript.foreign = .named(foreign)
    }
  }

  mutating func replied(to question: Question, _ reply: Reply) -> [Action] {
    guard isAnswer(reply, to: question) else {
      let isFirstDoubt = connection.doubtful == nil && mayGreet(reply, question)
      if isFirstDoubt { connection.doubtful = reply } else { unsolicited(reply) }
      guard connection.strays > options.limits.straysMaximum else {
        return isFirstDoubt && !question.isAuth ? [.deadline(.quit)] : []
      }
      return [.close] + fail(.error, "endless greetings")
    }
    keepDoubtful()
    transcript.add(question, .reply(reply))
    guard question.isAuth, reply.code == 234 else { return advance() }
    // An alert is TLS already: the server can't do it, and did not wait for our hello to say so.
    if parser.unconsumed.withSlice({ ForeignProtocol(signature: $0) }) == .tls {
      return [.close] + fail(.tlsFailed, "an alert came before the handshake")
    }
    guard parser.unconsumed.isEmpty else {
      transcript.hasPlaintextAfterAuth = true
      return [.close]
        + fail(.tlsFailed, "plaintext behind the 234: \(Self.shown(parser.unconsumed))")
    }
    phase = .handshaking
    return [.startTLS(transcript.offer), .deadline(.handshake)]
  }

  /// Nothing else came: the 220 was the answer.
  mutating func doubtEnded(_ question: Question) -> [Action] {
    guard let reply = connection.doubtful else { return [] }
    connection.doubtful = nil
    answersWith220 = true
    return replied(to: question, reply)
  }

  /// The 220 that came was more of the greeting, or is lost for good.
  mutating func keepDoubtful() {
    guard let reply = connection.doubtful else { return }
    connection.doubtful = nil
    unsolicited(reply)
  }

  /// Whether a reply may be more of a greeting: a 220 before any answer on the connection, or
  /// inside TLS, where there are servers that greet again; of a server that was not seen to answer
  /// with 220. Whether there is TLS does not rest on that.
  private func mayGreet(_ reply: Reply, _ question: Question) -> Bool {
    guard reply.code == 220, question.isAuth || !answersWith220 else { return false }
    return !transcript.exchanges.contains {
      $0.connection == transcript.connections && $0.isInsideTLS == transcript.isInsideTLS
        && $0.isAnswered
    }
  }

  /// Whether a reply is a question's, and the last of it: a greeting in several replies may go on;
  /// a 1yz has another reply behind it; and what answers an earlier question again leaves this one
  /// open.
  private func isAnswer(_ reply: Reply, to question: Question) -> Bool {
    !mayGreet(reply, question) && !reply.isPreliminary && !transcript.isLate(reply, for: question)
  }

  /// What was there of an answer when no more was to come, taken for all of it; nil where there is
  /// none.
  mutating func lastAnswer(to question: Question) -> Reply? {
    let event = parser.finish()
    if case .stray(let line)? = event { strayLine = line }
    guard case .reply(let reply)? = event, isAnswer(reply, to: question) else { return nil }
    return reply
  }

  mutating func unsolicited(_ reply: Reply) {
    connection.strays += 1
    if reply.isPreliminary { return }
    let isGreeting = reply.code == 220 && (!transcript.isInsideTLS || transcript.isImplicit)
    if isGreeting, let greeting = transcript.greeting, greeting.code == 220,
      greeting.text.count + reply.text.count < options.limits.reply.bytesMaximum
    {
      transcript.greeting = Reply(code: 220, text: greeting.text + [0x0A] + reply.text)
    } else {
      transcript.hasUnsolicited = true
    }
  }

  /// What was there of a greeting when no more was to come, taken for all of it; nil where there
  /// is none.
  mutating func lastGreeting() -> Reply? {
    var event = parser.finish()
    while case .stray = event { event = parser.finish() }
    guard case .reply(let reply)? = event else { return nil }
    // 421 may come at any moment (RFC 959 §5.4), so also where a greeting was to go on.
    guard !reply.isWhole, let last = reply.lines.last else { return reply }
    let end = last.withSlice { line in
      ReplyLine(line).flatMap { $0.code == 421 ? Reply(code: 421, text: $0.text.copied) : nil }
    }
    return end ?? reply
  }
}
