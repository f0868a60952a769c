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
    var key: Digest128
    var user: Digest128?
    /// When it logged in: a file crosses after that.
    var loggedIn = Timestamp(milliseconds: .max)
    var ends: Timestamp?
    var latest: Timestamp
    var showsTLS = false

    mutating func note(_ event: LogEvent) {
      latest = max(latest, event.time)
      if event.kind == .closed || event.endsConnection { ends = event.time }
      if event.kind == .handshakeFinished { showsTLS = true }
      if event.verb == .auth, event.code == 234 { showsTLS = true }
      if event.start?.isImplicit == true { showsTLS = true }
      guard user == nil, !event.user.isEmpty, event.kind != .login || event.succeeded else {
        return
      }
      user = OpenSessions.user(event.user)
      loggedIn = event.time
    }
  }

  /// Looks for what is over are this far apart, at least.
  private static let sweepCountMinimum = 1024
  /// So long a session of these logs may be silent.
  private static let silenceMilliseconds: Int64 = 24 * 3_600_000

  private var ofClients: [Digest128: [One]] = [:]
  private var clients: [Digest128: Digest128] = [:]
  /// The clients that have a name, of which several may have the same.
  private var ofNames: [Digest128: Set<Digest128>] = [:]
  private var sweepCount = sweepCountMinimum

  /// Notes what a line of the other logs tells.
  mutating func note(_ event: LogEvent) {
    guard let client = client(of: event), var all = ofClients.removeValue(forKey: client) else {
      return
    }
    if let index = all.lastIndex(where: { $0.key == event.key }) { all[index].note(event) }
    ofClients[client] = all
  }

  /// Notes a session that was open when an earlier run ended.
  mutating func note(
    key: Digest128, client: ByteSlice, user: ByteSlice, from begins: Timestamp,
    to ends: Timestamp?, latest: Timestamp, showsTLS: Bool
  ) {
    let client = Self.digest(client)
    var one = One(key: key, ends: ends, latest: latest, showsTLS: showsTLS)
    if !user.isEmpty {
      one.user = Self.user(user)
      one.loggedIn = begins
    }
    clients[key] = client
    ofClients[client, default: []].append(one)
  }

  /// What clients with sessions that are open are called, for the next run.
  var names: [ClientName] {
    ofNames.flatMap { name, clients in
      clients.filter { ofClients[$0]?.contains { $0.ends == nil } ?? false }
        .map { ClientName(name: name, client: $0) }
    }
  }

  /// Notes what a client was called when an earlier run ended.
  mutating func note(_ name: ClientName) {
    ofNames[name.name, default: []].insert(name.client)
  }

  /// The session of the client and user that was logged in at the second of an event.
  func fit(_ event: LogEvent) -> Fit {
    guard event.isDated, !event.user.isEmpty else { return .none }
    let client = Self.digest(event.client)
    let all = ofNames[client, default: []].union([client]).flatMap { ofClients[$0] ?? [] }
    let user = Self.user(event.user)
    let end = event.time.adding(milliseconds: 999)
    let fitting = all.filter { one in
      one.user == user && one.loggedIn <= end && one.ends.map { $0 >= event.time } ?? true
    }
    if fitting.count > 1 { return .several }
    return fitting.first.map { .one($0.key, showsTLS: $0.showsTLS) } ?? .none
  }

  /// Notes that a session is known to have been under TLS.
  mutating func noteTLS(_ key: Digest128) {
    guard let client = clients[key],
      let index = ofClients[client]?.lastIndex(where: { $0.key == key })
    else { return }
    ofClients[client]?[index].showsTLS = true
  }

  /// The client of an event's session, which is known from here on.
  private mutating func client(of event: LogEvent) -> Digest128? {
    let known = clients[event.key]
    if event.client.isEmpty { return known }
    let client = Self.digest(event.client)
    if known == client, !isAnother(event, of: client) { return client }
    if clients.count >= sweepCount { sweep(event.time) }
    clients[event.key] = client
    ofClients[client, default: []].append(One(key: event.key, latest: event.time))
    if !event.text.isEmpty { ofNames[Self.digest(event.text), default: []].insert(client) }
    return client
  }

  /// Whether a connect is of a session after the one that has its process's number.
  private func isAnother(_ event: LogEvent, of client: Digest128) -> Bool {
    guard event.kind == .opened, let one = ofClients[client]?.last(where: { $0.key == event.key })
    else { return false }
    return one.ends != nil || one.user != nil
  }

  private mutating func sweep(_ now: Timestamp) {
    for (client, all) in ofClients {
      let left = all.filter { one in
        let silence = now.milliseconds - (one.ends ?? one.latest).milliseconds
        return silence
          <= (one.ends == nil ? Self.silenceMilliseconds : SessionTable.lateMilliseconds)
      }
      ofClients[client] = left.isEmpty ? nil : left
    }
    let keys = Set(ofClients.values.joined().map(\.key))
    clients = clients.filter { keys.contains($0.key) }
    ofNames = ofNames.mapValues { $0.filter { ofClients[$0] != nil } }.filter { !$0.value.isEmpty }
    sweepCount = max(Self.sweepCountMinimum, 2 * clients.count)
  }

  static func digest(_ text: ByteSlice) -> Digest128 {
    var digest = Digest128()
    digest.add(text)
    return digest
  }

  private static func user(_ name: ByteSlice) -> Digest128 {
    digest(name.isAnonymous ? ("anonymous" as StaticString).bytes : name)
  }
}
