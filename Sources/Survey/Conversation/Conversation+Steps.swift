import Bytes
import FTPProtocol
import Records

extension Conversation {
  var isConnecting: Bool {
    if case .connecting = phase { true } else { false }
  }

  mutating func connect(tls: Bool) -> [Action] {
    if tls { triedTLS = true }
    transcript.connections += 1
    transcript.isInsideTLS = false
    parser.restart()
    connection = Connection()
    phase = .connecting(tls: tls)
    return [tls ? .connectTLS(transcript.offer) : .connect, .deadline(.connection)]
  }

  mutating func advance() -> [Action] {
    switch transcript.nextStep(options) {
    case .ask(let question):
      phase = .asking(question)
      strayLine = nil
      guard isLast(question) else {
        return [.send(question.command), .deadline(.reply)]
      }
      // One turn less, for the server too.
      connection.hasSaidGoodbye = true
      return [
        .send(question.command), .send(Question.quit.command), .deadline(.reply),
      ]
    case .reconnect where transcript.connections < options.limits.connectionsMaximum:
      return [.send(Question.quit.command), .close] + connect(tls: false)
    case .reconnect, .done: return leave()
    }
  }

  /// Whether QUIT may follow a question at once: its answers are unlike those to QUIT, and no
  /// verdict rests on them. What servers make of commands that come together is not relied on else.
  private func isLast(_ question: Question) -> Bool {
    question == .feat && transcript.isInsideTLS && !transcript.isImplicit
  }

  mutating func advanceAfterLoss(
    _ status: ServiceRecord.Status, _ words: String
  ) -> [Action] {
    note(status, words)
    let isWorth =
      switch transcript.nextStep(options) {
      case .ask(let question): question.isWorthConnecting(isInsideTLS: transcript.isInsideTLS)
      case .reconnect: true
      case .done: false
      }
    guard isWorth, transcript.connections < options.limits.connectionsMaximum else {
      return finish()
    }
    return connect(tls: transcript.isInsideTLS && transcript.isImplicit)
  }

  /// Says goodbye on a connection that is open.
  mutating func leave() -> [Action] {
    phase = .leaving
    if connection.hasSaidGoodbye { return [.deadline(.quit)] }
    return [.send(Question.quit.command), .deadline(.quit)]
  }

  /// Keeps the first reason why the survey did not come to its end.
  mutating func note(_ status: ServiceRecord.Status, _ detail: String) {
    if transcript.failure == nil { transcript.failure = .init(status: status, detail: detail) }
  }

  mutating func fail(_ status: ServiceRecord.Status, _ detail: String) -> [Action] {
    // What ends the survey counts, not what it got over before.
    transcript.failure = .init(status: status, detail: detail)
    return finish()
  }

  mutating func finish() -> [Action] {
    phase = .finished
    if transcript.greeting == nil { transcript.greeting = heardInClear }
    transcript.endsLinesAtCR = parser.endsLinesAtCR
    return [.finished(Outcome(transcript))]
  }

  /// What a server sent, to be told of: its first 200 bytes.
  static func shown(_ bytes: [UInt8]) -> String {
    bytes.withSlice { $0[0..<200].trimmed.escapedText }
  }
}
