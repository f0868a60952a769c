import Bytes
import FuzzRun

@testable import FTPProtocol

/// A session that is fed events, with what must hold after each.
struct Conversation {
  private var protection: SessionProtection
  /// Whether anything came that may mean TLS or another protection.
  private var mayBeProtected: Bool
  /// Whether USER alone logged in over a clear channel: then no password crossed in clear.
  private var userAloneInClear = false
  private var transfers = 0
  private var logins = 0

  init(_ byte: UInt8) {
    let start: SessionProtection.Start = [.clear, .implicit, .unknown, .clear][Int(byte & 3)]
    let rules = SessionProtection.ServerRules(
      implicitDataLevel: byte & 4 == 0 ? nil : .private, authImpliesPrivate: byte & 8 != 0,
      acceptedLevelProvesTLS: byte & 16 == 0, reinKeepsTLS: byte & 32 != 0,
      userResetsLevel: byte & 128 != 0, onlyPROTSetsLevel: byte & 128 != 0,
      firstHandshakeIsImplicit: byte & 64 != 0)
    protection = SessionProtection(start: start, rules: rules)
    mayBeProtected = start != .clear
  }

  static let arguments: [StaticString] = [
    "", "TLS", "tls-c", "SSL", "TLS-P", "GSSAPI", "KERBEROS_V4", "x", "C", "P", "s", "E", "0",
  ]
  static let codes = [
    0, 150, 200, 202, 220, 226, 230, 232, 234, 235, 250, 331, 334, 421, 425, 426, 431, 500, 503,
    504, 521, 522, 530, 533, 534, 550, 999, -1, .max, .min,
  ]

  mutating func take(_ event: UInt8, _ argument: UInt8, _ reply: UInt8) {
    let verbs = Verb.allCases
    let exposures: [SessionProtection.Exposure?] = [nil, .protected, .clear, .unknown]
    let exposure = exposures[Int(argument & 3)]
    switch Int(event) % (verbs.count + 5) {
    case verbs.count: protection.commandSeen()
    case verbs.count + 1:
      mayBeProtected = true
      protection.handshakeFinished()
    case verbs.count + 2: protection.handshakeFailed()
    case verbs.count + 3:
      protection.loginSeen(succeeded: reply & 1 == 0, exposure: exposure ?? .unknown)
      logins += 1
    case verbs.count + 4:
      let seen = protection.transferSeen(exposure: exposure)
      if let exposure, exposure != .unknown { check(seen == exposure, "the log knows") }
      transfers += 1
    case let index:
      let text = Self.arguments[Int(argument) % Self.arguments.count]
      let command = Command(verbs[index], argument: text.bytes)
      answer(command, Self.codes[Int(reply) % Self.codes.count])
    }
    checkAll()
  }

  private mutating func answer(_ command: Command, _ code: Int) {
    let before = protection
    let observation = protection.replyReceived(to: command, code: code)
    let verb = command.verb
    if verb == .auth, code == 234 || code == 334 { mayBeProtected = true }
    if verb == .adat, code == 235 { mayBeProtected = true }
    if verb == .prot || verb == .pbsz, (200..<300).contains(code) { mayBeProtected = true }
    switch observation {
    case .transfer: transfers += 1
    case .controlCleared: check(protection.control == .clear, "cleared is clear")
    case .credentials(let exposure):
      check(exposure != .clear || protection.credentials == .clear, "a password crossed in clear")
      logins += 1
    case .levelSet(let level): check(protection.level == level, "the level is set")
    case .protectionAgreed: check(protection.control == .negotiating, "agreed")
    default: break
    }
    if verb == .user, code == 230 || code == 232 {
      logins += 1
      if before.control == .clear { userAloneInClear = true }
    }
    // A refused ADAT ends what AUTH began.
    if verb != .auth, verb != .adat, code >= 400, code != 426 { checkRefused(before, verb) }
  }

  /// What was refused changes nothing but that a command was seen, where FTP knows it, and, for a
  /// password, that it crossed.
  private func checkRefused(_ before: SessionProtection, _ verb: Verb) {
    var seen = before
    if verb != .other { seen.commandSeen() }
    check(
      seen.control == protection.control && seen.level == protection.level
        && seen.usedExplicitTLS == protection.usedExplicitTLS
        && seen.clearTransfers == protection.clearTransfers
        && seen.loginSucceeded == protection.loginSucceeded, "a refused \(verb) changed something")
  }

  private func checkAll() {
    let state = protection
    check(
      state.clearTransfers + state.privateTransfers + state.unknownTransfers == transfers,
      "each transfer is counted once")
    check(
      (state.verdict == .explicit) == (state.usedExplicitTLS && state.start != .implicit),
      "explicit means TLS was asked for and used")
    if state.verdict == .implicit { check(state.start == .implicit, "implicit from the start") }
    check((state.exposureOfControl == .clear) == (state.control == .clear), "the control channel")
    if state.loggedInClear {
      check(state.loginSucceeded, "a login in clear is a login")
      check(
        state.credentials != .protected || userAloneInClear,
        "a login in clear has clear credentials"
      )
    }
    if logins == 0 { check(!state.loginSucceeded && !state.loginFailed, "no login") }
    if !mayBeProtected {
      check(state.control == .clear, "clear without a reason for more")
      check(state.verdict == .clear || state.verdict == .none, "so is the verdict")
      check(!state.controlCleared && !state.authInferred, "nothing to take away")
    }
    if state.level?.isReadable == false {
      check(state.exposureOfData == .protected, "P and E hide")
    }
    check(
      !state.sawCommand || state.verdict != .none || state.auth != nil || state.start == .unknown,
      "a command without AUTH is a use")
  }
}
