import Bytes
import FTPProtocol

/// What ProFTPD's logs have in common: one process for each session, whose number joins them.
enum ProFTPD {
  /// AUTH SSL and AUTH TLS-P make the data channel private at once, and so does the implicit port.
  static let rules = SessionProtection.ServerRules(
    implicitDataLevel: .private, authImpliesPrivate: true, levelWithoutAuthIsImplicit: true)

  /// What would tell whether TLS came first.
  static let portAdvice = """
    %{protocol} in ProFTPD's LogFormat shows TLS that comes first, and so does a TLSLog beside it \
    with %P in the LogFormat; where it listens at one port only, say --server-port
    """

  /// The key of the session that a process serves.
  static func key(
    pid: UInt32, host: ByteSlice = .empty, _ context: ReaderContext
  ) -> Digest128 {
    var key = Digest128()
    key.add(("proftpd" as StaticString).bytes)
    key.add(UInt64(pid))
    // Beside logs that do not name it, the host is left out, so that the process joins them.
    if context.keysNameHosts, !host.isEmpty { key.add(host) }
    return key.within(context.stream)
  }

  /// The key of sessions of which only the client is known, and what of hosts stands beside it.
  static func key(
    client: ByteSlice, besides: Digest128, _ context: ReaderContext
  ) -> Digest128 {
    var key = besides
    key.add(("proftpd client" as StaticString).bytes)
    key.add(client)
    return key.within(context.stream)
  }

  /// The number in `proftpd[123]` or `mod_tls/2.9[123]:`, and what stands before it; nil where
  /// the word has another form.
  static func process(_ word: ByteSlice) -> (name: ByteSlice, pid: UInt32)? {
    let tag = word.last == 0x3A ? word.dropLast(1) : word
    guard tag.last == 0x5D, let open = tag.firstIndex(of: 0x5B),
      let pid = tag[(open + 1)..<(tag.count - 1)].integer
    else { return nil }
    return (tag[0..<open], UInt32(clamping: pid))
  }

  /// The time at the front of a line of SystemLog or TLSLog: `2023-03-16 17:36:33,880`, before
  /// 1.3.6 `Jan 22 15:04:12`.
  static func time(_ cursor: inout ByteCursor, _ context: ReaderContext) -> Timestamp? {
    if cursor.rest.first?.isDigit == true {
      return LogTime.iso(&cursor, zone: context.zone)
    }
    return LogTime.syslog(
      &cursor, written: context.written, zone: context.zone)
  }
}

/// One command of ProFTPD's ExtendedLog or JSON, and how it becomes events.
struct ProFTPDCommand {
  var time: Timestamp
  /// Nil where the log's format has no `%P`.
  var pid: UInt32?
  /// The host in syslog's part; empty in a file.
  var host: ByteSlice = .empty
  var client: ByteSlice = .empty
  var clientPort: UInt16 = 0
  var server: ByteSlice = .empty
  var port: UInt16 = 0
  /// The other addresses and names of hosts on the line, digested.
  var besides = Digest128()
  var user: ByteSlice = .empty
  /// What `%{protocol}` says: whether the control channel is TLS; nil where the log does not tell.
  var isFTPS: Bool?
  var verb: Verb
  var argument: ByteSlice = .empty
  /// 0 where the log has none.
  var code: UInt16 = 0
  var text: ByteSlice = .empty
  /// -1 where the log does not say.
  var bytes: Int64 = -1
  /// What mod_sftp alone writes in the verb's place.
  var request: ProFTPDSSH.Request?

  /// Whether TLS shows besides by AUTH: by `%{protocol}`, or in a TLSLog that the process joins.
  func tellsTLS(_ context: ReaderContext) -> Bool {
    isFTPS != nil || pid != nil && context.showsHandshakes
  }

  /// Whether bytes of a file crossed and its reply does not say so, or none came.
  var brokeOff: Bool { verb.movesFile && bytes > 0 && !Verb.tellsOfData(Int(code)) }

  /// Whether it is the AUTH that brings TLS, whose own line may show either protocol.
  var changesProtocol: Bool { verb == .auth && code < 400 }

  /// What a session's events have in common.
  func event(_ kind: LogEvent.Kind, _ context: ReaderContext) -> LogEvent {
    let key =
      pid.map { ProFTPD.key(pid: $0, host: host, context) }
      ?? ProFTPD.key(client: client, besides: besides, context)
    var event = LogEvent(kind, key: key, time: time)
    event.keyUse = pid == nil ? .shared : .reusedUntold
    event.isFTPS = changesProtocol ? nil : isFTPS
    // A line that names a user is of a connection that has logged in.
    event.connectIsMissing = pid == nil && user.isEmpty
    event.namesUser = true
    event.mayBeImplicit = !tellsTLS(context)
    event.client = client
    event.clientPort = clientPort
    event.server = server
    event.port = port
    event.user = user
    return event
  }
}

/// Turns commands into events. Remembers of which sessions TLS is known already, since
/// `%{protocol}` says `ftps` on every line, and goes on saying so after CCC.
struct ProFTPDCommands: Sendable {
  private var known = RecentTable<Known>()
  /// Whether the log has AUTH, were there one: its classes may be those of logins and files alone.
  private var hasAllCommands = false
  /// Whether the log has class SEC, that of AUTH.
  private var showsProtection = false

  /// A session that is known to be under TLS.
  private struct Known: Sendable {
    var client: Digest128
    var isLoggedIn = false

    init(_ command: ProFTPDCommand) {
      client = Digest128()
      client.add(command.client)
    }

    /// Whether a command is of another session, whose process has the same number.
    func isOver(at command: ProFTPDCommand) -> Bool {
      if command.verb == .auth || command.pid == nil { return false }
      return command.isFTPS == false || command.verb == .user && isLoggedIn
        || client != Known(command).client
    }
  }

  /// Adds what a command tells.
  mutating func add(
    _ command: ProFTPDCommand, _ context: ReaderContext, into batch: inout EventBatch
  ) {
    var event = command.event(.command, context)
    hasAllCommands =
      hasAllCommands || context.hasAllCommands || command.verb.isLeftOutWithAuth
    showsProtection = showsProtection || context.showsProtection || command.verb.isOfRFC2228
    // Who logged in did so before, and the lines of that would be here.
    let mayBegin = command.isFTPS != nil || !hasAllCommands || command.user.isEmpty
    event.beginning = mayBegin ? .here : .missed
    event.followsLogin =
      hasAllCommands && !command.user.isEmpty && ![.user, .pass, .acct].contains(command.verb)
    if !hasAllCommands, !command.tellsTLS(context) { event.start = .unknown }
    var isKnown = false
    if let session = known[event.key] {
      isKnown = !session.isOver(at: command)
      if !isKnown {
        known[event.key] = nil
        // By its command the proof, too, shows that it is of another session.
        event.verb = command.verb
        event.code = command.code
      }
    }
    let isUnderTLS = command.isFTPS == true && !command.changesProtocol
    if isUnderTLS, !isKnown || command.pid == nil && command.verb == .user {
      proveTLS(event, command, &batch)
    }
    if command.verb == .auth, command.code == 234 { known[event.key] = Known(command) }
    if command.verb == .pass, command.code == 230 { known[event.key]?.isLoggedIn = true }
    if command.verb == .quit { known[event.key] = nil }

    event.verb = command.verb
    event.argument = command.argument
    event.code = command.code
    event.text = command.text
    if command.isFTPS == false || command.verb == .auth && !isUnderTLS { event.start = .clear }
    if command.code == 550 {
      switch command.verb {
      // mod_tls answers so where TLS is required, and nothing else does.
      case .user, .pass, .acct: event.refusal = .tlsRequiredForCredentials
      default: break
      }
    }
    switch command.verb {
    case .retr: event.sent = command.bytes
    case .stor, .stou, .appe: event.received = command.bytes
    default: break
    }
    event.endsConnection = command.pid == nil && command.verb == .quit && command.code == 221
    batch.append(event)
    if command.brokeOff {
      var file = event
      file.kind = .transfer
      file.sent = -1
      file.received = -1
      batch.append(file)
    }
  }

  /// A session under TLS that began with no AUTH is an implicit one, where its first command is
  /// one of those that come before the login and the log has those of class SEC.
  private mutating func proveTLS(
    _ event: LogEvent, _ command: ProFTPDCommand, _ batch: inout EventBatch
  ) {
    known[event.key] = Known(command)
    var proof = event
    proof.kind = .handshakeFinished
    proof.verb = command.verb
    // Where AUTH is left out, TLS does not show how it began; a TLSLog beside it tells that itself.
    if command.user.isEmpty { proof.start = showsProtection ? .implicit : .unknown }
    batch.append(proof)
  }
}
