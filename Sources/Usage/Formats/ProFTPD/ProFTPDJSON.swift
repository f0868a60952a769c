import Bytes
import FTPProtocol
import Records

/// The JSON that ProFTPD writes from mod_log's variables (mod_log_json, mod_redis, mod_amqp): an
/// object for each command, and for connects and ends.
struct ProFTPDJSON: YearlessLogReader {
  static let format = LogFormat(
    name: "proftpd-json", title: "ProFTPD JSON log",
    joining: .commands(rank: 2),
    sessions: SessionTraits(
      start: .clear, rules: ProFTPD.rules, logsInOnce: true, namesLoggedIn: true),
    advice: LogFormat.Advice(
      general: "TLSLog beside it, and %P, %a, %{protocol}, %r and %s in its LogFormat",
      port: ProFTPD.portAdvice),
    makeReader: { ProFTPDJSON($0) })

  var context: ReaderContext
  private var fields = JSONFields()
  private var commands = ProFTPDCommands()
  private var ssh = ProFTPDSSH()

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    guard line.first == 0x7B, line.last == 0x7D else { return false }
    return line.contains("\"raw_command\":") || line.contains("\"session_end_reason\":")
      || line.contains("\"response_code\":")
      || line.contains("\"remote_ip\":") && line.contains("\"protocol\":\"")
        && (line.contains("\"pid\":") || line.contains("\"connecting\":")
          || line.contains("\"disconnecting\":"))
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard line.first == 0x7B else { return .foreign }
    guard fields.read(line) else { return .malformed("the line is no whole JSON object") }
    let service = fields.raw("protocol") ?? .empty
    if service == "sftp" || service == "scp" || service == "ssh2" { return .skipped }
    let pid = fields.integer("pid")
    let client = fields.raw("remote_ip") ?? .empty
    guard pid != nil || !client.isEmpty else {
      return fields.has("raw_command") || fields.has("response_code")
        ? .malformed("neither pid nor remote_ip") : .foreign
    }
    guard let time = time() else { return .malformed("the record has no time") }
    let raw = fields.text("raw_command", in: batch.arena) ?? .empty
    let name = fields.raw("command") ?? .empty
    let text =
      raw.isEmpty
      ? CommandText(
        verb: name, argument: fields.text("command_params", in: batch.arena) ?? .empty)
      : CommandText(raw)

    var command = ProFTPDCommand(time: time, verb: text.verb)
    command.argument = text.argument
    command.pid = pid.map { UInt32(clamping: $0) }
    command.client = client.plainAddress
    command.clientPort = port(fields.integer("remote_port"))
    command.server = (fields.raw("local_ip") ?? fields.raw("server_ip") ?? .empty).plainAddress
    command.port = port(fields.integer("local_port"))
    command.user = fields.text("user", in: batch.arena) ?? .empty
    if !service.isEmpty { command.isFTPS = service == "ftps" }
    command.code = UInt16(clamping: fields.integer("response_code") ?? 0)
    command.text = fields.text("response_msg", in: batch.arena) ?? .empty
    command.bytes = fields.integer("bytes_sent").map { Int64(clamping: $0) } ?? -1
    if service.isEmpty, command.verb == .other, command.code == 0 {
      command.request = ProFTPDSSH.request(name.isEmpty ? raw : name)
      if command.request != nil {
        if let event = ssh.note(command, context) { batch.append(event) }
        return .skipped
      }
    }
    if !name.isEmpty || !raw.isEmpty, ssh.has(command, context) { return .skipped }
    tell(command, name: name, hasCommand: !raw.isEmpty, &batch)
    return .read
  }

  private mutating func tell(
    _ command: ProFTPDCommand, name: ByteSlice, hasCommand: Bool, _ batch: inout EventBatch
  ) {
    if name == "EXIT" || name == "DISCONNECT" || fields.truth("disconnecting") == true {
      batch.append(command.event(.closed, context))
    } else if name == "CONNECT" || fields.truth("connecting") == true
      || name.isEmpty && !hasCommand
    {
      batch.append(command.event(.opened, context))
    } else {
      commands.add(command, context, into: &batch)
    }
  }

  private func port(_ number: Int?) -> UInt16 {
    number.flatMap { UInt16(exactly: $0) } ?? 0
  }

  /// The most exact of the times in the record.
  private func time() -> Timestamp? {
    if let text = fields.raw("timestamp") {
      var cursor = ByteCursor(text)
      if let time = LogTime.iso(&cursor, zone: context.zone) { return time }
    }
    if let text = fields.raw("epoch") {
      var cursor = ByteCursor(text)
      if let time = LogTime.epoch(&cursor) { return time }
    }
    guard let text = fields.raw("local_time") else { return nil }
    // `YYYY-MM-DD HH:MM:SS +zzzz`: ProFTPD computes it from UTC, whatever the zone says.
    var cursor = ByteCursor(text)
    return LogTime.iso(&cursor, zone: .utc)
  }
}
