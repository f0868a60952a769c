import Bytes
import FTPProtocol
import Records

/// What a survey of one service has learnt so far.
struct Transcript: Equatable, Sendable {
  /// The first greeting, of whichever connection.
  var greeting: Reply?
  var exchanges: [Exchange] = []
  /// Connections made or tried.
  var connections = 0
  /// Whether TLS holds on the connection that is open.
  var isInsideTLS = false
  /// Whether TLS came before the first reply.
  var isImplicit = false
  var tls: TLSDescription?
  /// Whether the service was seen to speak something else than FTP.
  var foreign = Foreign.no
  /// Whether a greeting said 421: too busy, and worth another try later.
  var isBusy = false
  /// What ended the survey before its time, and how.
  var failure: Failure?
  /// What the next handshake offers.
  private(set) var offer = Conversation.Offer.all
  /// How the server ended the handshakes that offered more: there are some that do so for ALPN
  /// alone, or for TLS 1.3.
  private(set) var refusedOffers: [RefusedOffer] = []
  /// Whether a part of TLS came, be it an alert.
  var isTLSSeen = false
  /// What the server wants of its clients that we do not have, where it said so.
  var demand: Conversation.Demand?
  /// Whether the port is one where TLS comes before the first reply.
  var isImplicitPort = false
  /// Whether the time for a handshake ran out.
  var isSilentToHello = false
  /// Whether a connection was held in silence until the time for a greeting was over.
  var hasWaited = false
  /// Whether bytes that are no text stood before a greeting's code: NUL, a byte order mark, telnet.
  var hasBytesBeforeGreeting = false
  /// Whether the greeting was still on its way when its time was over.
  var isGreetingCut = false
  /// Whether lines end with CR alone.
  var endsLinesAtCR = false
  /// Replies that nobody asked for were seen.
  var hasUnsolicited = false
  /// Bytes in clear stood behind the 234, where only TLS may come: a response injected, the like
  /// of which CVE-2011-0411 is for commands.
  var hasPlaintextAfterAuth = false

  struct Failure: Equatable, Sendable {
    let status: ServiceRecord.Status
    let detail: String
  }

  enum Foreign: Equatable, Sendable {
    case no
    /// It is none that is known.
    case unnamed
    case named(ForeignProtocol)
  }

  struct RefusedOffer: Equatable, Sendable {
    let offer: Conversation.Offer
    /// How it was ended, in words.
    let words: String
  }

  /// A handshake was refused; whether there is less to offer.
  mutating func offersLess(after words: String) -> Bool {
    guard let next = offer.next else { return false }
    refusedOffers.append(RefusedOffer(offer: offer, words: words))
    offer = next
    return true
  }

  /// It is tried in clear: handshakes begin anew.
  mutating func offersAll() {
    offer = .all
    refusedOffers = []
  }

  mutating func add(_ question: Question, _ result: Exchange.Result) {
    let isAfterUser = exchanges.contains {
      $0.connection == connections && $0.question.isUser && !$0.isInsideTLS
    }
    exchanges.append(
      Exchange(
        question: question, isInsideTLS: isInsideTLS, connection: connections,
        isAfterUser: isAfterUser, result: result))
  }

  /// Whether there is TLS, whatever came of handshakes.
  var isTLSKnown: Bool { isTLSSeen || agreedAuth != nil }

  // MARK: What was said

  /// Whether something was asked in clear, and what became of it does not depend on how the
  /// connection was.
  func settledInClear(_ question: Question) -> Exchange? {
    exchanges.last { $0.question == question && !$0.isInsideTLS && isConclusive($0) }
  }

  /// How many questions were not answered in time.
  var timeouts: Int { exchanges.count { $0.result == .timedOut } }

  /// The last reply to a question.
  func reply(_ question: Question, insideTLS: Bool? = nil) -> Exchange? {
    exchanges.last {
      $0.question == question && $0.reply != nil && insideTLS ?? $0.isInsideTLS == $0.isInsideTLS
    }
  }

  /// The AUTH that the server agreed to.
  var agreedAuth: Exchange? { exchanges.first { $0.question.isAuth && $0.reply?.code == 234 } }

  func features(insideTLS: Bool) -> Features? {
    reply(.feat, insideTLS: insideTLS)?.reply.flatMap { Features($0) }
  }

  /// Whether an answer stands by itself. After USER a server may refuse a command because PASS has
  /// to come next, may have closed on USER or fallen silent; then a fresh connection tells.
  func isConclusive(_ exchange: Exchange) -> Bool {
    if isPutOff(exchange) || isOutOfOrder(exchange) || isUnheard(exchange) { return false }
    guard exchange.question.dependsOnUser, exchange.isAfterUser, !exchange.isInsideTLS else {
      return true
    }
    guard let reply = exchange.reply else {
      if exchange.isAnswered { return !mayHaveTLS }
      return exchange.result == .timedOut && !exchange.question.isAuth
    }
    guard exchange.question.isAuth else { return reply.code != 503 }
    switch reply.code {
    // PASS or ACCT has to come next, or USER was answered twice.
    case _ where reply.takesUser: return false
    case 200..<400: return true
    case 431, 534: return true
    case 500, 501, 502, 504: return !mayHaveTLS
    default: return false
    }
  }

  /// Whether a server that knows no AUTH after USER may know it before: FEAT lists it, or lists
  /// nothing, and USER was taken, so that PASS has to come next.
  private var mayHaveTLS: Bool {
    guard let features = features(insideTLS: false) else {
      return reply(.user, insideTLS: false)?.reply?.takesUser == true
    }
    return features.offersTLS
  }

  /// Whether AUTH, which FEAT lists, was answered with 503 on a connection that had neither USER
  /// nor FEAT before: there are servers that want FEAT first.
  private func isOutOfOrder(_ exchange: Exchange) -> Bool {
    exchange.question.isAuth && exchange.reply?.code == 503 && !exchange.isAfterUser
      && features(insideTLS: false)?.offersTLS == true
      && !exchanges.contains { $0.question == .feat && $0.connection == exchange.connection }
  }

  /// Whether FEAT has to come before AUTH on each connection.
  var wantsFEATFirst: Bool { exchanges.contains(where: isOutOfOrder) }

  /// Whether a question found the connection ended on which another had been answered, AUTH TLS
  /// before AUTH SSL, any before USER in clear: it was not heard.
  func isUnheard(_ exchange: Exchange) -> Bool {
    guard case .lost = exchange.result else { return false }
    let isUser = exchange.question == .user && !exchange.isInsideTLS
    guard isUser || exchange.question == .authSSL else { return false }
    return exchanges.contains {
      $0.connection == exchange.connection && $0.isAnswered
        && (isUser ? $0.question != .user : $0.question == .authTLS)
    }
  }

  /// Whether AUTH was neither agreed to nor refused: 421 may be a limit of connections, and who
  /// lists TLS in FEAT and says 4yz has it another time. 431 tells of TLS itself, which there is
  /// not (RFC 2228 §3).
  private func isPutOff(_ exchange: Exchange) -> Bool {
    guard exchange.question.isAuth, let code = exchange.reply?.code else { return false }
    let isTransient = (400..<500).contains(code) && code != 431
    return code == 421 || isTransient && features(insideTLS: false)?.offersTLS == true
  }

  /// The AUTH that was put off on a further connection too; nil where none was.
  var putOff: Exchange? {
    guard let last = exchanges.last(where: isPutOff) else { return nil }
    return exchanges.count { $0.question == last.question && isPutOff($0) } > 1 ? last : nil
  }

  /// Whether a reply's code is that of an answer to something else than `question`, which was
  /// asked before it on the connection: a server's second reply to the same. Where AUTH comes
  /// behind USER, a fresh connection tells sooner than waiting.
  func isLate(_ reply: Reply, for question: Question) -> Bool {
    let answered: [Question]
    switch reply.code {
    case 211: answered = [.feat]
    case 215: answered = [.syst]
    case _ where reply.takesUser:
      answered = [.user, .anonymous] + (question.isAuth ? [question] : [])
    case 234: answered = [.authTLS, .authSSL]
    default: return false
    }
    guard !answered.contains(question) else { return false }
    return exchanges.contains {
      $0.connection == connections && $0.isInsideTLS == isInsideTLS
        && answered.contains($0.question)
    }
  }

  // MARK: Whether it is FTP

  /// Whether an answer came that only FTP has.
  var isProvenFTP: Bool {
    exchanges.contains {
      guard let code = $0.reply?.code else { return false }
      switch $0.question {
      case .feat: return code == 211
      case .syst: return code == 215
      case .user, .anonymous: return $0.reply?.takesUser == true
      case .authTLS, .authSSL: return code == 234
      case .pbsz, .protP, .protC: return code == 200
      case .ehlo, .quit: return false
      }
    }
  }

  /// Whether the service is FTP, as far as is known: by what it answered, else by its words, else
  /// because it knew a command and not EHLO. There are mail servers that say 530, 550 or 250 to
  /// anything, and codes that show no knowledge anyhow (421, 501, 503, 554).
  var isFTP: Bool {
    if foreign != .no { return false }
    if isProvenFTP { return true }
    let ehlo = exchanges.last { $0.question == .ehlo }
    if ehlo?.reply?.code == 250 { return false }
    let isNamed = greeting?.saysOutsideHostNames("FTP") == true
    if let greeting, ForeignProtocol(words: greeting) != nil { return isNamed && ehlo != nil }
    if isNamed { return true }
    // FTP greets with 220, some with 120 before it (RFC 959 §5.4).
    guard greeting?.code == 220 || greeting?.code == 120 else { return false }
    let refusals = [530, 532, 533, 534, 550]
    return ehlo != nil
      && exchanges.contains { $0.question != .ehlo && refusals.contains($0.reply?.code ?? 0) }
  }
}
