import Bytes
import FTPProtocol
import Records

/// AWS Transfer Family's structured logs: JSON records from CloudWatch, bare, behind a time, or in
/// an envelope with `timestamp` and `message`, of which a subscription's has several. They name the
/// protocol and tell no command, port or protection of data; SFTP and AS2 share them.
struct AWSTransfer: LogReader {
  static let format = LogFormat(
    name: "aws-transfer", title: "AWS Transfer Family",
    sessions: SessionTraits(start: .unknown, order: .byTime),
    makeReader: { AWSTransfer($0) })

  private let context: ReaderContext
  private var fields = JSONFields()
  /// The sessions without TLS that are open: the records of their files name no protocol.
  private var clearSessions = RecentTable<Bool>(countMaximum: 100_000)
  /// The sessions in which a login failed, and none has succeeded yet.
  private var failedSessions = RecentTable<Bool>(countMaximum: 100_000)
  /// How many logins failed that have neither a session nor a time.
  private var openFailures: UInt64 = 0

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    guard let first = line.first, first == 0x7B || first.isDigit else { return false }
    return Self.isRecord(line)
  }

  /// Whether a line has a record in it, of which no field is its time.
  static func isRecord(_ line: ByteSlice) -> Bool {
    line.contains("activity-type\\\":") || line.contains("\"activity-type\":")
      || line.contains("\"activity-type\" :")
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let open = line.firstIndex(of: 0x7B), open <= 256 else { return .foreign }
    guard fields.read(line.dropFirst(open)) else {
      return recognises(line) ? .malformed("the record is no whole JSON object") : .foreign
    }
    let time = time(before: line[0..<open])
    let several = fields.elements("logEvents")
    if !several.isEmpty { return read(several, into: &batch) }
    if !fields.has("activity-type") {
      guard let message = fields.text("message", in: batch.arena), fields.read(message) else {
        return .foreign
      }
    }
    return record(of: time, into: &batch)
  }

  /// The records that CloudWatch hands to a subscription together.
  private mutating func read(
    _ events: [JSONFields.Element], into batch: inout EventBatch
  ) -> LineOutcome {
    var outcome = LineOutcome.skipped
    for event in events {
      guard let message = event.text("message", in: batch.arena), fields.read(message) else {
        continue
      }
      if record(of: event.raw("timestamp").flatMap(Self.time), into: &batch) == .read {
        outcome = .read
      }
    }
    return outcome
  }

  private mutating func record(of time: Timestamp?, into batch: inout EventBatch) -> LineOutcome {
    guard let activity = fields.raw("activity-type") else { return .foreign }
    let session = fields.raw("session-id")
    // Who could not log in has no session in some records.
    guard session != nil || activity == "AUTH_FAILURE" else { return .skipped }
    let key = session.map { context.key($0) } ?? keyOfFailure(time)
    var event = LogEvent(.seen, key: key, time: time ?? Timestamp(milliseconds: 0))
    event.isDated = time != nil
    let outcome = tell(activity, event, into: &batch)
    if session == nil, outcome == .read {
      event.kind = .closed
      batch.append(event)
    }
    return outcome
  }

  /// Each login that failed without a session is one.
  private mutating func keyOfFailure(_ time: Timestamp?) -> Digest128 {
    var key = Digest128()
    key.add(("aws failure" as StaticString).bytes)
    if time == nil { openFailures += 1 }
    key.add(time == nil ? openFailures : 0)
    key.add(fields.raw("protocol") ?? .empty)
    key.add(UInt64(bitPattern: time?.milliseconds ?? 0))
    key.add(fields.raw("source-ip") ?? .empty)
    key.add(fields.raw("user") ?? .empty)
    return key.within(context.stream)
  }

  private mutating func tell(
    _ activity: ByteSlice, _ event: LogEvent, into batch: inout EventBatch
  ) -> LineOutcome {
    var event = event
    let isTLS: Bool?
    switch fields.raw("protocol") {
    case let name? where name.equalsIgnoringCase("FTPS"): isTLS = true
    case let name? where name.equalsIgnoringCase("FTP"): isTLS = false
    case nil: isTLS = nil
    default: return .skipped
    }
    // SFTP's sessions have records without a protocol too.
    if isTLS == nil { event.beginning = .never }
    event.user = fields.text("user", in: batch.arena) ?? .empty
    if let client = fields.raw("source-ip"), let address = HostPort(address: client) {
      event.client = address.host
    }
    if let arn = fields.raw("resource-arn"), let mark = arn.lastIndex(of: 0x2F) {
      event.server = arn.dropFirst(mark + 1)
    }
    if activity == "CONNECTED" || activity == "AUTH_FAILURE" {
      if isTLS == nil, activity != "CONNECTED" || isOfSSH { return .skipped }
      connected(&event, isTLS: isTLS, succeeded: activity == "CONNECTED", into: &batch)
    } else if activity == "TLS_RESUME_FAILURE" {
      event.kind = .handshakeFailed
      event.refusal = .sessionNotResumed
      event.beginning = .here
      event.start = .clear
      batch.append(event)
    } else if activity == "DISCONNECTED" {
      event.kind = .closed
      clearSessions[event.key] = nil
      batch.append(event)
    } else {
      if activity == "CLOSE" || activity == "PARTIAL_CLOSE" { closed(&event) }
      batch.append(event)
    }
    return .read
  }

  /// Whether a record has what only SSH's connections have.
  private var isOfSSH: Bool {
    fields.has("client") || fields.has("kex") || fields.has("ciphers")
      || fields.has("ssh-public-key") || fields.has("ssh-public-key-fingerprint")
  }

  /// CONNECTED comes when the login is done. One that names no protocol and has nothing of SSH is
  /// of FTP, with TLS or without.
  private mutating func connected(
    _ event: inout LogEvent, isTLS: Bool?, succeeded: Bool, into batch: inout EventBatch
  ) {
    if isTLS == false { event.start = .clear }
    event.beginning = .here
    if succeeded {
      // A login that failed has begun it.
      if failedSessions[event.key] == nil {
        event.kind = .opened
        batch.append(event)
      }
      failedSessions[event.key] = nil
      clearSessions[event.key] = isTLS == false ? true : nil
    } else {
      failedSessions[event.key] = true
      event.argument = event.user
      event.user = .empty
    }
    if isTLS == true {
      event.kind = .handshakeFinished
      batch.append(event)
    }
    event.kind = .login
    event.succeeded = succeeded
    event.exposure = isTLS.map { $0 ? .protected : .clear } ?? .unknown
    batch.append(event)
  }

  /// A file was closed. An FTPS session's PROT is not told.
  private func closed(_ event: inout LogEvent) {
    event.received = Int64(fields.integer("bytes-in") ?? -1)
    event.sent = Int64(fields.integer("bytes-out") ?? -1)
    guard event.received > 0 || event.sent > 0 || fields.has("bytes-in") || fields.has("bytes-out")
    else { return }
    event.kind = .transfer
    event.verb = event.sent > max(0, event.received) ? .retr : .stor
    event.exposure = clearSessions[event.key] != nil ? .clear : .unknown
  }

  private func time(before: ByteSlice) -> Timestamp? {
    var cursor = ByteCursor(before)
    if let time = LogTime.iso(&cursor, zone: .utc) { return time }
    return (fields.raw("timestamp") ?? fields.raw("@timestamp")).flatMap(Self.time)
  }

  private static func time(_ text: ByteSlice) -> Timestamp? {
    if let milliseconds = text.integer, milliseconds <= Timestamp.lastMilliseconds {
      return Timestamp(milliseconds: Int64(milliseconds))
    }
    var cursor = ByteCursor(text)
    return LogTime.iso(&cursor, zone: .utc)
  }
}
