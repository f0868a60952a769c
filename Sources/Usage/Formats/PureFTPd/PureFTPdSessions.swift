import Bytes
import FTPProtocol

/// What is remembered of Pure-FTPd's open sessions, to tell whose a TLS handshake was.
///
/// The log has the same words for a handshake on the control channel and on a data connection. It
/// names the user only after the login, so that a handshake before is the control channel's, and
/// one after is a data connection's. Where several clients of one address wait for their login at
/// once, and only some of them under TLS, whose handshake it was is not known.
struct PureFTPdSessions: Sendable {
  /// The connections of one key that are not logged in.
  private struct Waiting: Sendable {
    var count = 0
    var handshakes = 0
    /// Whether one of them went, and it is not known which.
    var isMixed = false
    /// Whether AUTH TLS was asked for and its handshake is awaited.
    var askedTLS = false
    /// Whether USER was sent, and no AUTH TLS after it.
    var askedUser = false
    /// Whether a password was seen to cross in clear, so that TLS can only come by AUTH.
    var beganClear = false
    var latest: Timestamp

    /// How a password of one of them would cross.
    var exposure: SessionProtection.Exposure {
      if isMixed { return .unknown }
      if count == 0 { return handshakes > 0 ? .protected : .unknown }
      if handshakes == 0 { return .clear }
      return handshakes >= count ? .protected : .unknown
    }
  }

  /// The sessions of one key and user.
  private struct LoggedIn: Sendable {
    var count = 1
    var control: SessionProtection.Exposure
    /// The last handshake on a data connection since the last transfer.
    var dataHandshake: Timestamp?
    /// A listing that was asked for, of which nothing was heard yet.
    var listing: Verb?
    /// Whether a reply was logged since it was asked for.
    var wasAnswered = false
  }

  /// Whether a listing was ever asked for.
  private(set) var hasListings = false

  private var waiting = RecentTable<Waiting>()
  private var loggedIn = RecentTable<LoggedIn>()

  /// A client connected; where its process is known, whatever had the number before is gone.
  mutating func opened(_ key: Digest128, _ time: Timestamp, isShared: Bool) {
    var state = isShared ? current(key, time) : Waiting(latest: time)
    state.count += 1
    waiting[key] = state
  }

  /// AUTH TLS was asked for.
  mutating func askedTLS(_ key: Digest128, _ time: Timestamp) {
    var state = current(key, time)
    state.askedTLS = true
    state.askedUser = false
    waiting[key] = state
  }

  /// USER was sent.
  mutating func askedUser(_ key: Digest128, _ time: Timestamp) {
    var state = current(key, time)
    state.askedUser = true
    waiting[key] = state
  }

  /// Whether the one connection that waits has sent USER without TLS.
  func isTLSMissed(_ key: Digest128) -> Bool {
    guard let state = waiting[key] else { return false }
    return state.askedUser && !state.askedTLS && state.count <= 1 && state.handshakes == 0
  }

  /// Whether AUTH TLS was asked for and its handshake is awaited.
  func isTLSAwaited(_ key: Digest128) -> Bool { waiting[key]?.askedTLS ?? false }

  /// A handshake finished, and no user was named. Whether AUTH came before it for certain.
  mutating func controlHandshakeFinished(_ key: Digest128, _ time: Timestamp) -> Bool {
    var state = current(key, time)
    let askedTLS = state.askedTLS || state.beganClear && state.count == 1
    state.handshakes += 1
    state.askedTLS = false
    state.beganClear = false
    waiting[key] = state
    return askedTLS
  }

  /// How a password would cross now.
  func exposureBeforeLogin(_ key: Digest128) -> SessionProtection.Exposure {
    waiting[key]?.exposure ?? .unknown
  }

  /// A login failed; how the password crossed.
  mutating func loginFailed(_ key: Digest128) -> SessionProtection.Exposure {
    guard var state = waiting[key] else { return .unknown }
    if state.count == 1, state.exposure == .clear {
      state.beganClear = true
      waiting[key] = state
    }
    return state.exposure
  }

  /// A user logged in; how the password crossed.
  mutating func loggedIn(
    _ key: Digest128, _ user: ByteSlice, isShared: Bool
  ) -> SessionProtection.Exposure {
    let exposure = exposureBeforeLogin(key)
    leave(key, wasProtected: exposure == .protected, isKnown: exposure != .unknown)
    let session = Self.session(key, user)
    if isShared, var open = loggedIn[session] {
      open.count += 1
      if open.control != exposure { open.control = .unknown }
      loggedIn[session] = open
    } else {
      loggedIn[session] = LoggedIn(control: exposure)
    }
    return exposure
  }

  /// A handshake finished on a data connection of a user; the listing that it was for, if it was.
  mutating func dataHandshakeFinished(
    _ key: Digest128, _ user: ByteSlice, _ time: Timestamp
  ) -> Verb? {
    let session = Self.session(key, user)
    guard var open = loggedIn[session] else { return nil }
    let listing = open.count == 1 ? open.listing : nil
    if listing == nil { open.dataHandshake = time } else { open.listing = nil }
    loggedIn[session] = open
    return listing
  }

  /// A data connection is asked for: what came before it is over.
  mutating func transferAsked(_ verb: Verb, _ key: Digest128, _ user: ByteSlice) {
    let session = Self.session(key, user)
    guard var open = loggedIn[session] else { return }
    open.dataHandshake = nil
    open.wasAnswered = false
    open.listing = Self.isListing(verb) ? verb : nil
    if open.listing != nil { hasListings = true }
    loggedIn[session] = open
  }

  /// Files have lines of their own; listings have none.
  private static func isListing(_ verb: Verb) -> Bool {
    verb == .list || verb == .nlst || verb == .mlsd
  }

  /// A reply was logged.
  mutating func replied(_ key: Digest128, _ user: ByteSlice) {
    let session = Self.session(key, user)
    guard var open = loggedIn[session], open.listing != nil else { return }
    open.wasAnswered = true
    loggedIn[session] = open
  }

  /// Whether a listing was asked for and no reply was logged since, so that none is.
  func lacksReplies(_ key: Digest128, _ user: ByteSlice) -> Bool {
    loggedIn[Self.session(key, user)].map { $0.listing != nil && !$0.wasAnswered } ?? false
  }

  /// A listing that nothing was heard of, taken so that it counts once.
  mutating func takeListing(_ key: Digest128, _ user: ByteSlice) -> Verb? {
    let session = Self.session(key, user)
    guard var open = loggedIn[session], let listing = open.listing else { return nil }
    open.listing = nil
    loggedIn[session] = open
    return listing
  }

  /// A file or a listing crossed; how it did. A handshake before `begins` was another's.
  mutating func transferred(
    _ key: Digest128, _ user: ByteSlice, begins: Timestamp? = nil
  ) -> SessionProtection.Exposure {
    let session = Self.session(key, user)
    guard var open = loggedIn[session] else { return .unknown }
    if open.control == .clear { return .clear }
    if open.count > 1 { return .unknown }
    if let handshake = open.dataHandshake {
      open.dataHandshake = nil
      loggedIn[session] = open
      if begins.map({ handshake >= $0 }) ?? true { return .protected }
    }
    return open.control == .protected ? .clear : .unknown
  }

  /// How the control channel of a user is.
  func control(_ key: Digest128, _ user: ByteSlice) -> SessionProtection.Exposure {
    if user.isEmpty { return exposureBeforeLogin(key) }
    return loggedIn[Self.session(key, user)]?.control ?? .unknown
  }

  /// A connection ended; `user` is empty before the login.
  mutating func ended(_ key: Digest128, _ user: ByteSlice, inHandshake: Bool = false) {
    guard user.isEmpty else {
      let session = Self.session(key, user)
      guard var open = loggedIn[session] else { return }
      open.count -= 1
      loggedIn[session] = open.count > 0 ? open : nil
      return
    }
    let exposure = exposureBeforeLogin(key)
    let wasProtected = !inHandshake && exposure == .protected
    leave(key, wasProtected: wasProtected, isKnown: inHandshake || exposure != .unknown)
  }

  private mutating func leave(_ key: Digest128, wasProtected: Bool, isKnown: Bool) {
    guard var state = waiting[key] else { return }
    state.count = max(0, state.count - 1)
    if wasProtected { state.handshakes = max(0, state.handshakes - 1) }
    if !isKnown { state.isMixed = true }
    state.askedTLS = false
    state.askedUser = false
    waiting[key] = state.count > 0 ? state : nil
  }

  private func current(_ key: Digest128, _ time: Timestamp) -> Waiting {
    guard var state = waiting[key],
      time.milliseconds &- state.latest.milliseconds <= SessionTable.beforeLoginMilliseconds
    else { return Waiting(latest: time) }
    state.latest = time
    return state
  }

  private static func session(_ key: Digest128, _ user: ByteSlice) -> Digest128 {
    var digest = key
    digest.add(user)
    return digest
  }
}
