import Bytes

/// What is protected in one FTP session: fed with commands and their reply codes, in order, it
/// knows at each moment whether the control channel is protected, which protection level holds on
/// the data channel, how the password crossed and how the files did. RFC 959, 2228, 4217; the
/// implicit port after MS-FTPS. It does no I/O.
///
///     start(.implicit…) tls
///     start(.clear)     clear ──AUTH TLS 234──▶ negotiating ──any command,────▶ tls
///                        ▲ ▲                     │    ▲     handshakeFinished   │
///                        │ └───handshakeFailed───┘    └──────AUTH TLS 234───────┤
///                        └─────────────────CCC 200, REIN 220────────────────────┘
///     start(.unknown)   unknown ──AUTH TLS 234──▶ negotiating
///                       unknown ──CCC 200──▶ clear               (so it was protected)
///     clear, unknown    ──handshakeFinished──▶ tls               (AUTH was not logged)
///                       ──PBSZ or PROT accepted──▶ tls           (accepted under TLS only)
///     any of them       ──AUTH GSSAPI 334 (235)──▶ otherMechanism ──ADAT 535──▶ as before
///
/// A `234` after which no command of FTP comes stays in `negotiating`: nothing tells that the
/// handshake finished. Where TLS shows without an `AUTH`, the rules of the server's log say whether
/// it came before the first byte; `start` changes to `implicit` then.
public struct SessionProtection: Equatable, Sendable, Codable {
  /// How the connection was when it began, as far as that is known by now.
  public private(set) var start: Start
  /// In what this server differs from the RFCs.
  public let rules: ServerRules

  /// The control channel's protection at this moment.
  public private(set) var control: Control
  /// The data channel's level; nil where none was ever set or it is not known.
  public private(set) var level: ProtectionLevel?
  /// Whether a PROT was accepted and it is not told which level it set.
  private(set) var levelIsUntold = false
  /// The AUTH that succeeded, else the last one refused.
  public private(set) var auth: (mechanism: AuthMechanism, code: Int)? {
    get { authMechanism.map { ($0, Int(authCode)) } }
    set {
      authMechanism = newValue?.mechanism
      authCode = Int16(truncatingIfNeeded: newValue?.code ?? 0)
    }
  }
  private(set) var authMechanism: AuthMechanism?
  private(set) var authCode: Int16 = 0
  /// Whether a TLS handshake failed that AUTH, logged or not, had begun.
  private var handshakeHasFailed = false
  /// What the control channel goes back to where what AUTH began fails.
  private var controlBeforeAuth: Control = .clear

  /// Whether TLS that was asked for protected at least one command.
  private(set) var usedExplicitTLS = false
  /// Whether TLS was inferred from an accepted PBSZ or PROT, no AUTH having been seen, or can't be
  /// excluded for it.
  public private(set) var authInferred = false
  /// Whether TLS from the first byte was inferred from an accepted PBSZ or PROT without AUTH.
  public private(set) var implicitInferred = false
  /// Whether CCC or REIN took the control channel's protection away again.
  public private(set) var controlCleared = false
  /// Whether anything at all was asked of the server.
  public private(set) var sawCommand = false
  /// Whether something that is a use of FTP crossed in clear: anything but the AUTH that
  /// protected what follows and the questions before it.
  private(set) var sawUseInClear = false

  /// How the password crossed; nil where none did. Clear where it did even once.
  public private(set) var credentials: Exposure?
  /// How the login that succeeded crossed; nil where none did. Clear where one of several did.
  public private(set) var loginExposure: Exposure?
  /// Whether a login failed.
  public private(set) var loginFailed = false
  /// Whether somebody is logged in; nil where they may have been before anybody saw the session.
  private var isLoggedIn: Bool?

  /// Transfers that moved data in clear, or at level S.
  public private(set) var clearTransfers = 0
  /// Transfers that moved data at level P or E.
  public private(set) var privateTransfers = 0
  /// Transfers that moved data at a level that is not known.
  public private(set) var unknownTransfers = 0

  public init(start: Start, rules: ServerRules = ServerRules()) {
    self.start = start
    self.rules = rules
    control =
      switch start {
      case .clear: .clear
      case .implicit, .implicitClear, .implicitPrivate: .tls
      case .unknown: .unknown
      }
    level = levelAtStart
    isLoggedIn = start == .unknown ? nil : false
  }

  /// The level in force before any PROT, where that is known.
  private var levelAtStart: ProtectionLevel? {
    switch start {
    case .implicit: rules.implicitDataLevel
    case .implicitClear: .clear
    case .implicitPrivate: .private
    case .clear, .unknown: nil
    }
  }

  // MARK: Events

  /// A command that can't change protection was answered.
  public mutating func commandSeen() {
    sawCommand = true
    if control == .negotiating { handshakeFinished() }
  }

  /// The TLS handshake on the control channel was seen to finish.
  public mutating func handshakeFinished() {
    switch control {
    case .negotiating:
      usedExplicitTLS = true
      control = .tls
    case .clear where rules.firstHandshakeIsImplicit && !sawCommand && authMechanism == nil:
      start = .implicit
      control = .tls
      level = rules.implicitDataLevel
    // The handshake that AUTH began was seen to fail; nothing was asked for since.
    case .clear where handshakeHasFailed && !controlCleared: break
    case .clear, .unknown:
      // AUTH was not logged; the handshake was, and so it is known what came before it. A log
      // without AUTH has no PROT either, so that the level is not known.
      usedExplicitTLS = true
      control = .tls
      // REIN took the level away, and AUTH, which would have set it, is in this log.
      if controlCleared, authMechanism != nil, level == nil { level = .clear }
    case .tls, .otherMechanism: break
    }
  }

  /// The TLS handshake on the control channel was seen to fail.
  public mutating func handshakeFailed() {
    if control == .negotiating {
      // A server that starts TLS was in clear before it, whoever saw that.
      control = controlBeforeAuth == .unknown ? .clear : controlBeforeAuth
      handshakeHasFailed = true
    } else if control == .clear, authMechanism == nil {
      // It was that of an AUTH that is not in the log.
      handshakeHasFailed = true
    }
  }

  /// A command was answered. `code` is the final reply's, 0 where the log ends before it.
  public mutating func replyReceived(to command: Command, code: Int) -> Observation {
    let verb = command.verb
    if verb == .auth { return authAnswered(command.mechanism ?? .other, code: code) }
    // What FTP does not know is no use of it: clients of HTTP and SSH come to its port too.
    if verb == .other { return .nothing }
    commandSeen()
    switch verb {
    case .pbsz:
      if (200..<300).contains(code) { levelNegotiated() }
      return .nothing
    case .prot: return protAnswered(command.level, code: code)
    case .ccc: return (200..<300).contains(code) ? cleared(reset: false) : .nothing
    case .rein: return (200..<300).contains(code) ? cleared(reset: true) : .nothing
    case .adat:
      if code == 235 { control = .otherMechanism }
      if code >= 400, control == .otherMechanism { control = controlBeforeAuth }
      return .nothing
    case .user: return userAnswered(code: code)
    // 202 to ACCT says that there was no need of it (RFC 959 §5.4), and not that anybody logged in.
    case .acct where code == 202: return passAnswered(code: 0)
    case .pass, .acct: return passAnswered(code: code)
    case _ where verb.isTransfer:
      guard Verb.tellsOfData(code) else { return .nothing }
      return .transfer(transferMoved())
    default: return .nothing
    }
  }

  /// A log told of a login and of how it was protected, without its commands.
  public mutating func loginSeen(succeeded: Bool, exposure: Exposure) {
    commandSeen()
    // What protected it holds on the control channel.
    if control == .unknown, exposure == .protected { handshakeFinished() }
    if control == .clear, exposure == .clear { sawUseInClear = true }
    Self.note(exposure, in: &credentials)
    loginEnded(succeeded: succeeded, exposure: exposure)
  }

  /// A log told of a transfer that moved data, and of how it was protected, where it knows.
  @discardableResult
  public mutating func transferSeen(exposure known: Exposure?) -> Exposure {
    commandSeen()
    return transferMoved(as: known)
  }

  /// Says of some transfers that seem private, and of some that seem clear, of all where they are
  /// fewer, that it is not known how they crossed: they may be another session's.
  public mutating func doubtTransfers(private: Int, clear: Int = 0) {
    let (doubtedPrivate, doubtedClear) = (
      min(`private`, privateTransfers), min(clear, clearTransfers)
    )
    privateTransfers -= doubtedPrivate
    clearTransfers -= doubtedClear
    unknownTransfers += doubtedPrivate + doubtedClear
  }

  // MARK: Transitions

  private mutating func authAnswered(_ mechanism: AuthMechanism, code: Int) -> Observation {
    sawCommand = true
    if code == 234 && mechanism.isTLS || code == 234 && mechanism == .other {
      authAccepted(mechanism, code: code, control: .negotiating)
      let implied = rules.authImpliesPrivate && (mechanism == .ssl || mechanism == .tlsP)
      if level == nil || !rules.onlyPROTSetsLevel { level = implied ? .private : .clear }
      return .protectionAgreed
    }
    if code == 334 || code == 234 {
      authAccepted(mechanism, code: code, control: .otherMechanism)
      level = .clear
      return .otherMechanismAgreed
    }
    if code == 0, rules.authIsUnanswered, control == .clear { control = .unknown }
    guard code >= 400 else { return .nothing }
    if control == .negotiating { handshakeFinished() }
    if auth == nil || (auth?.code ?? 0) >= 400 { auth = (mechanism, code) }
    return .authRefused
  }

  private mutating func authAccepted(_ mechanism: AuthMechanism, code: Int, control next: Control) {
    auth = (mechanism, code)
    levelIsUntold = false
    if control != .negotiating && control != .otherMechanism { controlBeforeAuth = control }
    control = next
  }

  /// A level that was accepted and is not told leaves it unknown which one holds.
  private mutating func protAnswered(_ asked: ProtectionLevel?, code: Int) -> Observation {
    guard (200..<300).contains(code) else { return code >= 400 ? .levelRefused : .nothing }
    levelNegotiated()
    if rules.onlyPROTSetsLevel, start.isImplicit { return .nothing }
    level = asked
    levelIsUntold = asked == nil
    return asked.map { .levelSet($0) } ?? .nothing
  }

  /// RFC 2228 §3: PBSZ and PROT are answered with 503 where no security exchange came before.
  private mutating func levelNegotiated() {
    guard rules.acceptedLevelProvesTLS else { return }
    if control == .clear, start == .clear, rules.levelWithoutAuthIsImplicit, authMechanism == nil {
      return inferImplicitTLS()
    }
    if control == .clear && !controlCleared || control == .unknown {
      inferTLS()
      if level == nil { level = .clear }
    }
  }

  /// Whether the log would have told of TLS, whose beginning it shows.
  var logTellsOfTLS: Bool { rules.modeNeedsAuth && start == .clear }

  /// TLS holds although its beginning was not seen. What crossed before can't be judged any more;
  /// nor can what follows, where the log would have told of a handshake: it or the server is wrong.
  private mutating func inferTLS() {
    authInferred = true
    if logTellsOfTLS {
      control = .unknown
    } else {
      usedExplicitTLS = true
      control = .tls
    }
    if credentials == .clear { credentials = .unknown }
    if loginExposure == .clear { loginExposure = .unknown }
    unknownTransfers += clearTransfers
    clearTransfers = 0
  }

  /// TLS held from the first byte, and all that was taken for clear crossed under it.
  private mutating func inferImplicitTLS() {
    implicitInferred = true
    start = .implicit
    control = .tls
    level = rules.implicitDataLevel
    if credentials == .clear { credentials = .protected }
    if loginExposure == .clear { loginExposure = .protected }
    switch rules.implicitDataLevel {
    case nil: unknownTransfers += clearTransfers
    case let level? where level.isReadable: return
    case _?: privateTransfers += clearTransfers
    }
    clearTransfers = 0
  }

  private mutating func cleared(reset: Bool) -> Observation {
    // RFC 2228 §3: CCC is answered with 533 where there is no protection to take away.
    if !reset, control == .unknown, rules.acceptedLevelProvesTLS { inferTLS() }
    let wasProtected = control == .tls || control == .otherMechanism
    if reset {
      isLoggedIn = false
      resetLevel(keepsTLS: wasProtected && rules.reinKeepsTLS)
      if start.isImplicit || rules.reinKeepsTLS { return .nothing }
    }
    guard wasProtected else { return .nothing }
    control = .clear
    controlCleared = true
    return .controlCleared
  }

  private mutating func resetLevel(keepsTLS: Bool) {
    levelIsUntold = false
    level = start.isImplicit ? levelAtStart : keepsTLS ? .clear : nil
  }

  /// Resets the level where somebody was logged in; where they may have been, which one holds is
  /// not known.
  private mutating func accountFlushed() {
    switch isLoggedIn {
    case true?: resetLevel(keepsTLS: control == .tls)
    case nil where level?.isReadable == false: resetLevel(keepsTLS: false)
    default: break
    }
    isLoggedIn = false
  }

  private mutating func userAnswered(code: Int) -> Observation {
    if control == .clear, code < 500 || code == 0 { sawUseInClear = true }
    if rules.userResetsLevel, (200..<400).contains(code) { accountFlushed() }
    guard code == 230 || code == 232 else { return .nothing }
    loginEnded(succeeded: true, exposure: exposureOfControl)
    return .loggedIn(exposureOfControl)
  }

  private mutating func passAnswered(code: Int) -> Observation {
    let exposure = exposureOfControl
    if control == .clear { sawUseInClear = true }
    Self.note(exposure, in: &credentials)
    switch code {
    case 200..<300: loginEnded(succeeded: true, exposure: exposure)
    case 400...: loginEnded(succeeded: false, exposure: exposure)
    default: break
    }
    return .credentials(exposure)
  }

  /// Notes how one of several crossed: the worst is told.
  private static func note(_ exposure: Exposure, in worst: inout Exposure?) {
    switch (worst, exposure) {
    case (_, .clear), (nil, _): worst = exposure
    case (.protected, .unknown): worst = .unknown
    default: break
    }
  }

  private mutating func loginEnded(succeeded: Bool, exposure: Exposure) {
    if succeeded {
      Self.note(exposure, in: &loginExposure)
      isLoggedIn = true
    } else {
      loginFailed = true
    }
  }

  private mutating func transferMoved(as known: Exposure? = nil) -> Exposure {
    if rules.refusesClearDataUnderTLS, control == .tls, level?.isReadable != false {
      level = .private
    }
    // Nobody protects the data of a control channel that is in clear (RFC 2228 §3).
    let isInClear = known == .unknown && control == .clear && level == nil
    let exposure = isInClear ? .clear : known ?? exposureOfData
    switch exposure {
    case .clear: clearTransfers += 1
    case .protected: privateTransfers += 1
    case .unknown: unknownTransfers += 1
    }
    if exposure == .clear, control == .clear { sawUseInClear = true }
    return exposure
  }
}
