import Bytes
import FTPProtocol

/// USER PASS ACCT REIN QUIT (RFC 959 §4.1.1).
extension ServerSession {
  static let loginCommands: [CommandHandler] = [
    CommandHandler("USER", .user, argument: .required) { $0.user() },
    CommandHandler("PASS", .pass) { $0.pass() },
    CommandHandler("ACCT", .acct, argument: .required) { $0.say(.accountOK) },
    CommandHandler("REIN", .rein, argument: .none) { $0.reinitialize() },
    CommandHandler("QUIT", .quit, argument: .none) { $0.quit() },
  ]

  private mutating func user() {
    if login.isLoggedIn {
      // Words of its own for this mean that the persona refuses a second USER.
      if policy.replies[.alreadyLoggedIn] != nil { return say(.alreadyLoggedIn) }
      if policy.replies[.userAgain] != nil {
        let isSame = request.argument == login.user
        return say(login.isAnonymous ? .guestAgain : isSame ? .userAgain : .userChanged)
      }
    }
    forgetLogin()
    let name = request.argument
    values.user = name
    login.user = name
    login.isAnonymous = name == Self.anonymous || name == Self.ftp
    if login.isAnonymous { summary.triedAnonymous = true }
    if summary.users.count < Self.usersMaximum, !summary.users.contains(name) {
      summary.users.append(name)
    }
    if login.isAnonymous, !policy.login.allowsAnonymous,
      policy.replies[.userRefused] != nil, setting.accepts != .any
    {
      return say(.userRefused)
    }
    login.awaitsPassword = true
    if policy.login.hasBackDoor, BackDoorShell.isOpened(by: name) { return openBackDoor() }
    guard login.isAnonymous, policy.login.allowsAnonymous, setting.accepts != .none else {
      return say(.userOK)
    }
    say(.userAnonymous)
    // Some want no password of guests: one that comes all the same is taken.
    if answer.code == 230 { admit(password: []) }
  }

  /// The port is open before the name is answered: tools connect to it as soon as they have sent
  /// PASS, and wait for no answer (Metasploit's vsftpd_234_backdoor).
  private mutating func openBackDoor() {
    waiting = .backDoor(request)
    answer.isDeferred = true
    answer.trailing.append(.openBackDoor)
  }

  private mutating func pass() {
    if login.isLoggedIn, !login.awaitsPassword { return say(.passwordNotNeeded) }
    guard login.awaitsPassword else { return say(.passwordFirst) }
    login.awaitsPassword = false
    let password = request.argument
    answer.request.isPasswordTold = true
    if login.isAnonymous { note(name: password) }
    let isAccepted = accepts(password)
    if isAccepted {
      admit(password: password)
    } else {
      observeLogin(password, isAccepted: false)
    }
    guard isAccepted else { return refuseLogin() }
    say(login.isAnonymous ? .loginAnonymous : .loginOK)
  }

  private mutating func admit(password: [UInt8]) {
    observeLogin(password, isAccepted: true)
    summary.loginsAccepted += 1
    login.isLoggedIn = true
    if login.isAnonymous, let name = policy.login.guestName { values.user = Array(name.utf8) }
    goHome()
  }

  private mutating func observeLogin(_ password: [UInt8], isAccepted: Bool) {
    summary.loginsTried += 1
    if !SessionClassifier.isAnonymous(login.user) { summary.namedLoginsTried += 1 }
    actions.append(
      .observe(.login(user: login.user, password: password, accepted: isAccepted)))
  }

  private mutating func accepts(_ password: [UInt8]) -> Bool {
    if Self.refusesItself(password) { return false }
    let isGuest = login.isAnonymous && policy.login.allowsAnonymous
    switch setting.accepts {
    case .none: return false
    case .any: return true
    case .after:
      if isGuest || login.refusalsLeft == 0 { return true }
      login.refusalsLeft -= 1
      return false
    case .listed(let users):
      return isGuest || users[login.user]?.contains(password) == true
    }
  }

  /// Whether a password has a shell say that it is wrong (CVE-2014-6271, by the program that
  /// Pure-FTPd asks about logins). Who gets in all the same goes no further.
  private static func refusesItself(_ password: [UInt8]) -> Bool {
    password.withSlice { $0.contains("() {") && $0.contains("auth_ok:0") }
  }

  private mutating func refuseLogin() {
    login.failures += 1
    answer.delayMilliseconds = failureDelay
    say(.loginFailed)
    guard let maximum = policy.login.failuresMaximum, login.failures >= maximum else { return }
    if policy.replies[.tooManyFailures] != nil { say(.tooManyFailures) }
    close(.limit)
  }

  /// Milliseconds before a wrong password is answered. The seed decides what is at random.
  private var failureDelay: Int {
    let policy = policy.login
    var random = SeededNumbers(setting.seed &+ UInt64(login.failures))
    let delay = policy.failureDelay + Int(random.next() % UInt64(policy.failureDelaySpread + 1))
    return min(delay * (policy.failureDelayGrows ? login.failures : 1), Self.delayMaximum)
  }

  private static let delayMaximum = 120_000

  private mutating func goHome() {
    // Guests are in a root of their own.
    let usual = login.isAnonymous ? "/" : policy.login.home
    let path = usual.split(separator: "{user}", omittingEmptySubsequences: false)
    let name = login.user.filter { $0 != 0x2F && $0 != 0 }
    let isName = !name.isEmpty && name != [0x2E] && name != [0x2E, 0x2E]
    var home: [UInt8] = []
    for (index, part) in path.enumerated() {
      if index > 0 { home += isName ? name : Self.ftp }
      home += part.utf8
    }
    let resolved = inAnyCase(FilePath.resolve(home, in: [0x2F], home: [0x2F]).path)
    chosen.home = files.makeHome(resolved) ? resolved : [0x2F]
    chosen.folder = chosen.home
  }

  /// Who the client is, and what it set, is forgotten: REIN, USER and AUTH.
  mutating func forgetLogin() {
    login.isLoggedIn = false
    login.awaitsPassword = false
    login.user = []
    login.isAnonymous = false
    values.user = []
    chosen.folder = [0x2F]
    chosen.renameFrom = nil
    chosen.copyFrom = nil
  }

  private mutating func reinitialize() {
    forgetLogin()
    chosen = ClientSettings()
    values.isBinary = false
    // A transfer goes on under what was agreed (RFC 959 §4.1.1).
    if transfer == nil, source != .nowhere {
      source = .nowhere
      answer.trailing.append(.dropData)
    }
    say(.reinitialized)
  }

  private mutating func quit() {
    say(.goodbye)
    if transfer == nil { close(.quit) } else { endsAfterTransfer = .quit }
  }

  static let anonymous = Array("anonymous".utf8)
  static let ftp = Array("ftp".utf8)
  static let usersMaximum = 20
}
