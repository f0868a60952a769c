import Bytes
import FTPProtocol

/// Zeek's `ftp.log`. What Zeek reads has crossed in clear; after an AUTH that succeeded it reads
/// nothing more. By default it logs transfers and the commands for data connections only, so that
/// logins are known by what they made possible.
struct ZeekFTP: LogReader {
  static let format = LogFormat(
    name: "zeek-ftp", title: "Zeek ftp.log",
    joining: .facts,
    sessions: SessionTraits(start: .clear, order: .byTime),
    advice: LogFormat.Advice(
      general: "add \"USER\", \"PASS\" and \"AUTH\" to Zeek's FTP::logged_commands"),
    makeReader: { ZeekFTP($0) })

  private var rows = ZeekRows(.ftp)
  /// Of which connections a password was told of: whether all is told, as by its own row, or what
  /// came of it may yet be.
  private var passwords = RecentTable<Bool>(countMaximum: 1_000)

  private let context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { rows.recognises(line) }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    if let outcome = rows.read(line, in: batch.arena).outcome { return outcome }
    let command = CommandText(verb: rows[.command], argument: rows[.argument])
    var event = rows.event(.command, context)
    event.tellsHandshakes = context.showsHandshakes
    event.beginning = .here
    if !(rows[.user] == "<unknown>") { event.user = rows[.user] }
    event.code = UInt16(clamping: rows[.code].integer ?? 0)
    let isLoggedIn =
      !event.user.isEmpty && Self.provesLogin(command.verb) && (200..<300).contains(event.code)
    if command.verb == .pass {
      passwords[event.key] = true
    } else if passwords[event.key] == nil, !rows[.password].isEmpty, !isLoggedIn {
      passwords[event.key] = false
      tellPassword(event, code: 0, &batch)
    } else if isLoggedIn, passwords[event.key] == false {
      passwords[event.key] = true
      tellPassword(event, code: 230, &batch)
    } else if isLoggedIn {
      tellLogin(event, &batch)
    }
    if rows[.command].isEmpty || rows[.command].first == 0x3C {
      event.kind = .seen
      event.code = 0
    } else {
      event.verb = command.verb
      event.argument = command.argument
      event.text = rows[.reply]
      size(&event)
    }
    batch.append(event)
    return .read
  }

  /// Tells of a login whose commands have no rows.
  private func tellLogin(_ event: LogEvent, _ batch: inout EventBatch) {
    var login = event
    login.kind = .login
    login.code = 0
    login.succeeded = true
    login.exposure = .clear
    batch.append(login)
  }

  /// Tells of a password that has no row: other rows have it, or what stands for it. Whether the
  /// server took it shows by what came of it.
  private func tellPassword(_ event: LogEvent, code: UInt16, _ batch: inout EventBatch) {
    var password = event
    password.verb = .pass
    password.code = code
    batch.append(password)
  }

  private func size(_ event: inout LogEvent) {
    guard (200..<300).contains(event.code), let size = rows[.fileSize].integer else { return }
    switch event.verb {
    case .retr: event.sent = Int64(size)
    case .stor, .stou, .appe: event.received = Int64(size)
    default: break
    }
  }

  /// Whether servers do such a thing for those only who have logged in.
  private static func provesLogin(_ verb: Verb) -> Bool {
    switch verb {
    case .port, .pasv, .eprt, .epsv, .dele, .rnfr, .rnto, .mkd, .rmd, .cwd, .cdup, .pwd: true
    default: verb.isTransfer
    }
  }
}
