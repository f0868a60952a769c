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
    /// The line begins a session of its own, which ends those that it can't belong to.
    case anew(Chain.Set)
  }

  /// A name that no session has. Whether a name is in the pool must not matter: that depends on
  /// which other sessions were read before, and on how many processors.
  private static let unheard = NamePool.none - 1

  private let kind: LogEvent.Kind
  private let verb: Verb
  private let port: UInt16
  private let mayBegin: Bool
  private let connectIsMissing: Bool
  private let namesUser: Bool
  private let discriminator: UInt32
  private let time: Timestamp
  private let user: UInt32
  private let loginName: UInt32

  init(of event: borrowing LogEvent, users: borrowing NamePool) {
    kind = event.kind
    verb = event.verb
    port = event.port
    mayBegin = event.mayBegin
    connectIsMissing = event.connectIsMissing
    namesUser = event.namesUser
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
    // `DOMAIN\user` logs in with the name `user`.
    let bare = name.lastIndex(of: 0x5C).map { name.dropFirst($0 + 1) }
    loginName = bare.map { users.known($0) ?? Self.unheard } ?? number
  }

  /// Chooses among the sessions that are open under the event's key.
  func choose(among chain: borrowing Chain, of sessions: borrowing SessionStore) -> Choice {
    let samePort = chain.those(of: chain.all) {
      port == 0 || sessions[$0].port == 0 || sessions[$0].port == port
    }
    let open = chain.those(of: samePort) { !sessions[$0].hasEnded }
    if open == 0 { return late(sessions, chain.newest(of: samePort)) }
    if beginsAnew(sessions, chain, open) { return .anew(open) }
    let certain = told(apart: open, sessions, chain)
    if certain.nonzeroBitCount == 1, let only = chain.newest(of: certain) { return .one(only) }
    let likely = chain.those(of: certain) { fits(sessions[$0]) }
    // The oldest that fits has waited longest for this line.
    guard let chosen = chain.oldest(of: likely == 0 ? certain : likely) else { return .none }
    return .ambiguous(chosen, others: certain)
  }

  /// A line after the end: of the session that ended last, where a session may not begin here.
  private func late(_ sessions: borrowing SessionStore, _ newest: Int?) -> Choice {
    guard let newest else { return .none }
    if mayBegin, kind != .closed, !isLate(sessions[newest]) { return .none }
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
    guard mayBegin, connectIsMissing, verb == .user || verb == .auth,
      kind == .command || kind == .asked
    else { return false }
    return chain.those(of: open) { !sessions[$0].isLoggedIn } == 0
  }

  /// The sessions that what the server wrote leaves; one at least.
  private func told(
    apart open: Chain.Set, _ sessions: borrowing SessionStore, _ chain: borrowing Chain
  ) -> Chain.Set {
    var left = open
    if discriminator != 0 {
      let same = chain.those(of: left) { sessions[$0].isDiscriminated(by: discriminator) }
      if same != 0 { left = same }
    }
    guard left & (left - 1) != 0 else { return left }
    if user != NamePool.none {
      let same = chain.those(of: left) { sessions[$0].user == user }
      if same != 0 { return same }
      let asked = chain.those(of: left) {
        sessions[$0].user == NamePool.none
          && (sessions[$0].askedUser == user || sessions[$0].askedUser == loginName)
      }
      if asked != 0 { return asked }
    } else if !namesUser {
      return left
    }
    // A session that has another's name is not this one's, nor nobody's.
    let nameless = chain.those(of: left) { sessions[$0].user == NamePool.none }
    return nameless == 0 ? left : nameless
  }

  /// Whether the protocol's phase lets a session take the line next.
  private func fits(_ session: borrowing Session) -> Bool {
    switch kind {
    case .replied: return !session.waiting.isEmpty
    case .command, .asked:
      switch verb {
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
