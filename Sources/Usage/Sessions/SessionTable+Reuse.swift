import Bytes
import FTPProtocol

/// Keys that come again: an address, and numbers of processes and connections.
extension SessionTable {
  /// How long a session may be silent: as long as its transfer takes, within a bound.
  func silenceMaximum(_ session: borrowing Session) -> Int64 {
    let maximum = settings[session.format].sessions.silenceMaximum
    return session.isTransferring ? max(maximum, Self.transferMilliseconds) : maximum
  }

  /// Whether an event is of so long before a session that no clock which was set and no mistaken
  /// zone puts it there: it stands in an older part of a log that was put together out of order.
  private func precedes(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    guard event.isDated, session.facts.isDated else { return false }
    return session.begins.milliseconds - event.time.milliseconds > Self.stepBackMaximum
  }

  /// Whether an event that has a known session's key belongs to a new one.
  func mustBeginAnew(_ event: borrowing LogEvent, at index: Int) -> Bool {
    if precedes(event, sessions[index]) { return true }
    let silence = event.time.milliseconds - sessions[index].ends.milliseconds
    if event.isDated, silence > silenceMaximum(sessions[index]) { return true }
    if sessions[index].facts.hasEnded, event.isDated, silence > Self.lateMilliseconds {
      return true
    }
    if event.keyUse == .reusedUntold, isOfAnother(event, sessions[index]) { return true }
    if event.kind == .opened {
      // A connect that was written after the session's first line is still its connect. Logs that
      // are joined each tell of it, in their own precision: what one knows to the second may put
      // even the end before the connect that another knows to the millisecond.
      let late = event.time.milliseconds - sessions[index].begins.milliseconds
      if settings[event.format].isJoined { return late > Self.joinMilliseconds }
      // Nobody else's, however late its line comes.
      if event.keyUse == .own { return sessions[index].facts.hasConnect }
      return sessions[index].facts.hasConnect || sessions[index].facts.hasEnded || late > 0
    }
    guard event.keyUse == .reusedAfterEnd, event.kind != .closed else { return false }
    return sessions[index].facts.hasEnded
  }

  /// Whether an event can't be of the session that has its number: that one has ended and no line
  /// said so, as where the client went away or the server was started again.
  func isOfAnother(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    let clientPort = event.clientPort
    if clientPort != 0, session.clientPort != 0, clientPort != session.clientPort { return true }
    let discriminator = event.discriminator
    if discriminator != 0, !session.isDiscriminated(by: discriminator) { return true }
    if session.isContradicted(byFTPS: event.isFTPS) { return true }
    if beginsAgain(event, session) { return true }
    if comesBeforeLogin(event, session) { return true }
    if isAnother(event.client, than: session.client) { return true }
    return isAtAnotherServer(event, session)
  }

  /// Whether a session whose key others have too has been silent for so long that a line can't be
  /// its: no line need tell that a client went.
  func isGone(_ session: borrowing Session, by event: borrowing LogEvent) -> Bool {
    guard event.isDated else { return false }
    if precedes(event, session) { return true }
    let silence = event.time.milliseconds - session.ends.milliseconds
    if silence <= Self.beforeLoginMilliseconds || session.showsLogin {
      return silence > silenceMaximum(session)
    }
    return !(session.user != NamePool.none && settings[session.format].sessions.namesLoggedIn)
  }

  /// Whether a line of a log of several servers' names another one's address than a session's.
  func isAtAnotherServer(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    let server = event.server
    guard !server.isEmpty, session.server != NamePool.none, event.format == session.format,
      settings[event.format].isJoined
    else { return false }
    return names.servers.known(server) != session.server
  }

  /// Whether a command was accepted that a server accepts once in a connection.
  private func beginsAgain(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    guard settings[event.format].sessions.logsInOnce else { return false }
    let isJoined = settings[event.format].isJoined
    let tellsCommands = settings[event.format].tellsCommands
    switch event.verb {
    // A log beside this one may tell of the login before its USER.
    case .user:
      return event.code == 331 && session.facts.isLoggedIn && !session.facts.wasToldOfLogin
    case .auth:
      guard isJoined, event.code == 234 else { return false }
      return tellsCommands ? session.facts.commandsTellProtection : session.facts.wasToldOfHandshake
    default:
      guard isJoined, !tellsCommands, event.kind == .seen, event.start == .implicit else {
        return false
      }
      if session.facts.wasToldOfHandshake { return true }
      return !isOfSameConnect(event, session)
    }
  }

  /// Whether a command of before the login names nobody, where the session's lines name who has
  /// logged in.
  private func comesBeforeLogin(
    _ event: borrowing LogEvent, _ session: borrowing Session
  ) -> Bool {
    guard event.kind == .command, event.namesUser, event.user.isEmpty, session.facts.isLoggedIn,
      event.verb.comesBeforeLogin, settings[event.format].sessions.logsInOnce,
      settings[event.format].sessions.namesLoggedIn
    else { return false }
    return session.journal.entries.last { $0.isLogin }?.namesUser == true
  }

  /// Whether a line of a connection's beginning may be of a session whose first line another log
  /// has, in its own precision.
  func isOfSameConnect(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    abs(event.time.milliseconds - session.begins.milliseconds) <= Self.joinMilliseconds
  }

  /// Whether a line may still tell how its session began: TLS that came first is told also beside
  /// lines of another log that could not tell it, and a login in clear, of a server that does not
  /// take TLS back, tells it whatever came before.
  @inline(__always)
  func mayTell(_ event: borrowing LogEvent, of session: borrowing Session) -> Bool {
    if session.mayStillStart { return true }
    if event.kind == .login { return event.start == .clear }
    guard event.kind == .seen, event.start == .implicit, settings[event.format].isJoined,
      !settings[event.format].tellsCommands
    else { return false }
    return isOfSameConnect(event, session)
  }

  /// Whether a client is another than the one with a number. A name and an address may be one's.
  func isAnother(_ client: ByteSlice, than number: UInt32) -> Bool {
    if client.isEmpty || number == NamePool.none { return false }
    return names.clients.withName(number) {
      $0 != client && $0.isAddress == client.isAddress
    }
  }
}
