import Bytes
import FTPProtocol

/// AUTH PBSZ PROT CCC (RFC 2228 §3, RFC 4217).
extension ServerSession {
  static let protectionCommands: [CommandHandler] = [
    CommandHandler("AUTH", .auth) { $0.auth() },
    CommandHandler("PBSZ", .pbsz) { $0.pbsz() },
    CommandHandler("PROT", .prot) { $0.prot() },
    CommandHandler("CCC", .ccc, argument: .none) { $0.ccc() },
  ]

  private mutating func auth() {
    summary.askedTLS = true
    guard !request.argument.isEmpty else { return say(.authMissing) }
    if isProtected { return say(.authAgain) }
    if !setting.allowsTLS { return say(.authUnavailable) }
    if login.isLoggedIn, policy.replies[.authAfterLogin] != nil { return say(.authAfterLogin) }
    let mechanism = String(decoding: request.argument, as: UTF8.self).uppercased()
    guard policy.tls.mechanisms.contains(mechanism) else { return say(.authUnknown) }
    say(.authOK)
    guard answer.code == 234 else { return }
    // RFC 2228 §3: who the client is has to be said anew; not all servers know.
    if !policy.tls.keepsUser { forgetLogin() }
    chosen.hasPBSZ = false
    if noteInjection() { return failHandshake() }
    waiting = .handshake
    answer.trailing.append(.startTLS)
  }

  /// What came behind AUTH was read as a hello.
  private mutating func failHandshake() {
    summary.tlsFailure = "commands came behind AUTH"
    sayTLSBad()
    answer.code = 234
    close(.tls)
  }

  /// What is said in clear where no TLS came, by those that say something.
  mutating func sayTLSBad() {
    if policy.replies[.tlsBad] != nil { say(.tlsBad) }
  }

  /// What stands behind AUTH in clear was there before TLS was: somebody between may have put it
  /// there (CVE-2011-0411 and its kin). Whether it ends the handshake.
  private mutating func noteInjection() -> Bool {
    let behind = parser.unconsumed
    guard !behind.isEmpty else { return false }
    note(injected: behind)
    if policy.tls.injection != .run { parser.forget() }
    return policy.tls.injection == .handshake && behind.withSlice { ForeignClient($0) } != .tls
  }

  private mutating func note(injected behind: [UInt8]) {
    let found = setting.signatures?.matches(injected: behind) ?? []
    for match in found { note(exploit: match.signature, cve: match.cve, payload: behind) }
    if found.isEmpty { note(exploit: "auth-injection", cve: "CVE-2011-0411", payload: behind) }
  }

  /// What came where a hello was to come. Behind AUTH a command is an injection also where it came
  /// in a packet of its own; on the implicit port whatever is no hello is a client's first bytes.
  ///
  /// Whether it is TLS at all.
  mutating func noteFailure(of tls: TLSObservation) -> Bool {
    let bytes = tls.helloBytes
    summary.tlsFailure = tls.failure ?? "for no reason that is known"
    guard !bytes.isEmpty else { return true }
    summary.sentNothing = false
    let foreign = bytes.withSlice { ForeignClient($0) }
    if tls.hello != nil || foreign == .tls || foreign == .sslv2 {
      summary.askedTLS = true
      return true
    }
    let word = Array(bytes.prefix { $0 > 0x20 }).withSlice { VerbWord($0) }
    let isCommand = word.map { CommandTable.words.contains($0) } ?? false
    let head = Array(bytes.prefix(Self.firstBytesMaximum))
    guard summary.isGreeted else {
      firstBytes = head
      summary.spokeInClear = isCommand && foreign == nil
      return false
    }
    answer.exploits = []
    if isCommand, foreign == nil {
      note(injected: head)
      return false
    }
    for match in setting.signatures?.matches(opening: head) ?? [] {
      note(exploit: match.signature, cve: match.cve, payload: head)
    }
    return false
  }

  private mutating func pbsz() {
    guard isProtected else { return say(.pbszNotProtected) }
    guard request.argument.withSlice({ $0.trimmed.integer }) != nil else {
      return say(request.argument.isEmpty ? .argumentMissing : .pbszBad)
    }
    chosen.hasPBSZ = true
    say(.pbszOK)
  }

  private mutating func prot() {
    guard isProtected else { return say(.protNotProtected) }
    if policy.tls.wantsPBSZ, !chosen.hasPBSZ { return say(.protBeforePBSZ) }
    guard !request.argument.isEmpty else { return say(.argumentMissing) }
    switch request.command.level {
    case .private: say(.protPrivate)
    case .clear: say(policy.tls.isRequiredForData ? .protClearRefused : .protClear)
    case .safe, .confidential: say(.protUnsupported)
    case nil: say(.protUnknown)
    }
  }

  private mutating func ccc() {
    guard isProtected else { return say(.clearNotProtected) }
    guard policy.tls.hasCCC, login.isLoggedIn || !policy.tls.wantsLoginForCCC else {
      return say(.clearRefused)
    }
    say(.clearOK)
    if answer.code == 200 { answer.trailing.append(.stopTLS) }
  }
}
