import Bytes
import FTPProtocol
import Records

/// The survey of one FTP service, over as many connections as it takes: what to send, and what
/// the answers mean. RFC 959, 2228, 2389, 4217. It does no I/O and has no clock: events come in
/// the past tense, and actions go out.
///
///     start ──▶ connecting ──connected──────────▶ greeting ──2yz──▶ asking
///                   └──connected, with TLS──▶ handshaking ──established──▶ greeting
///
///     asking ──answered──▶ asking ──nothing left to ask──▶ leaving ──221──▶ finished
///     asking ──AUTH: 234──▶ handshaking ──established──▶ asking, inside TLS
///     asking ──the connection ended, or USER spoilt AUTH──▶ connecting, with TLS as before
///     greeting ──nothing came (.find)──▶ connecting, with TLS
///     greeting ──nothing came, inside TLS──▶ prompted ──220──▶ connecting ─▶ …, HTTP ──▶ finished
///     greeting ──4yz, 5yz──▶ leaving
///     handshaking ──a reply in clear came instead──▶ connecting, in clear
///     handshaking ──an alert, an end──▶ connecting, then without ALPN, at last without TLS 1.3
///     (any) ──not FTP, beyond a limit, no connection, no handshake──▶ finished
///
/// Which question comes next is `Transcript.nextStep`'s business, what it all means that of
/// `Transcript`'s verdicts. USER is asked before AUTH, never PASS, and QUIT at the end.
public struct Conversation: Sendable {
  enum Phase: Equatable, Sendable {
    case idle
    case connecting(tls: Bool)
    case handshaking
    case greeting
    case asking(Question)
    case leaving
    case finished
  }

  /// How FTP is looked for.
  public let mode: Mode
  /// What is asked, and within which limits.
  public let options: Options
  var phase = Phase.idle
  var parser: ReplyParser
  var transcript = Transcript()
  /// Of the connection that is open, or the last one.
  var connection = Connection()
  private var received = 0
  /// A line without a code that came since the last question.
  var strayLine: [UInt8]?
  /// Whether the server was seen to answer commands with 220.
  var answersWith220 = false
  /// The connection on which a service that was silent inside TLS was prompted to say what it is.
  var prompted: Int?
  /// Whether TLS from the first byte was tried.
  var triedTLS = false
  /// How the connection in clear ended that came before the one with TLS.
  var endInClear: ServiceRecord.Status?
  /// What a ClientHello was answered with in clear: a greeting, or as much as came of it.
  var heardInClear: Reply?
  /// Whether it was tried in clear a second time since.
  var triedClearAgain = false

  /// A survey that has not begun: `start` begins it.
  public init(mode: Mode, options: Options = Options()) {
    self.mode = mode
    self.options = options
    parser = ReplyParser(limits: options.limits.reply)
    transcript.isImplicitPort = mode == .implicit
  }

  /// Whether `finished` was given.
  var isFinished: Bool { phase == .finished }

  // MARK: Events

  /// The survey begins.
  mutating func start() -> [Action] {
    guard phase == .idle else { return [] }
    return connect(tls: mode == .implicit)
  }

  /// The connection asked for is there.
  mutating func connected() -> [Action] {
    guard case .connecting(let tls) = phase else { return [] }
    phase = tls ? .handshaking : .greeting
    return [.deadline(tls ? .handshake : .greeting)]
  }

  /// The connection asked for could not be made.
  mutating func connectFailed(_ failure: ConnectFailure) -> [Action] {
    guard case .connecting = phase else { return [] }
    // It was made, and ended before we saw that it was.
    if failure == .reset { return silenceEnded(failure.status, failure.words) }
    guard transcript.greeting != nil || !transcript.refusedOffers.isEmpty else {
      return fail(failure.status, failure.words)
    }
    note(failure.status, "a further connection: \(failure.words)")
    return finish()
  }

  /// TLS holds on the connection.
  mutating func tlsEstablished(_ description: TLSDescription) -> [Action] {
    guard phase == .handshaking else { return [] }
    transcript.tls = description
    transcript.isInsideTLS = true
    parser.restart()
    if transcript.agreedAuth != nil { return advance() }
    transcript.isImplicit = true
    phase = .greeting
    return [.deadline(.greeting)]
  }

  /// The handshake came to nothing.
  mutating func tlsFailed(_ failure: TLSFailure) -> [Action] {
    guard phase == .handshaking else { return [] }
    if transcript.agreedAuth == nil, failure.isEcho { return [.close] + echoSeen() }
    if transcript.agreedAuth == nil, !failure.plaintext.isEmpty {
      return [.close] + plaintextSeen(failure.plaintext, failure.detail)
    }
    if transcript.tls != nil { return [.close] + handshakeMissed(.tlsFailed, failure.detail) }
    transcript.demand = failure.demand
    if failure.isAlert { transcript.isTLSSeen = true }
    if failure.isAlert, failure.demand == nil, let again = nextOffer(after: failure.detail) {
      return [.close] + again
    }
    let said = Self.shown(failure.plaintext)
    return [.close] + fail(.tlsFailed, failure.detail + (said.isEmpty ? "" : "; it sent: \(said)"))
  }

  /// The connection ended, and not by us. `isTLSBegun` says of one that ended in the handshake that
  /// the server had sent a part of it: else nothing tells that there is TLS, unless `AUTH` did.
  /// `demand` is what the server would have wanted, where an alert tells.
  mutating func connectionLost(
    _ loss: Loss, isTLSBegun: Bool = false, demand: Demand? = nil
  ) -> [Action] {
    // In TLS 1.3 a client's handshake is over before the server looks at its certificate.
    if case .alert(let why) = loss, transcript.isInsideTLS, !connection.hasHeardInsideTLS,
      !isFinished
    {
      transcript.demand = demand
      return fail(.tlsFailed, why)
    }
    switch phase {
    case .idle, .connecting, .finished: return []
    case .leaving: return finish()
    case .handshaking: return handshakeEnded(loss, isTLSBegun: isTLSBegun)
    case .greeting:
      if let reply = lastGreeting() { return greetingLost(reply, loss) }
      return silenceEnded(loss.status, loss.words)
    case .asking(let question):
      let answer = lastAnswer(to: question)
      if answer == nil, isEchoed(question) { return echoSeen(question) }
      keepDoubtful()
      transcript.add(question, answer.map { .reply($0) } ?? .lost(loss))
      return advanceAfterLoss(loss.status, "\(loss.words) on \(question.verb)")
    }
  }

  /// The timer ended.
  mutating func timedOut() -> [Action] {
    switch phase {
    case .idle, .finished: return []
    case .connecting: return [.close] + connectFailed(.timedOut)
    case .leaving: return [.close] + finish()
    case .handshaking where transcript.tls != nil:
      return [.close] + handshakeMissed(.timeout, "no TLS handshake in time")
    case .handshaking:
      transcript.isSilentToHello = true
      if transcript.isTLSKnown {
        let words = "no TLS handshake in time"
        return [.close] + (nextOffer(after: words) ?? fail(.tlsFailed, words))
      }
      let missing = mode == .find ? "neither a greeting nor a" : "no"
      return [.close] + fail(.timeout, "\(missing) TLS handshake in time")
    case .greeting:
      if parser.isInsideReply, connection.hasGrown {
        connection.hasGrown = false
        guard connection.hasMoreTime else {
          connection.hasMoreTime = true
          return [.deadline(.greeting)]
        }
        if let reply = lastGreeting() { keep(reply) }
        transcript.isGreetingCut = true
        return [.close] + fail(.timeout, "the greeting did not come to its end in time")
      }
      if let reply = lastGreeting() {
        // A 1yz that is given no more time ends it.
        guard reply.isPreliminary, connection.hasBegunGreeting else { return greeted(reply) }
        keep(reply)
      }
      transcript.hasWaited = true
      if let prompt = promptOfSilence() { return prompt }
      return [.close] + silenceEnded(.timeout, "no greeting in time")
    case .asking(let question):
      if let reply = lastAnswer(to: question) { return replied(to: question, reply) }
      if connection.doubtful != nil, !question.isAuth { return doubtEnded(question) }
      keepDoubtful()
      if isEchoed(question) { return [.close] + echoSeen(question) }
      if question.isAuth, let strayLine {
        transcript.add(question, .codeless(strayLine))
        return advance()
      }
      transcript.add(question, .timedOut)
      let words = "no answer to \(question.verb) in time"
      // A server may be silent on one command only, or since USER: what is left is asked on a fresh
      // connection.
      let isAfterUser = transcript.exchanges.last?.isAfterUser == true
      if question.isAuth ? isAfterUser : transcript.timeouts == 1 {
        return [.close] + advanceAfterLoss(.timeout, words)
      }
      note(.timeout, words)
      return leave()
    }
  }

  /// Bytes came: from inside TLS where it holds.
  mutating func received(_ bytes: ByteSlice) -> [Action] {
    received += bytes.count
    if received > options.limits.bytesMaximum, phase != .finished {
      return [.close] + fail(.replyTooLong, "the server sent too much")
    }
    switch phase {
    case .greeting:
      connection.hasGrown = true
      if let actions = signatureSeen(bytes) { return actions }
    case .asking, .leaving: break
    case .idle, .connecting, .handshaking, .finished: return []
    }
    connection.hasHeardInsideTLS = transcript.isInsideTLS
    parser.append(bytes)
    var actions: [Action] = []
    while let event = parser.next() {
      // What is already here can't be the answer to what is only now being sent.
      if actions.contains(where: \.isSend) {
        if case .reply(let reply) = event { unsolicited(reply) }
      } else {
        actions += take(event)
      }
      if phase == .handshaking || phase == .finished || isConnecting { break }
    }
    return actions
  }
}

extension Conversation.Action {
  fileprivate var isSend: Bool {
    if case .send = self { true } else { false }
  }
}
