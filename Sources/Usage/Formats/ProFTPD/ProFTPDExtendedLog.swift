import Bytes
import FTPProtocol

/// ProFTPD's ExtendedLog: a line for each command, with its code.
struct ProFTPDExtendedLog: YearlessLogReader {
  static let format = LogFormat(
    name: "proftpd-extendedlog", title: "ProFTPD ExtendedLog",
    joining: .commands(rank: 1),
    sessions: SessionTraits(
      start: .clear, rules: ProFTPD.rules, logsInOnce: true, namesLoggedIn: true),
    advice: LogFormat.Advice(
      general: "LogFormat with %P, %a and %{protocol}, class ALL, and TLSLog beside it",
      port: ProFTPD.portAdvice),
    makeReader: { ProFTPDExtendedLog($0) })

  var context: ReaderContext
  private var commands = ProFTPDCommands()
  private var ssh = ProFTPDSSH()

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    guard let first = line.first, first > 0x20, first != 0x7B, first != 0x23 else { return false }
    switch read(line) {
    case .command, .otherProtocol, .requestOfSSH, .undecided: return true
    case .foreign, .malformed: return false
    }
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    switch read(line) {
    case .command(let command):
      if ssh.has(command, context) { return .skipped }
      commands.add(command, context, into: &batch)
      return .read
    case .otherProtocol: return .skipped
    case .requestOfSSH(let command):
      if let event = ssh.note(command, context) { batch.append(event) }
      return .skipped
    case .foreign:
      return ProFTPDExtendedLine.holdsCommand(line)
        ? .malformed("which of its quoted words is the command does not show") : .foreign
    case .malformed(let why), .undecided(let why): return .malformed(why)
    }
  }

  func timeText(_ line: ByteSlice) -> ByteSlice? {
    ProFTPDExtendedLine.timeText(Self.content(line, context).text)
  }

  private func read(_ line: ByteSlice) -> ProFTPDExtendedLine.Reading {
    let (text, syslog) = Self.content(line, context)
    // What a user is called in a line of the SystemLog may look like a command.
    if syslog != nil, ProFTPDSystemLog.session(text) != nil { return .foreign }
    let reading = ProFTPDExtendedLine.read(text, context)
    guard let syslog else { return reading }
    switch reading {
    case .command(var command):
      command.pid = syslog.pid
      command.host = syslog.host
      return .command(command)
    case .requestOfSSH(var command):
      command.pid = syslog.pid
      command.host = syslog.host
      return .requestOfSSH(command)
    default: return reading
    }
  }

  /// A line of a file, or what one holds that was sent to syslog (`ExtendedLog syslog:info`), where
  /// the process is in syslog's part.
  static func content(
    _ line: ByteSlice, _ context: ReaderContext
  ) -> (text: ByteSlice, syslog: SyslogLine?) {
    guard SyslogLine.mayBegin(line), line[0..<320].contains(" proftpd"),
      let syslog = SyslogLine(line, context), syslog.program == "proftpd"
    else { return (line, nil) }
    return (syslog.message, syslog)
  }
}
