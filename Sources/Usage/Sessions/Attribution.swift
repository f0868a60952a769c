import Bytes
import FTPProtocol

/// Finds the session of a line among those that are open under one address.
///
/// What a server writes itself tells sessions apart: its process ids, and the name of who is
/// logged in. Where these leave several, the protocol's phase picks the likeliest, and all of
/// them are in doubt.
struct Attribution {
  enum Choice {
    case none
    case one(Int)
    /// One is the likeliest; it and the others are in doubt.
    case ambiguous(Int, others: Chain.Set)
    /// The line begins a session of its own. Where no line tells of connects, it may yet be one of
    /// those that are open.
    case anew(Chain.Set)
    /// The line is of a session whose first lines were taken for others'.
    case strayed(Chain.Set)
  }

  /// A name that no session has. Whether a name is in the pool must not matter: that depends on
  /// which other sessions were read before, and on how many processors.
  private static let unheard = NamePool.none - 1
  /// Servers that answer at all have answered any command but a transfer's by then.
  private static let patienceMilliseconds: Int64 = 30_000
  /// A connection that ends so soon after a line ended by that line's doing.
  private static let farewellMilliseconds: Int64 = 2000
  /// A client that has asked for nothing for so long is gone, where another may have sent a line.
  private static let idleMilliseconds: Int64 = 2 * 3_600_000

  private let kind: LogEvent.Kind
  private let verb: Verb
  private let code: Int
  private let port: UInt16
  private let mayBegin: Bool
  private let connectIsMissing: Bool
  private let namesUser: Bool
  private let failsHandshake: Bool
  private let setsPrivateLevel: Bool
  private let logsInOnce: Bool
  private let isFTPS: Bool?
  private let discriminator: UInt32
  private let time: Timestamp
  private let user: UInt32
  /// What a login's client may have called the user.
  private let loginName: UInt32
  /// Whether the line names who has logged in before it.
  private let followsLogin: Bool

  init(
    of event: borrowing LogEvent, users: borrowing NamePool, logsInOnce: Bool,
    namesLoggedIn: Bool
  ) {
    self.logsInOnce = logsInOnce
    followsLogin = namesLoggedIn ? Self.followsLogin(event) : false
    isFTPS = event.isFTPS
    kind = event.kind
    verb = event.verb
    code = Int(event.code)
    port = event.port
    mayBegin = event.beginning == .here
    connectIsMissing = event.connectIsMissing
    namesUser = event.namesUser
    setsPrivateLevel = event.setsPrivateLevel
    let refusal = event.refusal
    failsHandshake = event.kind == .closed && refusal == .iis(IISSubstatus.handshakeFailed)
    discriminator = event.discriminator
    time = event.time
    let name = event.user
    if name.isEmpty {
      user = NamePool.none
      loginName = NamePool.none
      return
    }
    let number = users.known(name) ?? Self.unheard
    user = number
    // vsftpd calls whoever logs in as `anonymous` by a name of its own.
    let asked = event.argument
    if kind == .login, !asked.isEmpty {
      loginName = users.known(asked) ?? Self.unheard
      return
    }
    // `DOMAIN\user` logs in with the name `user`.
    let bare = name.lastIndex(of: 0x5C).map { name.dropFirst($0 + 1) }
    loginName = bare.map { users.known($0) ?? Self.unheard } ?? number
  }

  /// Whether a line of a log that names only who has logged in is of somebody who has.
  private static func followsLogin(_ event: borrowing LogEvent) -> Bool {
    if event.connectIsMissing { return false }
    switch event.kind {
    case .command, .asked, .closed: return event.concernsLogin ? false : event.namesSomebody
    default: return false
    }
  }

  /// Chooses among the sessions that are open under the event's key.
  func choose(among chain: borrowing Chain, of sessions: borrowing SessionStore) -> Choice {
    let possible = chain.those(of: chain.all) {
      (port == 0 || sessions[$0].port == 0 || sessions[$0].port == port)
        && !sessions[$0].isContradicted(byProcess: discriminator, toldLogin: kind == .login)
        && !(followsLogin && asksForAnother(sessions[$0]))
    }
    var unended = chain.those(of: possible) { !sessions[$0].facts.hasEnded }
    if unended == 0 { return late(sessions, chain.newest(of: possible)) }
    let awake = chain.those(of: unended) { !isIdle(sessions[$0]) }
    if awake != 0 { unended = awake }
    let open = chain.those(of: unended) { !sessions[$0].isContradicted(byFTPS: isFTPS) }
    if open == 0 { return .none }
    if beginsAnew(sessions, chain, open) { return .anew(open) }
    if judgesPassword, chain.those(of: open, where: { mayBeJudged(sessions[$0]) }) == 0 {
      return .strayed(open)
    }
    if connectIsMissing, isOfAnother(chain, of: sessions, open) {
      return verb.comesBeforeLogin ? .anew(open) : .strayed(open)
    }
    if kind == .login, logsInOnce, awaiting(chain, of: sessions, open) == 0 { return .anew(0) }
    let certain = toldByEnd(apart: told(apart: open, sessions, chain), sessions, chain)
    if certain.nonzeroBitCount == 1, let only = chain.newest(of: certain) { return .one(only) }
    var likely = chain.those(of: certain) { fits(sessions[$0]) }
    if likely == 0, isAgreedAUTH {
      likely = chain.those(of: certain) {
        !sessions[$0].showsTLS && !sessions[$0].facts.isLoggedIn
      }
    }
    let left = likely == 0 ? certain : likely
    guard let chosen = likeliest(chain, of: sessions, left) else { return .none }
    return .ambiguous(chosen, others: certain)
  }

  /// Whether TLS begins with the line's reply: then nobody has it yet, or has logged in.
  private var isAgreedAUTH: Bool { kind == .command && verb == .auth && code == 234 }

  /// Whether a session has asked to log in under another name than the line's, and not yet done so.
  private func asksForAnother(_ session: borrowing Session) -> Bool {
    session.asksToLogIn && session.askedUser != user && session.askedUser != loginName
  }

  /// Whether a session's client has been silent for hours, and no transfer is under way.
  private func isIdle(_ session: borrowing Session) -> Bool {
    guard time.milliseconds - session.ends.milliseconds > Self.idleMilliseconds else {
      return false
    }
    return session.facts.tellsAsking && !session.isTransferring
  }

  /// Of several that fit: where a log has connects and logins alone, a login is of the one that
  /// came last, since those whose attempts failed are gone; else the oldest has waited longest.
  private func likeliest(
    _ chain: borrowing Chain, of sessions: borrowing SessionStore, _ set: Chain.Set
  ) -> Int? {
    if isFollowUp { return latest(chain, of: sessions, set) }
    if kind == .closed, let latest = latest(chain, of: sessions, set), isFarewell(sessions[latest])
    {
      return latest
    }
    guard let oldest = chain.oldest(of: set) else { return nil }
    return kind == .login && sessions[oldest].facts.start == .unknown
      ? chain.newest(of: set) : oldest
  }

  /// Whether a session's last line is so fresh that its end may be that line's doing.
  private func isFarewell(_ session: borrowing Session) -> Bool {
    time.milliseconds - session.ends.milliseconds <= Self.farewellMilliseconds
  }

  /// Whether the line is of a session at work: then the one that was heard of last goes on.
  private var isFollowUp: Bool {
    switch kind {
    case .command, .asked:
      verb == .quit || !verb.comesBeforeLogin && verb != .pass && verb != .acct
    case .transfer: true
    default: false
    }
  }

  private func latest(
    _ chain: borrowing Chain, of sessions: borrowing SessionStore, _ set: Chain.Set
  ) -> Int? {
    var latest: Int?
    chain.forEach(of: set) { place in
      if let found = latest, sessions[found].ends >= sessions[place].ends { return }
      latest = place
    }
    return latest
  }

  /// A line after the end: of the session that ended last, where a session may not begin here.
  private func late(_ sessions: borrowing SessionStore, _ newest: Int?) -> Choice {
    guard let newest else { return .none }
    if mayBegin, kind != .closed, !isLate(sessions[newest]) { return .none }
    if kind == .login, logsInOnce, !sessions[newest].mayStillLogIn(toldBy: discriminator) {
      return .none
    }
    let silence = time.milliseconds - sessions[newest].ends.milliseconds
    return silence <= SessionTable.lateMilliseconds ? .one(newest) : .none
  }

  /// Whether a line can only be an ended session's: the rest of what it had begun.
  private func isLate(_ session: borrowing Session) -> Bool {
    kind == .replied || kind == .seen
      || user != NamePool.none && session.user == user && verb != .pass
  }

  /// In a log without connects, a login where one has been made already begins a session.
  private func beginsAnew(
    _ sessions: borrowing SessionStore, _ chain: borrowing Chain, _ open: Chain.Set
  ) -> Bool {
    guard mayBegin, connectIsMissing else { return false }
    let beginsTLS: Bool
    switch kind {
    case .command, .asked:
      guard verb == .user || verb == .auth else { return false }
      beginsTLS = isAccepted(.auth)
    case .login: beginsTLS = false
    case .handshakeFinished:
      // A line of its own; what a command's line shows besides begins what the command would.
      guard verb == .other || verb == .user else { return false }
      beginsTLS = verb == .other
    default: return false
    }
    return chain.those(of: open) {
      !sessions[$0].facts.isLoggedIn && !(beginsTLS && sessions[$0].showsTLS)
    } == 0
  }

  /// Whether the command is of a connection that no open session is: each names another who is
  /// logged in, or somebody where the line names nobody.
  private func isOfAnother(
    _ chain: borrowing Chain, of sessions: borrowing SessionStore, _ open: Chain.Set
  ) -> Bool {
    guard kind == .command || kind == .asked, namesUser || user != NamePool.none,
      !(user == NamePool.none && (verb == .pass || verb == .acct))
    else { return false }
    return chain.those(of: open) {
      !sessions[$0].facts.isLoggedIn || sessions[$0].user == NamePool.none || isOfUser(sessions[$0])
    } == 0
  }

  /// Whether the line's user logged in on a session's connection.
  private func isOfUser(_ session: borrowing Session) -> Bool {
    session.user == user || session.otherUsers.contains(user)
  }

  /// Whether the server accepted a command that it accepts once in a connection.
  private func isAccepted(_ command: Verb) -> Bool {
    logsInOnce && kind == .command && verb == command && code / 100 == 2
  }

  /// Whether the server took or refused a password, which it does of a connection that nobody is
  /// logged in on.
  private var judgesPassword: Bool {
    guard verb == .pass, logsInOnce || connectIsMissing else { return false }
    return kind == .command ? code / 100 == 2 || code == 530 : kind == .asked && connectIsMissing
  }

  /// Whether a session's password may be judged now.
  private func mayBeJudged(_ session: borrowing Session) -> Bool {
    !session.facts.isLoggedIn || session.facts.wasToldOfLogin
  }

  /// The sessions that a line which tells of a login may be about.
  private func awaiting(
    _ chain: borrowing Chain, of sessions: borrowing SessionStore, _ open: Chain.Set
  ) -> Chain.Set {
    chain.those(of: open) { sessions[$0].mayStillLogIn(toldBy: discriminator) }
  }

  /// The sessions that what the server wrote leaves; one at least.
  private func told(
    apart open: Chain.Set, _ sessions: borrowing SessionStore, _ chain: borrowing Chain
  ) -> Chain.Set {
    var left = open
    if kind == .login {
      let awaiting = awaiting(chain, of: sessions, open)
      if awaiting != 0 { left = awaiting }
      let asking = chain.those(of: left) {
        !sessions[$0].facts.tellsAsking || sessions[$0].awaitsLogin
      }
      if asking != 0 { left = asking }
    }
    if discriminator != 0 {
      let same = chain.those(of: left) { sessions[$0].isDiscriminated(by: discriminator) }
      if same != 0 { left = same }
    }
    if kind == .replied {
      let asked = chain.those(of: left) { sessions[$0].awaitsReply(code) }
      if asked != 0 { left = asked } else if code == 220 { left = greeted(left, sessions, chain) }
    }
    if kind == .replied || kind == .login {
      let recent = chain.those(of: left) { !hasWaitedInVain(sessions[$0]) }
      if recent != 0 { left = recent }
    }
    if judgesPassword {
      let waiting = chain.those(of: left) { mayBeJudged(sessions[$0]) }
      if waiting != 0 { left = waiting }
    }
    if failsHandshake {
      let awaiting = chain.those(of: left) { sessions[$0].awaitsHandshake }
      let silent = awaiting != 0 ? awaiting : chain.those(of: left) { sessions[$0].isUntouched }
      if silent != 0 { left = silent }
    }
    if kind == .asked {
      let ready = chain.those(of: left) { mayAsk(sessions[$0]) }
      if ready != 0 { left = ready }
    }
    guard left & (left - 1) != 0 else { return left }
    if user != NamePool.none {
      let same = chain.those(of: left) {
        isOfUser(sessions[$0]) || kind == .login && sessions[$0].user == loginName
      }
      let nameless = same == 0 || mayBeFirstToName
      let asked = nameless ? chain.those(of: left) { isAwaited(by: sessions[$0]) } : 0
      if same | asked != 0 { return same | asked }
    } else if !namesUser {
      return left
    }
    // A session that has another's name is not this one's, nor nobody's.
    let nameless = chain.those(of: left) { sessions[$0].user == NamePool.none }
    return nameless == 0 ? left : nameless
  }

  /// Of the sessions that are left, those that have just quit, where a line tells of an end.
  private func toldByEnd(
    apart left: Chain.Set, _ sessions: borrowing SessionStore, _ chain: borrowing Chain
  ) -> Chain.Set {
    guard kind == .closed, left & (left - 1) != 0 else { return left }
    let quitting = chain.those(of: left) {
      sessions[$0].facts.hasQuit && isFarewell(sessions[$0])
    }
    return quitting == 0 ? left : quitting
  }

  /// The sessions that a greeting may be for: those that nothing came from yet, if there are any.
  private func greeted(
    _ set: Chain.Set, _ sessions: borrowing SessionStore, _ chain: borrowing Chain
  ) -> Chain.Set {
    let untouched = chain.those(of: set) { sessions[$0].isUntouched }
    return untouched == 0 ? set : untouched
  }

  /// Whether a session's command has waited so long that another's is more likely answered: as of a
  /// client that is gone, where no line tells so.
  private func hasWaitedInVain(_ session: borrowing Session) -> Bool {
    guard let asked = session.waiting.last, !asked.command.verb.isTransfer else { return false }
    return time.milliseconds - asked.time.milliseconds > Self.patienceMilliseconds
  }

  /// Whether a session may send the line's command: each waits for the reply to the one before
  /// (RFC 959 §5.4), but for those that are for a transfer under way.
  private func mayAsk(_ session: borrowing Session) -> Bool {
    let isForTransfer = verb == .abor || verb == .stat || verb == .quit
    return session.waiting.allSatisfy { isForTransfer && $0.command.verb.isTransfer }
  }

  /// Whether a line that names a user may be the first of its session that does: all others are of
  /// a session that has its name.
  private var mayBeFirstToName: Bool {
    switch kind {
    case .replied, .login, .seen: true
    case .command, .asked: verb == .pass
    default: false
    }
  }

  /// Whether a session has asked for the line's name, or has none and does not show what it asks.
  private func isAwaited(by session: borrowing Session) -> Bool {
    guard session.user == NamePool.none || verb == .pass && session.facts.asksForPassword else {
      return false
    }
    if kind == .login, session.isSilent { return true }
    return session.askedUser == user || session.askedUser == loginName
  }

  /// Whether the protocol's phase lets a session take the line next.
  private func fits(_ session: borrowing Session) -> Bool {
    switch kind {
    case .replied: return session.awaitsReply(code)
    case .login: return session.facts.start != .unknown || session.askedUser == NamePool.none
    case .command, .asked:
      switch verb {
      case .auth: return session.journal.isEmpty
      case .user: return session.askedUser == NamePool.none
      case .pass: return session.askedUser != NamePool.none && !session.facts.isLoggedIn
      case .pbsz, .prot:
        if code >= 300 { return !session.journal.isEmpty }
        return session.showsTLS && !(setsPrivateLevel && session.showsPrivateFiles)
      default: return session.facts.isLoggedIn && session.waiting.isEmpty
      }
    default: return true
    }
  }
}
