import Bytes
import FTPProtocol
import Records

extension Transcript {
  /// A verdict and what it rests on.
  typealias Judged<Verdict> = (verdict: Verdict, evidence: [String])

  /// The status with its words, and the mode, each with its evidence.
  var verdict: (status: ServiceRecord.Status, detail: String?, evidence: [String]) {
    let said = greeting.map { [Exchange.words("greeting", $0)] } ?? []
    let detail = failure?.detail
    if foreign != .no { return (.notFTP, detail, said) }
    let auth = agreedAuth.map { [$0.words] } ?? []
    if let failure, failure.status == .replyTooLong {
      return (.replyTooLong, failure.detail, said + auth + handshakes)
    }
    if let failure, failure.status == .tlsFailed {
      return (.tlsFailed, failure.detail, said + auth + handshakes)
    }
    if tls == nil, isTLSKnown, let refusal = refusedOffers.last {
      return (.tlsFailed, refusal.words, said + auth + handshakes)
    }
    if let greeting, !isFTP, greeting.isPositive, isAnswered, failure == nil || reply(.ehlo) != nil
    {
      let evidence = exchanges.filter { $0.reply != nil }.map(\.words)
      return (.notFTP, detail ?? "it knows no command of FTP", said + evidence)
    }
    if let failure, !isFTP, isGreetedByAnother {
      return (.notFTP, "it greets as what is not FTP; \(failure.detail)", said + lastWords)
    }
    let mode = self.mode
    if mode.verdict != nil { return (.ok, detail, said + mode.evidence + handshakes) }
    if let putOff, let code = putOff.reply?.code {
      let detail = "\(putOff.question.verb) was answered with \(code) twice"
      return (code == 421 ? .closed : .error, detail, said + [putOff.words])
    }
    guard let failure else {
      guard let auth = settledInClear(.authTLS), auth.isAnswered else {
        return (.error, "AUTH was not answered", said)
      }
      guard auth.reply?.code == 503 else {
        return (.error, "AUTH was neither agreed to nor refused", said + [auth.words])
      }
      return (.error, "AUTH, which FEAT lists, was answered with 503", said + [auth.words])
    }
    return (failure.status, failure.detail, said + lastWords)
  }

  /// What came of the handshakes, where it took several to tell.
  private var handshakes: [String] {
    let refusals = refusedOffers.map { "TLS \($0.offer.words): \($0.words)" }
    guard !refusals.isEmpty, let tls else { return refusals }
    return refusals + ["\(tls.version) \(offer.words)"]
  }

  /// Whether something else than 421 was answered, which tells nothing of what a server knows.
  private var isAnswered: Bool {
    exchanges.contains { $0.question != .quit && $0.reply.map { $0.code != 421 } == true }
  }

  /// Whether the greeting is another protocol's by its words, and FTP's by none.
  private var isGreetedByAnother: Bool {
    guard let greeting, greeting.isPositive else { return false }
    return ForeignProtocol(words: greeting) != nil && !greeting.saysOutsideHostNames("FTP")
  }

  private var lastWords: [String] {
    exchanges.last { $0.question != .quit }.map { [$0.words] } ?? []
  }

  /// How TLS is reached.
  var mode: Judged<ServiceRecord.Mode?> {
    if let agreedAuth { return (.explicit, [agreedAuth.words]) }
    // Who turns clients away for what they lack never greets them.
    if isImplicitPort, demand != nil { return (.implicit, ["TLS before the greeting"]) }
    guard isFTP else { return (nil, []) }
    if isImplicit {
      let isGreeted = greeting?.isNegative == false
      return isGreeted ? (.implicit, ["TLS before the greeting"]) : (nil, [])
    }
    guard let refusal = settledInClear(.authTLS), refusal.isAnswered, putOff == nil
    else { return (nil, []) }
    // FEAT says that there is TLS, and AUTH that it comes at the wrong time.
    let isContradicted = features(insideTLS: false)?.offersTLS == true
    guard !(isContradicted && refusal.reply?.code == 503) else { return (nil, []) }
    let other = settledInClear(.authSSL)
    guard other?.isAnswered != false else { return (nil, []) }
    // A greeting again is no answer.
    guard refusal.reply?.code != 220, other?.reply?.code != 220 else { return (nil, []) }
    return (.clear, [refusal.words] + (other.map { [$0.words] } ?? []))
  }

  /// Whether the server would take USER before TLS.
  var loginInClear: Judged<ServiceRecord.LoginInClear> {
    let mode = self.mode
    if isImplicit || mode.verdict == .implicit {
      return (mode.verdict == nil ? .unknown : .refused, mode.evidence)
    }
    guard let asked = exchanges.last(where: { $0.question == .user && !$0.isInsideTLS }) else {
      return (.unknown, [])
    }
    if asked.reply?.takesUser == true { return (.accepted, [asked.words]) }
    // A login begins in clear where one name is taken, unless it is TLS that the others lack.
    let guest = exchanges.last { $0.question == .anonymous && !$0.isInsideTLS }
    if let guest, guest.reply?.takesUser == true, asked.reply?.wantsTLS != true {
      return (.accepted, [asked.words, guest.words])
    }
    // No answer, or one that is neither: 202, 250, 334. Who ends the connection on USER each time
    // refuses it.
    if asked.result == .timedOut || isUnheard(asked) || asked.reply?.isNegative == false {
      return (.unknown, [asked.words])
    }
    let inside = exchanges.last { $0.question == .user && $0.isInsideTLS }
    let evidence = [asked, agreedAuth, inside].compactMap { $0?.words }
    if inside?.reply?.takesUser == true { return (.refused, evidence) }
    guard let refusal = asked.reply else { return (.unknown, evidence) }
    // By its words it is TLS that is wanted, unless those of both refusals are more than TLS.
    let isSame = inside?.reply?.wantsTLS == true && inside?.reply?.code == refusal.code
    if refusal.wantsTLS, !isSame { return (.refused, evidence) }
    // There is TLS, and nothing tells that it is the name which is not liked. A 421 may be a limit.
    let isForTLS =
      agreedAuth != nil && refusal.code != 421 && !Self.isName(refused: inside?.reply, as: refusal)
    return (isForTLS ? .refused : .unknown, evidence)
  }

  /// Whether USER was refused inside TLS too, and neither for being out of order nor by an end that
  /// has other reasons.
  private static func isName(refused inside: Reply?, as refusal: Reply) -> Bool {
    guard let inside, inside.isNegative else { return false }
    return inside.code == refusal.code || inside.code != 421 && inside.code != 503
  }

  /// Whether files can be protected. Before login only a refusal of PROT C shows that they must be;
  /// a server that takes PROT C and then refuses the transfer is "offered".
  var dataProtection: Judged<ServiceRecord.DataProtection> {
    let mode = self.mode
    if mode.verdict == .clear { return (.none, mode.evidence) }
    guard let asked = reply(.protP, insideTLS: true), let reply = asked.reply else {
      return (.unknown, [])
    }
    if reply.isPositive {
      guard let clear = self.reply(.protC, insideTLS: true), let answer = clear.reply else {
        return (.offered, [asked.words])
      }
      let isRequired = Self.levelRefusals.contains(answer.code) || answer.code == 550
      // Log in first, not known, not now: it does not tell of the level.
      let other: ServiceRecord.DataProtection = answer.isNegative ? .unknown : .offered
      return (isRequired ? .required : other, [asked.words, clear.words])
    }
    let features = features(insideTLS: true) ?? features(insideTLS: false)
    let isListed = features?.has("PROT") == true
    switch reply.code {
    case _ where Self.levelRefusals.contains(reply.code): return (.none, [asked.words])
    case 500, 502:
      return isListed ? (.unknown, [asked.words, "FEAT lists PROT"]) : (.none, [asked.words])
    // A login has to come first, as may PBSZ.
    case 503, 530:
      return isListed
        ? (.offered, [asked.words, "FEAT lists PROT"]) : (.unknown, [asked.words])
    default: return (.unknown, [asked.words])
    }
  }

  /// RFC 2228 §3 and RFC 4217 §5: the level is not there, or policy forbids it.
  private static let levelRefusals: Set = [504, 521, 522, 533, 534, 536, 537]

  /// Whether anonymous users are let in; nil where it was not asked.
  var anonymous: Judged<ServiceRecord.Anonymous>? {
    guard let asked = exchanges.last(where: { $0.question == .anonymous }) else { return nil }
    guard let reply = asked.reply else { return (.unknown, [asked.words]) }
    let others = exchanges.filter { $0.question == .user && $0.reply != nil }
    let evidence = [asked.words] + others.map(\.words)
    if reply.code == 230 || reply.code == 232 { return (.accepted, evidence) }
    if reply.isNegative {
      let isTaken = others.contains { $0.reply?.takesUser == true }
      return (isTaken && reply.code != 503 ? .refused : .unknown, evidence)
    }
    // Another name was turned away, and this one has to go on.
    let isChosen = others.contains {
      $0.isInsideTLS == asked.isInsideTLS && $0.reply?.refusesName == true
    }
    if reply.takesUser, isChosen { return (.offered, evidence) }
    let isGuest = reply.says("anonymous") || reply.says("guest") || reply.says("mail")
    let isOwn = others.allSatisfy { !Self.differOnlyByName(reply, $0.reply) }
    return (reply.takesUser && isGuest && isOwn ? .offered : .unknown, evidence)
  }

  /// Whether a reply to `anonymous` says what another name was told, each with the name in it.
  private static func differOnlyByName(_ reply: Reply, _ other: Reply?) -> Bool {
    let words = reply.text.split(separator: 0x20)
    let others = (other?.text ?? []).split(separator: 0x20)
    guard words.count == others.count else { return false }
    return zip(words, others).allSatisfy { word, other in
      word == other || Array(word).withSlice { $0.escapedText.lowercased().contains("anonymous") }
    }
  }

  /// Writes all that is known into a record.
  func fill(_ record: inout ServiceRecord) {
    let verdict = self.verdict
    record.status = verdict.status
    record.statusDetail = verdict.detail
    record.evidence.status = verdict.evidence
    record.banner = greeting?.text.escapedText
    record.greetingCode = greeting?.code
    record.tls = tls
    fillReplies(&record)
    record.findings = findings
    guard verdict.status != .notFTP else {
      record.foreign = foreignName
      return
    }
    (record.mode, record.evidence.mode) = mode
    (record.loginInClear, record.evidence.loginInClear) = loginInClear
    (record.dataProtection, record.evidence.dataProtection) = dataProtection
    if let anonymous {
      record.anonymous = anonymous.verdict
      record.evidence.anonymous = anonymous.evidence
    }
  }

  /// What is wrong with how the server speaks.
  private var findings: [String] {
    [
      (hasPlaintextAfterAuth, "plaintext-after-auth"), (hasUnsolicited, "unsolicited-reply"),
      (tls != nil && offer == .withoutALPN, "alpn-refused"),
      (tls != nil && offer == .upToTLS12, "tls-1.3-refused"),
      (demand == .certificate, "client-certificate-required"),
      (demand == .serverName, "server-name-required"),
      (hasBytesBeforeGreeting, "bytes-before-greeting"), (isGreetingCut, "greeting-cut"),
      (greeting != nil && endsLinesAtCR, "bare-cr"),
    ].filter(\.0).map(\.1)
  }

  /// What a service that is not FTP is: by its signature, by its answer to EHLO, by its words.
  private var foreignName: String? {
    if case .named(let foreign) = foreign { return foreign.rawValue }
    if reply(.ehlo)?.reply?.code == 250 { return ForeignProtocol.smtp.rawValue }
    return greeting.flatMap { ForeignProtocol(words: $0) }?.rawValue
  }

  private func fillReplies(_ record: inout ServiceRecord) {
    for exchange in exchanges {
      guard let answer = exchange.answer else { continue }
      // A later connection's answer stands for itself; an earlier one may be USER's doing.
      if let same = record.replies.firstIndex(where: { $0.verb == answer.verb }) {
        if exchange.isInsideTLS {
          record.repliesInsideTLS.append(answer)
        } else {
          record.replies[same] = answer
        }
      } else {
        record.replies.append(answer)
      }
    }
    let shown = { (features: Features) in features.lines.map(\.escapedText) }
    record.features = features(insideTLS: isImplicit).map(shown)
    if !isImplicit { record.featuresInsideTLS = features(insideTLS: true).map(shown) }
  }
}
