import Bytes

/// Finds out which versions and cipher suites a server accepts, without finishing a handshake: a
/// ClientHello offers suites in one version, the server's answer is its choice, the next one
/// offers the rest. Each hello goes over a connection of its own; how that comes about (a fresh
/// one, `AUTH TLS` before) is its driver's business. It does no I/O.
///
///     start ──▶ connecting ──connected──▶ awaiting ──ServerHello, alert, anything else, closed──┐
///                   ▲  │                                                                      │
///                   │  └──connectionFailed (twice in a row)──▶ finished                       │
///                   └──────────────────────── the next offer ◀────────────────────────────────┤
///                                              finished ◀──all versions, or the limit─────────┘
public struct Enumeration: Sendable {
  /// What the driver has to do, in order.
  public enum Action: Equatable, Sendable {
    /// Open a connection, up to where TLS begins; then say `connected` or `connectionFailed`.
    case connect
    /// Send these bytes.
    case send([UInt8])
    /// Close the connection, if it is still open.
    case close
    /// There is nothing more to do.
    case finished(Outcome)
  }

  /// What was found.
  public struct Outcome: Equatable, Sendable {
    /// The versions that the server accepts, newest first, with their suites.
    public var versions: [AcceptedSuites]
    /// False where a limit or failing connections ended it early, or the server wants another name.
    public var isComplete: Bool
    /// How many connections were opened or tried.
    var connections: Int
  }

  /// What bounds the work.
  public struct Limits: Equatable, Sendable {
    /// Connections in all. A server with everything switched on needs about 200.
    var connectionsMaximum: Int
    /// Bytes read from one connection before its answer counts as a refusal.
    var answerBytesMaximum: Int

    /// The usual limits are enough for a server that accepts everything.
    public init(connectionsMaximum: Int = 400, answerBytesMaximum: Int = 65_536) {
      self.connectionsMaximum = connectionsMaximum
      self.answerBytesMaximum = answerBytesMaximum
    }
  }

  private enum State {
    case idle, connecting, finished
    case awaiting(RecordReader, bytes: Int)
  }

  private var state = State.idle
  private let serverName: [UInt8]?
  private let limits: Limits
  /// Versions that have not been looked at yet.
  private var versions: [ProtocolVersion]
  private var version: ProtocolVersion
  private var search: SuiteSearch
  private var outcome = Outcome(versions: [], isComplete: true, connections: 0)
  private var failuresInARow = 0
  private static let failuresMaximum = 2

  /// - Parameters:
  ///   - serverName: the host name to ask for; none where an address was given.
  ///   - versions: what to try, in this order; at least one.
  public init(
    serverName: [UInt8]? = nil,
    versions: [ProtocolVersion] = [.tls13, .tls12, .tls11, .tls10, .sslv3],
    limits: Limits = Limits()
  ) {
    precondition(!versions.isEmpty, "nothing to enumerate")
    self.serverName = serverName
    self.limits = limits
    self.versions = Array(versions.dropFirst())
    version = versions[0]
    search = SuiteSearch(version: versions[0])
  }

  /// Begins.
  public mutating func start() -> [Action] {
    guard case .idle = state else { return [] }
    return connect()
  }

  /// A connection is open. `entropy` is 64 random bytes (`ClientHello.entropyCount`), fresh for
  /// each connection.
  public mutating func connected(entropy: [UInt8]) -> [Action] {
    guard case .connecting = state, let offer = search.offer else { return [] }
    failuresInARow = 0
    state = .awaiting(RecordReader(), bytes: 0)
    let hello = ClientHello(
      offering: offer, in: version, serverName: serverName, entropy: entropy)
    return [.send(hello.records)]
  }

  /// A connection could not be opened, or not up to where TLS begins.
  public mutating func connectionFailed() -> [Action] {
    guard case .connecting = state else { return [] }
    failuresInARow += 1
    if failuresInARow < Self.failuresMaximum { return connect() }
    return giveUp()
  }

  /// The server sent bytes.
  public mutating func received(_ bytes: ByteSlice) -> [Action] {
    guard case .awaiting(var reader, let before) = state else { return [] }
    for message in reader.receive(bytes) {
      // It is the name that it refuses, whatever is offered.
      if case .alert(let alert) = message, !alert.isWarning, alert.code == TLSAlert.unrecognizedName
      {
        return [.close] + giveUp()
      }
      if let answer = answer(in: message) { return [.close] + proceed(answer) }
    }
    let count = before + bytes.count
    if reader.failure != nil || count > limits.answerBytesMaximum {
      return [.close] + proceed(.refused)
    }
    state = .awaiting(reader, bytes: count)
    return []
  }

  /// The server closed the connection, reset it, or was silent for as long as the driver waits.
  public mutating func closed() -> [Action] {
    guard case .awaiting = state else { return [] }
    return [.close] + proceed(.refused)
  }

  private func answer(in message: RecordReader.Message) -> SuiteSearch.Answer? {
    switch message {
    case .handshake(RecordReader.HandshakeType.serverHello, let body):
      guard let hello = ServerHello(body: body) else { return .refused }
      return hello.version == version ? .chosen(hello.suite) : .versionRefused
    case .alert(let alert) where alert.code == TLSAlert.protocolVersion: return .versionRefused
    // Such as unrecognized_name, after which the ServerHello comes.
    case .alert(let alert): return alert.isWarning && alert.code != 0 ? nil : .refused
    case .handshake, .changeCipherSpec, .sslv2ClientHello, .protected: return .refused
    }
  }

  private mutating func proceed(_ answer: SuiteSearch.Answer) -> [Action] {
    search.answered(answer)
    while search.offer == nil {
      endVersion()
      guard let next = versions.first else { return finish() }
      versions.removeFirst()
      version = next
      search = SuiteSearch(version: next)
    }
    return connect()
  }

  private mutating func endVersion() {
    let found = search.accepted
    guard !found.isEmpty else { return }
    outcome.versions.append(
      AcceptedSuites(version: version, suites: found, order: search.order))
  }

  private mutating func connect() -> [Action] {
    if outcome.connections >= limits.connectionsMaximum {
      return giveUp()
    }
    outcome.connections += 1
    state = .connecting
    return [.connect]
  }

  private mutating func giveUp() -> [Action] {
    outcome.isComplete = false
    endVersion()
    return finish()
  }

  private mutating func finish() -> [Action] {
    state = .finished
    return [.finished(outcome)]
  }
}
