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
    /// What the client is called besides.
    var names: [Digest128] = []
    /// The user, digested; nil until one logged in.
    var user: Digest128?
    /// When it logged in: a file crosses after that.
    var loggedIn = Timestamp(milliseconds: .max)
    var ends: Timestamp?
    var latest: Timestamp
    var showsTLS = false

    /// The clients and users that a transfer log's line of this session may name.
    var logins: [Digest128] {
      guard let user else { return [] }
      return ([client] + names).map { OpenSessions.login($0, user) }
    }

    /// Notes what a line tells; whether there are other logins then.
    mutating func note(_ event: LogEvent) -> Bool {
      latest = max(latest, event.time)
      if event.kind == .closed || event.endsConnection { ends = event.time }
      if event.kind == .handshakeFinished { showsTLS = true }
      if event.verb == .auth, event.code == 234 { showsTLS = true }
      if event.start?.isImplicit == true { showsTLS = true }
      var hasName = false
      if names.isEmpty, !event.text.isEmpty {
        let name = OpenSessions.digest(event.text)
        hasName = name != client
        if hasName { names = [name] }
      }
      guard user == nil, !event.user.isEmpty, event.kind != .login || event.succeeded else {
        return hasName
      }
      user = OpenSessions.user(event.user)
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

  /// The keys of the sessions of one client and user, the oldest first.
  private struct Login {
    var keys: [Digest128] = []
    /// Whether one that may be open is not among them.
    var isCrowded = false
  }

  private var sessions: [Digest128: One] = [:]
  private var ofLogins: [Digest128: Login] = [:]
  /// What clients were called when an earlier run ended.
  private var namesBefore: [Digest128: [Digest128]] = [:]
  private var sweepCount = sweepCountMinimum

  /// The sessions that an earlier run left open are noted next.
  ///
  /// - Parameter names: what their clients are called.
  init(names: [ClientName] = []) {
    namesBefore = Dictionary(grouping: names, by: \.client).mapValues { $0.map(\.name) }
  }

  /// Notes what a line of the other logs tells.
  mutating func note(_ event: LogEvent) {
    guard var one = session(of: event) else { return }
    let hasLogins = one.note(event)
    sessions[event.key] = one
    if hasLogins { add(event.key, one) }
  }

  /// Notes a session that was open when an earlier run ended.
  mutating func note(
    key: Digest128, client: ByteSlice, user: ByteSlice, from begins: Timestamp,
    to ends: Timestamp?, latest: Timestamp, showsTLS: Bool
  ) {
    var one = One(client: Self.digest(client), ends: ends, latest: latest, showsTLS: showsTLS)
    one.names = namesBefore[one.client] ?? []
    if !user.isEmpty {
      one.user = Self.user(user)
      one.loggedIn = begins
    }
    sessions[key] = one
    add(key, one)
  }

  /// What clients with sessions that are open are called, for the next run.
  var names: Set<ClientName> {
    var names: Set<ClientName> = []
    for one in sessions.values where one.ends == nil {
      for name in one.names { names.insert(ClientName(name: name, client: one.client)) }
    }
    return names
  }

  /// The session of the client and user that was logged in at the second of an event.
  func fit(_ event: LogEvent) -> Fit {
    guard event.isDated, !event.user.isEmpty,
      let login = ofLogins[Self.login(Self.digest(event.client), Self.user(event.user))]
    else { return .none }
    if login.isCrowded { return .several }
    let end = event.time.adding(milliseconds: 999)
    var found = Fit.none
    for key in login.keys {
      guard let one = sessions[key], one.wasLoggedIn(from: event.time, to: end) else { continue }
      guard case .none = found else { return .several }
      found = .one(key, showsTLS: one.showsTLS)
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
    for login in known?.logins ?? [] { ofLogins[login]?.keys.removeAll { $0 == event.key } }
    if sessions.count >= sweepCount { sweep(event.time) }
    return One(client: client, latest: event.time)
  }

  /// Whether a connect is of a session after the one that has its process's number.
  private func isAnother(_ event: LogEvent, than known: One) -> Bool {
    event.kind == .opened && (known.ends != nil || known.user != nil)
  }

  private mutating func add(_ key: Digest128, _ one: One) {
    for name in one.logins {
      var login = ofLogins.removeValue(forKey: name) ?? Login()
      if login.keys.contains(key) {
        ofLogins[name] = login
        continue
      }
      if login.keys.count == Self.loginsMaximum {
        let over = login.keys.firstIndex { sessions[$0]?.ends != nil }
        login.isCrowded = login.isCrowded || over == nil
        login.keys.remove(at: over ?? 0)
      }
      login.keys.append(key)
      ofLogins[name] = login
    }
  }

  private mutating func sweep(_ now: Timestamp) {
    sessions = sessions.filter { _, one in
      let silence = now.milliseconds - (one.ends ?? one.latest).milliseconds
      return silence
        <= (one.ends == nil ? Self.silenceMilliseconds : SessionTable.lateMilliseconds)
    }
    ofLogins = [:]
    let byAge = sessions.sorted { one, other in
      (one.value.loggedIn, one.key.high, one.key.low)
        < (other.value.loggedIn, other.key.high, other.key.low)
    }
    for (key, one) in byAge { add(key, one) }
    sweepCount = max(Self.sweepCountMinimum, 2 * sessions.count)
  }

  static func digest(_ text: ByteSlice) -> Digest128 {
    var digest = Digest128()
    digest.add(text)
    return digest
  }

  private static func user(_ name: ByteSlice) -> Digest128 {
    digest(name.isAnonymous ? ("anonymous" as StaticString).bytes : name)
  }

  /// A client and a user.
  private static func login(_ client: Digest128, _ user: Digest128) -> Digest128 {
    var digest = Digest128(seed: 5)
    digest.add(client.high)
    digest.add(client.low)
    digest.add(user.high)
    digest.add(user.low)
    return digest
  }
}
