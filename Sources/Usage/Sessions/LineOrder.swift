import FTPProtocol

/// How the lines of a session stand to the order in which things happened.
enum LineOrder: UInt8 {
  /// The server writes a session's lines as it goes. Its clock may be set back, so that times tell
  /// less than the lines' order.
  case asWritten
  /// Lines stand in any order, and their times tell it.
  case byTime
  /// The server writes buffers, whose lines may be out of order: the lines' order holds where it
  /// is one that a dialogue can have, else their times'.
  case inBuffers
}

extension Journal.Entry {
  /// Whether a dialogue can go like this: nobody sends a password without a name, or is told that
  /// it is missing, transfers before the login, or sets a level before the AUTH that allows it; and
  /// lines name who has logged in, and nobody before.
  ///
  /// - Parameter namesLoggedIn: whether the log's lines do so.
  static func areDialogue(_ entries: [Journal.Entry], namesLoggedIn: Bool) -> Bool {
    let logsIn = entries.contains { $0.isLogin }
    var isSecure = !entries.contains { $0.kind == .command && $0.command.verb == .auth }
    var hasAsked = false
    var isLoggedIn = false
    // Whether lines name the one who has logged in.
    var isNamed = false
    for entry in entries where entry.kind == .command {
      let verb = entry.command.verb
      switch verb {
      case .user:
        hasAsked = true
        // Who asks anew has logged out.
        if entry.code < 400 { isLoggedIn = false }
      case .pass:
        // 503 says that the name is missing (RFC 959 §5.4).
        if !hasAsked, entry.code != 503 { return false }
        if entry.isLogin {
          isLoggedIn = true
          isNamed = entry.namesUser == true
        }
      case .rein: if entry.code < 300 { isLoggedIn = false }
      case .auth, .pbsz, .prot:
        if namesLoggedIn, let names = entry.namesUser {
          if names ? !isLoggedIn : isLoggedIn && isNamed { return false }
        }
        if verb == .auth { isSecure = true }
        if !isSecure, entry.code < 300 { return false }
      default: if verb.isTransfer, entry.code < 300, logsIn, !isLoggedIn { return false }
      }
    }
    return true
  }

  /// Whether a password was accepted.
  var isLogin: Bool { kind == .command && command.verb == .pass && code == 230 }
}

extension SessionSettings {
  /// Puts a session's entries in the order in which they happened.
  func arrange(_ session: inout Session) {
    switch self[session.format].sessions.order {
    case .asWritten:
      guard self[session.format].isJoined, !session.facts.commandsTellProtection else { return }
      let level = protection(of: session).level
      session.journal.settleSeconds(
        namesProtocol: session.facts.isFTPS != nil, levelAtStart: level)
    case .byTime: session.journal.sort()
    case .inBuffers: if !session.journal.isSorted { choose(&session) }
    }
  }

  /// Takes the order of lines or that of times: the one that can be. Where both or neither can,
  /// and the one shows another thing than the other, the session is in doubt, and what crossed in
  /// clear by the one or the other is not passed over.
  private func choose(_ session: inout Session) {
    // What comes later may tell.
    session.facts.doubts.remove(.linesOutOfOrder)
    let timed = session.journal.inOrderOfTime
    let linesCanBe = canBe(session, Array(session.journal.entries))
    var isByLines = linesCanBe
    if linesCanBe == canBe(session, timed) {
      let byLines = findings(session, session.journal.entries).protection
      let byTimes = timed.withUnsafeBufferPointer { findings(session, $0).protection }
      if !byLines.shows(theSameAs: byTimes) {
        session.facts.doubts.insert(.linesOutOfOrder)
        let isInClear = byLines.showsInClear
        if isInClear != byTimes.showsInClear { isByLines = isInClear }
      }
    }
    if !isByLines { session.journal.sort() }
  }

  /// Whether a session is in an order that no dialogue has, so that not even times tell.
  func contradicts(_ session: inout Session) -> Bool {
    guard self[session.format].sessions.order == .inBuffers else { return false }
    return !canBe(session, Array(session.journal.entries))
  }

  private func canBe(_ session: borrowing Session, _ entries: [Journal.Entry]) -> Bool {
    if session.judged != nil || session.facts.doubts.contains(.beginsEarlier) { return true }
    return Journal.Entry.areDialogue(
      entries, namesLoggedIn: self[session.format].sessions.namesLoggedIn)
  }
}

extension SessionProtection {
  /// Whether a login or a file is known to have crossed in clear.
  fileprivate var showsInClear: Bool { loggedInClear || clearTransfers > 0 }

  /// Whether what is known of the session is the same.
  fileprivate func shows(theSameAs other: SessionProtection) -> Bool {
    verdict == other.verdict && credentials == other.credentials && level == other.level
      && loggedInClear == other.loggedInClear && clearTransfers == other.clearTransfers
      && privateTransfers == other.privateTransfers && controlCleared == other.controlCleared
  }
}
