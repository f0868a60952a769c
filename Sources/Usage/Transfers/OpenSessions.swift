import Bytes
import FTPProtocol

/// The sessions of logs that are read side by side, as far as they have come: by it a line of the
/// transfer log among them finds the one session that it is of.
struct OpenSessions {
  /// What a line of a transfer log comes to.
  enum Fit {
    case none
    case one(Digest128, showsTLS: Bool)
    case several
  }

  /// A client's name and its address, digested.
  struct ClientName: Codable, Hashable {
    var name: Digest128
    var client: Digest128
  }

  /// A session that has logged in, or may still.
  private struct One {
    let client: Digest128
    /// The client and the user; nil until one logged in.
    var login: Digest128?
    /// When it logged in: a file crosses after that.
    var loggedIn = Timestamp(milliseconds: .max)
    var ends: Timestamp?
    var latest: Timestamp
    var showsTLS = false

    /// Notes what a line tells; whether it tells of the login.
    mutating func note(_ event: LogEvent) -> Bool {
      latest = max(latest, event.time)
      if event.kind == .closed || event.endsConnection { ends = event.time }
      if event.kind == .handshakeFinished { showsTLS = true }
      if event.verb == .auth, event.code == 234 { showsTLS = true }
      if event.start?.isImplicit == true { showsTLS = true }
      guard login == nil, !event.user.isEmpty, event.kind != .login || event.succeeded else {
        return false
      }
      login = OpenSessions.login(client, event.user)
      loggedIn = event.time
      return true
    }

    /// Whether files may have crossed in it in a second.
    func wasLoggedIn(from begin: Timestamp, to end: Timestamp) -> Bool {
      loggedIn <= end && ends.map { $0 >= begin } ?? true
    }
  }

  /// Looks for what is over are this far apart, at least.
  private static let sweepCountMinimum = 1024
  /// So long a session of these logs may be silent.
  private static let silenceMilliseconds: Int64 = 24 * 3_600_000
  /// So many sessions of one client and user are known at once: of a file that is of one of
  /// several it is not found out which.
  private static let loginsMaximum = 64

  private var sessions: [Digest128: One] = [:]
  /// The keys of the sessions of one client and user, the oldest first.
  private var ofLogins: [Digest128: [Digest128]] = [:]
  /// The clients that have a name, of which several may have the same.
  private var ofNames: [Digest128: Set<Digest128>] = [:]
  private var sweepCount = sweepCountMinimum

  /// Notes what a line of the other logs tells.
  mutating func note(_ event: LogEvent) {
    guard var one = session(of: event) else { return }
    let isLogin = one.note(event)
    sessions[event.key] = one
    if isLogin, let login = one.login { add(event.key, to: login) }
  }

  /// Notes a session that was open when an earlier run ended.
  mutating func note(
    key: Digest128, client: ByteSlice, user: ByteSlice, from begins: Timestamp,
    to ends: Timestamp?, latest: Timestamp, showsTLS: Bool
  ) {
    var one = One(
      client: Self.digest(client), ends: ends, latest: latest, showsTLS: showsTLS)
    if !user.isEmpty {
      let login = Self.login(one.client, user)
      one.login = login
      one.loggedIn = begins
      add(key, to: login)
    }
    sessions[key] = one
  }

  /// What clients with sessions that are open are called, for the next run.
  var names: [ClientName] {
    let open = Set(sessions.values.lazy.filter { $0.ends == nil }.map(\.client))
    return ofNames.flatMap { name, clients in
      clients.intersection(open).map { ClientName(name: name, client: $0) }
    }
  }

  /// Notes what a client was called when an earlier run ended.
  mutating func note(_ name: ClientName) {
    ofNames[name.name, default: []].insert(name.client)
  }

  /// The session of the client and user that was logged in at the second of an event.
  func fit(_ event: LogEvent) -> Fit {
    guard event.isDated, !event.user.isEmpty else { return .none }
    let end = event.time.adding(milliseconds: 999)
    let client = Self.digest(event.client)
    var found = Fit.none
    func look(_ client: Digest128) {
      for key in ofLogins[Self.login(client, event.user)] ?? [] {
        guard let one = sessions[key], one.wasLoggedIn(from: event.time, to: end) else { continue }
        guard case .none = found else {
          found = .several
          return
        }
        found = .one(key, showsTLS: one.showsTLS)
      }
    }
    look(client)
    for other in ofNames[client] ?? [] where other != client {
      if case .several = found { break }
      look(other)
    }
    return found
  }

  /// Notes that a session is known to have been under TLS.
  mutating func noteTLS(_ key: Digest128) { sessions[key]?.showsTLS = true }

  /// The session that an event is of, which is known from here on; nil where no line names its
  /// client.
  private mutating func session(of event: LogEvent) -> One? {
    let known = sessions[event.key]
    if event.client.isEmpty { return known }
    let client = Self.digest(event.client)
    if let known, known.client == client, !isAnother(event, than: known) { return known }
    if let login = known?.login { ofLogins[login]?.removeAll { $0 == event.key } }
    if sessions.count >= sweepCount { sweep(event.time) }
    if !event.text.isEmpty { ofNames[Self.digest(event.text), default: []].insert(client) }
    return One(client: client, latest: event.time)
  }

  /// Whether a connect is of a session after the one that has its process's number.
  private func isAnother(_ event: LogEvent, than known: One) -> Bool {
    event.kind == .opened && (known.ends != nil || known.login != nil)
  }

  private mutating func add(_ key: Digest128, to login: Digest128) {
    var keys = ofLogins.removeValue(forKey: login) ?? []
    if keys.count == Self.loginsMaximum {
      keys.remove(at: keys.firstIndex { sessions[$0]?.ends != nil } ?? 0)
    }
    keys.append(key)
    ofLogins[login] = keys
  }

  private mutating func sweep(_ now: Timestamp) {
    sessions = sessions.filter { _, one in
      let silence = now.milliseconds - (one.ends ?? one.latest).milliseconds
      return silence
        <= (one.ends == nil ? Self.silenceMilliseconds : SessionTable.lateMilliseconds)
    }
    ofLogins = ofLogins.mapValues { $0.filter { sessions[$0] != nil } }.filter {
      !$0.value.isEmpty
    }
    let clients = Set(sessions.values.map(\.client))
    ofNames = ofNames.mapValues { $0.intersection(clients) }.filter { !$0.value.isEmpty }
    sweepCount = max(Self.sweepCountMinimum, 2 * sessions.count)
  }

  static func digest(_ text: ByteSlice) -> Digest128 {
    var digest = Digest128()
    digest.add(text)
    return digest
  }

  /// A client and a user.
  private static func login(_ client: Digest128, _ name: ByteSlice) -> Digest128 {
    var digest = Digest128(seed: 5)
    digest.add(client.high)
    digest.add(client.low)
    digest.add(name.isAnonymous ? ("anonymous" as StaticString).bytes : name)
    return digest
  }
}
