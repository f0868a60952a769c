import Bytes
import FTPProtocol
import Records

/// SFTPGo's log, JSON by zerolog. Its FTP commands are there where `debug` is set in the FTP
/// binding; else the login's record tells of TLS on the control channel, and nothing of the data
/// channel's. SSH, HTTP and WebDAV share the file.
struct SFTPGo: LogReader {
  static let format = LogFormat(
    name: "sftpgo", title: "SFTPGo",
    sessions: SessionTraits(
      start: .unknown,
      rules: SessionProtection.ServerRules(
        implicitDataLevel: .private, acceptedLevelProvesTLS: false, onlyPROTSetsLevel: true)),
    advice: LogFormat.Advice(
      general: "set \"debug\": true in SFTPGo's ftpd.bindings and log at level debug"),
    hasLocalTimes: true,
    makeReader: { SFTPGo($0) })

  /// So many connections of one address are remembered.
  private static let waitingMaximum = 64

  private let context: ReaderContext
  private var fields = JSONFields()
  private var replies = OpenReplies()
  /// When the server was last seen to start, since connections are numbered anew from there.
  private var started: UInt32 = 0
  /// The connections of each address that nobody has logged in on: a login that failed names none.
  private var waiting = RecentTable<[Digest128]>()

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    line.starts(with: "{\"level\":\"") && line[0..<128].contains("\"sender\":\"")
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard line.starts(with: "{\"level\":\"") else { return .foreign }
    guard fields.read(line) else { return .malformed("the line is no whole JSON object") }
    guard let sender = fields.raw("sender") else { return .foreign }
    if sender == "connection_failed" { return loginFailed(into: &batch) }
    guard let key = key(sender) else {
      if sender == "service" { noteStart() }
      return isFTP(sender) ? .read : .skipped
    }
    guard let time = time() else { return .malformed("the record has no time") }
    var event = LogEvent(.seen, key: key, time: time)
    event.keyUse = .reusedUntold
    event.discriminator = started
    endpoints(
      &event, local: fields.raw("local_addr"),
      remote: fields.raw("remote_addr") ?? fields.raw("clientIp"))
    if sender == "ftpserverlib" { return command(&event, into: &batch) }
    if sender == "login" {
      login(
        &event, user: fields.text("username", in: batch.arena) ?? .empty,
        client: fields.raw("ip").flatMap { HostPort(address: $0) },
        encrypted: fields.truth("encrypted"), into: &batch)
    } else if sender == "Upload" || sender == "Download" {
      transfer(&event, isUpload: sender == "Upload", into: &batch)
    } else if sender == "FTP" || fields.has("message") {
      message(&event, into: &batch)
    } else {
      event.user = fields.text("username", in: batch.arena) ?? .empty
      batch.append(event)
    }
    return .read
  }

  /// The session of a record: `FTP_0` and `1` of `FTP_0_1`; nil where it tells of none.
  private func key(_ sender: ByteSlice) -> Digest128? {
    if sender == "ftpserverlib" {
      guard let server = fields.raw("server_id"), let number = fields.raw("clientId") else {
        return nil
      }
      return context.key(server, number)
    }
    guard let connection = fields.raw("connection_id"), connection.starts(with: "FTP_"),
      let mark = connection.lastIndex(of: 0x5F)
    else { return nil }
    return context.key(connection[0..<mark], connection.dropFirst(mark + 1))
  }

  /// `starting SFTPGo v2.6.2, config dir: …`
  private mutating func noteStart() {
    guard fields.raw("message")?.starts(with: "starting SFTPGo ") == true, let time = time() else {
      return
    }
    started = max(1, UInt32(truncatingIfNeeded: time.milliseconds))
  }

  private func isFTP(_ sender: ByteSlice) -> Bool {
    if sender == "ftpd" || sender == "ftpserverlib" { return true }
    return fields.raw("protocol").map { $0 == "FTP" } == true
  }

  private func time() -> Timestamp? {
    guard let text = fields.raw("time") else { return nil }
    var cursor = ByteCursor(text)
    return LogTime.iso(&cursor, zone: context.zone)
  }

  // MARK: ftpserverlib

  private mutating func command(
    _ event: inout LogEvent, into batch: inout EventBatch
  ) -> LineOutcome {
    guard let message = fields.raw("message") else { return .read }
    if message == "Received line" {
      let command = CommandText(fields.text("line", in: batch.arena) ?? .empty)
      event.kind = .asked
      event.verb = command.verb
      event.argument = command.verb == .prot ? Self.levelSet(command.argument) : command.argument
      batch.append(event)
    } else if message == "Sending answer" {
      answer(&event, fields.text("line", in: batch.arena) ?? .empty, into: &batch)
    } else if message == "Client disconnected" {
      event.kind = .closed
      replies.forget(event.key.low)
      batch.append(event)
    }
    return .read
  }

  /// The level that ftpserverlib sets for PROT's argument: whatever is not `P`, in upper case, it
  /// takes for `C`, and says 200.
  private static func levelSet(_ argument: ByteSlice) -> ByteSlice {
    argument == "P" ? argument : ("C" as StaticString).bytes
  }

  private mutating func answer(
    _ event: inout LogEvent, _ text: ByteSlice, into batch: inout EventBatch
  ) {
    guard case .final(let reply) = replies.line(text, session: event.key.low) else { return }
    event.code = UInt16(clamping: reply.code)
    if reply.code == 220 {
      // The greeting: what follows will be told command by command.
      event.code = 0
      event.start = .clear
    } else {
      event.kind = .replied
      event.text = reply.text
    }
    batch.append(event)
  }

  // MARK: SFTPGo's own records

  private mutating func message(_ event: inout LogEvent, into batch: inout EventBatch) {
    var cursor = ByteCursor(fields.text("message", in: batch.arena) ?? .empty)
    if cursor.skip("connection added") {
      event.kind = .opened
      endpoints(&event, &cursor)
      replies.forget(event.key.low)
      awaitLogin(event)
      batch.append(event)
    } else if cursor.skip("connection removed") || cursor.skip("connection closed") {
      event.kind = .closed
      endpoints(&event, &cursor)
      awaitNone(event)
      batch.append(event)
    } else if cursor.skip("User \"") {
      guard let user = cursor.take(until: "\" logged in with \""),
        let method = cursor.take(until: "\" from ip \""), let client = cursor.take(until: 0x22)
      else { return }
      // Who showed a certificate did so in a handshake.
      let encrypted =
        cursor.rest.ends(with: "TLS enabled? true") || method.starts(with: "TLSCertificate")
        ? true : cursor.rest.ends(with: "TLS enabled? false") ? false : nil
      login(
        &event, user: Self.unquoted(user, in: batch.arena), client: HostPort(address: client),
        encrypted: encrypted, into: &batch)
    } else if cursor.skip("User id: "), cursor.take(until: "logged in with FTP") != nil,
      let method = cursor.take(until: "username: \""), let user = cursor.take(until: 0x22)
    {
      let client = cursor.take(until: "remote addr: \"") == nil ? nil : cursor.take(until: 0x22)
      login(
        &event, user: user, client: client.flatMap { HostPort($0) },
        encrypted: method.contains("TLS certificate") ? true : nil, into: &batch)
    }
  }

  /// What stands between the quotes of Go's `%q`.
  private static func unquoted(_ text: ByteSlice, in arena: ByteArena) -> ByteSlice {
    guard text.firstIndex(of: 0x5C) != nil else { return text }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in text.buffer {
      isEscaped = byte == 0x5C && !isEscaped
      if !isEscaped { bytes.append(byte) }
    }
    return arena.keep(bytes)
  }

  private func endpoints(_ event: inout LogEvent, _ cursor: inout ByteCursor) {
    guard cursor.take(until: "local address \"") != nil, let local = cursor.take(until: 0x22),
      cursor.take(until: "remote address \"") != nil, let remote = cursor.take(until: 0x22)
    else { return }
    endpoints(&event, local: local, remote: remote)
  }

  private func endpoints(_ event: inout LogEvent, local: ByteSlice?, remote: ByteSlice?) {
    if let server = local.flatMap({ HostPort($0) }) {
      event.server = server.host
      event.port = server.port
    }
    if let client = remote.flatMap({ HostPort($0) }) {
      event.client = client.host
      event.clientPort = client.port
    }
  }

  /// A login without TLS began without TLS: SFTPGo knows no CCC.
  private mutating func login(
    _ event: inout LogEvent, user: ByteSlice, client: HostPort?, encrypted: Bool?,
    into batch: inout EventBatch
  ) {
    event.user = user
    if let client {
      event.client = client.host
      event.clientPort = client.port
    }
    awaitNone(event)
    event.beginning = .here
    if encrypted == true {
      event.kind = .handshakeFinished
      batch.append(event)
    }
    event.kind = .login
    event.succeeded = true
    switch encrypted {
    case true: event.exposure = .protected
    case false:
      event.exposure = .clear
      event.start = .clear
    default: event.exposure = .unknown
    }
    batch.append(event)
  }

  /// A login that failed is told of by the client's address: it is of the one connection from there
  /// that nobody has logged in on. Where there are several, nothing tells.
  private func loginFailed(into batch: inout EventBatch) -> LineOutcome {
    guard fields.raw("protocol").map({ $0 == "FTP" }) == true else { return .skipped }
    guard let time = time() else { return .malformed("the record has no time") }
    guard let client = fields.raw("client_ip").flatMap({ HostPort(address: $0) }),
      fields.raw("login_type").map({ $0 == "no_auth_tried" }) != true,
      let keys = waiting[Self.address(client.host)], keys.count == 1
    else { return .read }
    var event = LogEvent(.login, key: keys[0], time: time)
    event.client = client.host
    event.argument = fields.text("username", in: batch.arena) ?? .empty
    event.exposure = .unknown
    event.keyUse = .reusedUntold
    event.discriminator = started
    batch.append(event)
    return .read
  }

  private mutating func awaitLogin(_ event: LogEvent) {
    guard !event.client.isEmpty else { return }
    let address = Self.address(event.client)
    var keys = waiting[address] ?? []
    if keys.count == Self.waitingMaximum { keys.removeFirst() }
    waiting[address] = keys.filter { $0 != event.key } + [event.key]
  }

  private mutating func awaitNone(_ event: LogEvent) {
    guard !event.client.isEmpty, let keys = waiting[Self.address(event.client)] else { return }
    let left = keys.filter { $0 != event.key }
    waiting[Self.address(event.client)] = left.isEmpty ? nil : left
  }

  private static func address(_ client: ByteSlice) -> Digest128 {
    var digest = Digest128()
    digest.add(client)
    return digest
  }

  private func transfer(
    _ event: inout LogEvent, isUpload: Bool, into batch: inout EventBatch
  ) {
    let size = Int64(fields.integer("size_bytes") ?? -1)
    if isUpload { event.received = size } else { event.sent = size }
    event.user = fields.text("username", in: batch.arena) ?? .empty
    // Of one that broke off, bytes had crossed.
    if !fields.has("error") || size > 0 {
      event.kind = .transfer
      event.verb = isUpload ? .stor : .retr
      event.exposure = .unknown
    }
    batch.append(event)
  }
}
