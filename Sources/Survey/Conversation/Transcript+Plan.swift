import FTPProtocol

extension Transcript {
  /// What to do next.
  enum Step: Equatable, Sendable {
    case ask(Question)
    /// Ask on a fresh connection.
    case reconnect
    case done
  }

  /// The next step, from what is known alone: as few connections as the truth needs, and on one
  /// the login policy before AUTH, since a server that takes both tells all on one connection.
  func nextStep(_ options: Conversation.Options) -> Step {
    isInsideTLS ? stepInsideTLS(options) : stepInClear(options)
  }

  private func stepInClear(_ options: Conversation.Options) -> Step {
    if wantsFEATFirst, !exchanges.contains(where: { $0.connection == connections }) {
      return .ask(.feat)
    }
    // All is asked but for the handshake, which comes again, or what is left to ask inside TLS.
    if !refusedOffers.isEmpty || tls != nil, let auth = agreedAuth?.question {
      let isAsked = exchanges.contains { $0.connection == connections && $0.question == auth }
      return isAsked ? .done : .ask(auth)
    }
    // Who is silent to FEAT may be so to SYST, and is worth one more silence, not two.
    let isSilent = exchanges.contains { $0.question == .feat && $0.result == .timedOut }
    for question in isSilent ? [Question.user] : [.feat, .syst, .user]
    where settledInClear(question) == nil {
      return .ask(question)
    }
    if !isFTP {
      if !wasAsked(.ehlo) { return .ask(.ehlo) }
      if reply(.ehlo)?.reply?.code == 250 { return .done }
    }
    if putOff != nil { return .done }
    // Whether a login begins in clear is then decided by this name.
    let isRefused = reply(.user, insideTLS: false)?.reply.map { !$0.takesUser && !$0.wantsTLS }
    if options.asksAnonymous, isFTP, isRefused == true, let step = step(to: .anonymous) {
      return step
    }
    for question in [Question.authTLS, .authSSL] {
      if let step = step(to: question) { return step }
    }
    if options.asksAnonymous, isFTP, let step = step(to: .anonymous) { return step }
    return .done
  }

  /// The step that leads to the answer of a question that USER may have spoilt; nil where the
  /// answer is there.
  private func step(to question: Question) -> Step? {
    if settledInClear(question) != nil { return nil }
    // A server that closes on AUTH is asked again only for what it says it has.
    if question == .authSSL, case .lost = settledInClear(.authTLS)?.result,
      features(insideTLS: false)?.authMechanisms.contains(.ssl) != true
    {
      return nil
    }
    let isSpoilt = exchanges.contains { $0.connection == connections && !isConclusive($0) }
    return isSpoilt ? .reconnect : .ask(question)
  }

  private func stepInsideTLS(_ options: Conversation.Options) -> Step {
    var questions: [Question] = isImplicit ? [.feat, .syst] : []
    if isImplicit, !isFTP { questions += [.user] }
    for question in questions where !wasAsked(question) { return .ask(question) }
    if !isFTP {
      if !wasAsked(.ehlo) { return .ask(.ehlo) }
      return .done
    }
    questions = [.pbsz, .protP]
    // Who ends the connection on a command before the login ends it after USER.
    if hangsOnUser { questions.insert(.user, at: 0) }
    if reply(.protP, insideTLS: true)?.reply?.isPositive == true { questions.append(.protC) }
    if options.asksAnonymous { questions.append(.anonymous) }
    if asksUserInsideTLS(options) { questions.append(.user) }
    // Last where it was asked before: what it adds is worth least, should the server end it here.
    questions.append(.feat)
    for question in questions where !wasAsked(question) { return .ask(question) }
    return .done
  }

  /// Whether USER has to be asked inside TLS: to tell a refusal of clear text from a refusal of
  /// the name, and a refusal of `anonymous` from a refusal of everybody.
  private func asksUserInsideTLS(_ options: Conversation.Options) -> Bool {
    let inClear = exchanges.last { $0.question == .user && !$0.isInsideTLS }
    return inClear.map { $0.reply?.takesUser != true } ?? options.asksAnonymous
  }

  /// Whether only USER inside TLS tells what USER in clear came to: a 421 may be a limit.
  private var hangsOnUser: Bool {
    let inClear = exchanges.last { $0.question == .user && !$0.isInsideTLS }?.reply
    return inClear.map { $0.code == 421 && !$0.wantsTLS } ?? false
  }

  private func wasAsked(_ question: Question) -> Bool {
    exchanges.contains { $0.question == question && $0.isInsideTLS == isInsideTLS }
  }
}
