import Bytes
import FTPProtocol

/// The way to TLS on one more connection to a service that is known: what to say until a
/// ClientHello may be sent. It does no I/O and has no clock.
///
///     connecting ──connected──▶ greeting ──2yz──▶ AUTH ──234──▶ TLS
///         └──connected, where TLS comes first──▶ TLS
///
///     greeting ──2yz, where FEAT has to come first──▶ FEAT ──answered──▶ AUTH
///     AUTH ──503──▶ FEAT ──answered──▶ AUTH, where it was not asked before
///     AUTH ──refused──▶ USER ──answered──▶ AUTH ──refused──▶ given up
///     (any) ──no greeting of 2yz, or no replies──▶ given up
struct TLSApproach: Sendable {
  /// What the driver is to do.
  enum Action: Equatable, Sendable {
    case send([UInt8])
    /// All that comes from now on is TLS.
    case beginTLS
    /// There is no way to TLS on this connection.
    case giveUp
  }

  private enum Phase: Equatable {
    case connecting, greeting
    case asking(Question, isAfterUser: Bool)
    case ended
  }

  /// What to ask for TLS in clear; nil where TLS comes first.
  private let auth: Question?
  /// Whether a server wants FEAT before AUTH on each connection.
  private let wantsFEATFirst: Bool
  private var hasAskedFEAT = false
  private var phase = Phase.connecting
  private var parser: ReplyParser

  /// `parser` has read nothing yet.
  init(auth: Question?, wantsFEATFirst: Bool, parser: ReplyParser) {
    self.auth = auth
    self.wantsFEATFirst = wantsFEATFirst
    self.parser = parser
  }

  /// The connection is there.
  mutating func connected() -> [Action] {
    guard auth == nil else {
      phase = .greeting
      return []
    }
    return end(.beginTLS)
  }

  /// Bytes came in clear.
  mutating func received(_ bytes: ByteSlice) -> [Action] {
    parser.append(bytes)
    while phase != .ended, let event = parser.next() {
      switch event {
      case .reply(let reply):
        let actions = replied(reply)
        if !actions.isEmpty { return actions }
      case .tooLong: return end(.giveUp)
      default: continue
      }
    }
    return []
  }

  private mutating func replied(_ reply: Reply) -> [Action] {
    // A greeting may come in several replies.
    if reply.isPreliminary || phase != .greeting && reply.code == 220 { return [] }
    switch phase {
    case .greeting where reply.isPositive:
      return wantsFEATFirst ? ask(.feat, isAfterUser: false) : askAuth(isAfterUser: false)
    case .asking(.feat, _): return askAuth(isAfterUser: false)
    case .asking(.user, _): return askAuth(isAfterUser: true)
    case .asking where reply.code == 234: return end(.beginTLS)
    // The conversation had asked FEAT before AUTH, and could not tell that it has to be so.
    case .asking(_, isAfterUser: false) where reply.code == 503 && !hasAskedFEAT:
      return ask(.feat, isAfterUser: false)
    case .asking(_, isAfterUser: false): return ask(.user, isAfterUser: true)
    case .connecting, .greeting, .asking, .ended: return end(.giveUp)
    }
  }

  private mutating func askAuth(isAfterUser: Bool) -> [Action] {
    auth.map { ask($0, isAfterUser: isAfterUser) } ?? end(.giveUp)
  }

  private mutating func ask(_ question: Question, isAfterUser: Bool) -> [Action] {
    phase = .asking(question, isAfterUser: isAfterUser)
    if question == .feat { hasAskedFEAT = true }
    return [.send(question.command)]
  }

  private mutating func end(_ action: Action) -> [Action] {
    phase = .ended
    return [action]
  }
}

extension Conversation {
  /// The way to TLS on a further connection to the same server.
  var approach: TLSApproach {
    var parser = parser
    parser.restart()
    return TLSApproach(
      auth: transcript.isImplicit ? nil : transcript.agreedAuth?.question,
      wantsFEATFirst: transcript.wantsFEATFirst, parser: parser)
  }
}
