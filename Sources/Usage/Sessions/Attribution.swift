import Bytes
import FTPProtocol

/// Finds the session of a line among those that are open under one address.
///
/// What a server writes itself tells sessions apart: its process ids, and the name of who is
/// logged in. Where these leave several, the protocol's phase picks the likeliest, and all of
/// them are in doubt.
struct Attribution: ~Copyable {
  enum Choice {
    case none
    case one(Int)
    /// One is the likeliest; it and the others are in doubt.
    case ambiguous(Int, others: [Int])
    /// The line begins a session of its own, which ends those that it can't belong to.
    case anew([Int])
  }

  /// A name that no session has. Whether a name is in the pool must not matter: that depends on
  /// which other sessions were read before, and on how many processors.
  private static let unheard = NamePool.none - 1

  private let event: LogEvent
  private let user: UInt32
  private let loginName: UInt32

  init(of event: borrowing LogEvent, users: borrowing NamePool) {
    self.event = copy event
    let name = event.user
    user = name.isEmpty ? NamePool.none : users.known(name) ?? Self.unheard
    // `DOMAIN\user` logs in with the name `user`.
    let bare = name.lastIndex(of: 0x5C).map { name.dropFirst($0 + 1) }
    loginName = bare.map { users.known($0) ?? Self.unheard } ?? user
  }

  /// Chooses among the sessions that are open under the event's key, newest first.
  func choose(among chain: [Int], of sessions: borrowing SessionStore) -> Choice {
    let samePort = chain.filter {
      event.port == 0 || sessions[$0].port == 0 || sessions[$0].port == event.port
    }
    let open = samePort.filter { !sessions[$0].hasEnded }
    if open.isEmpty { return late(sessions, samePort) }
    if beginsAnew(sessions, open) { return .anew(open) }
    let certain = told(apart: open, sessions)
    if certain.count == 1 { return .one(certain[0]) }
    let candidates = certain.isEmpty ? open : certain
    let likely = candidates.filter { fits(sessions[$0]) }
    // Newest first: the oldest that fits has waited longest for this line.
    let chosen = likely.last ?? candidates.last ?? open[0]
    return candidates.count == 1 ? .one(chosen) : .ambiguous(chosen, others: candidates)
  }

  /// A line after the end: of the session that ended last, where a session may not begin here.
  private func late(_ sessions: borrowing SessionStore, _ ended: [Int]) -> Choice {
    guard let newest = ended.first else { return .none }
    if event.mayBegin, event.kind != .closed, !isLate(sessions[newest]) { return .none }
    let silence = event.time.milliseconds - sessions[newest].ends.milliseconds
    return silence <= SessionTable.lateMilliseconds ? .one(newest) : .none
  }

  /// Whether a line can only be an ended session's: the rest of what it had begun.
  private func isLate(_ session: Session) -> Bool {
    event.kind == .replied || event.kind == .seen
      || user != NamePool.none && session.user == user && event.verb != .pass
  }

  /// In a log without connects, a login where one has been made already begins a session.
  private func beginsAnew(_ sessions: borrowing SessionStore, _ open: [Int]) -> Bool {
    guard event.mayBegin, event.connectIsMissing, event.verb == .user || event.verb == .auth,
      event.kind == .command || event.kind == .asked
    else { return false }
    return open.allSatisfy { sessions[$0].isLoggedIn }
  }

  /// The sessions that what the server wrote leaves.
  private func told(apart open: [Int], _ sessions: borrowing SessionStore) -> [Int] {
    var left = open
    if event.discriminator != 0 {
      let same = left.filter { sessions[$0].isDiscriminated(by: event.discriminator) }
      if !same.isEmpty { left = same }
    }
    guard left.count > 1 else { return left }
    if user != NamePool.none {
      let same = left.filter { sessions[$0].user == user }
      if !same.isEmpty { return same }
      let asked = left.filter {
        sessions[$0].user == NamePool.none
          && (sessions[$0].askedUser == user || sessions[$0].askedUser == loginName)
      }
      if !asked.isEmpty { return asked }
    } else if !event.namesUser {
      return left
    }
    // A session that has another's name is not this one's, nor nobody's.
    let nameless = left.filter { sessions[$0].user == NamePool.none }
    return nameless.isEmpty ? left : nameless
  }

  /// Whether the protocol's phase lets a session take the line next.
  private func fits(_ session: Session) -> Bool {
    switch event.kind {
    case .replied: return !session.waiting.isEmpty
    case .command, .asked:
      switch event.verb {
      case .auth: return session.journal.isEmpty
      case .user: return session.askedUser == NamePool.none
      case .pass: return session.askedUser != NamePool.none && !session.isLoggedIn
      case .pbsz, .prot: return !session.journal.isEmpty
      default: return session.isLoggedIn
      }
    default: return true
    }
  }
}
