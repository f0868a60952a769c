import Bytes
import FTPProtocol
import Records

/// The event records of `ftpscope sensor`, one JSON object a line.
struct SensorEvents: LogReader {
  static let format = LogFormat(
    name: "ftpscope-events", title: "ftpscope's sensor events",
    sessions: SessionTraits(
      start: .unknown, rules: SessionProtection.ServerRules(reinKeepsTLS: true), order: .byTime),
    makeReader: { SensorEvents($0) })

  private let context: ReaderContext
  private var fields = JSONFields()

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    line.first == 0x7B
      && (line.contains("\"record\":\"event\"") || line.contains("\"record\": \"event\""))
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard recognises(line) else { return .foreign }
    guard fields.read(line) else { return .malformed("the line is no whole JSON object") }
    guard let kind = fields.raw("record"), kind == "event" else { return .foreign }
    // A gap is no session, and what happens behind a back door is no FTP.
    if let type = fields.raw("type"), type == "gap" || type == "backdoor" { return .skipped }
    guard let type = fields.raw("type"), let sensor = fields.raw("sensor"),
      let session = fields.raw("session"), let time = time()
    else { return .malformed("the event lacks its type, sensor, session or time") }
    var event = LogEvent(.seen, key: context.key(sensor, session), time: time)
    if let client = fields.raw("source", "ip"), let address = HostPort(address: client) {
      event.client = address.host
      event.clientPort = UInt16(clamping: fields.integer("source", "port") ?? 0)
    }
    if let server = fields.raw("listener", "ip"), let address = HostPort(address: server) {
      event.server = address.host
    }
    event.port = UInt16(clamping: fields.integer("listener", "port") ?? 0)
    fill(&event, type, in: batch.arena)
    batch.append(event)
    return .read
  }

  private func fill(_ event: inout LogEvent, _ type: ByteSlice, in arena: ByteArena) {
    if type == "connect" {
      event.kind = .opened
      event.start = start
    } else if type == "tls" {
      // Sensors of before had no channel, and told of no failure.
      if let channel = fields.raw("tls", "channel"), channel == "data" { return }
      event.kind =
        fields.raw("tls", "failure") == nil ? .handshakeFinished : .handshakeFailed
    } else if type == "command" {
      let command = CommandText(
        verb: fields.text("command", "verb", in: arena) ?? .empty,
        argument: fields.text("command", "argument", in: arena) ?? .empty)
      event.kind = .command
      event.verb = command.verb
      event.argument = command.argument
      event.code = UInt16(clamping: fields.integer("command", "code") ?? 0)
    } else if type == "login" {
      if fields.truth("login", "accepted") == true {
        event.kind = .login
        event.succeeded = true
        event.user = fields.text("login", "user", in: arena) ?? .empty
      }
    } else if type == "disconnect" {
      event.kind = .closed
    }
  }

  private var start: SessionProtection.Start {
    guard let mode = fields.raw("listener", "mode"), mode == "implicit" else { return .clear }
    guard let level = fields.raw("connect", "data_level") else { return .implicit }
    return level == "P" ? .implicitPrivate : level == "C" ? .implicitClear : .implicit
  }

  private func time() -> Timestamp? {
    guard let text = fields.raw("time") else { return nil }
    var cursor = ByteCursor(text)
    return LogTime.iso(&cursor, zone: .utc)
  }
}
