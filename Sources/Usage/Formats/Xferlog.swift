import Bytes
import FTPProtocol

/// The transfer log of wu-ftpd, which vsftpd, ProFTPD, Pure-FTPd and others write too: one line for
/// each file. It has no sessions, so that a client and user count as one as long as they do not
/// pause, and it tells of TLS only where ProFTPD names its protocol.
struct Xferlog: LogReader {
  static let format = LogFormat(
    name: "xferlog", title: "transfer log (xferlog)",
    kind: .transfers,
    sessions: SessionTraits(start: .unknown, silenceMaximum: 15 * 60_000),
    advice: LogFormat.Advice(
      general: """
        the server's other log, which this can't replace: vsftpd with xferlog_std_format=NO (or \
        dual_log_enable=YES), log_ftp_protocol=YES and debug_ssl=YES; ProFTPD's TLSLog and \
        ExtendedLog; Pure-FTPd's syslog
        """),
    hasLocalTimes: true,
    makeReader: { Xferlog($0) })

  private let context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { XferlogLine(line, zone: .utc) != nil }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let transfer = XferlogLine(line, zone: context.zone) else {
      return breaksOff(line) ? .malformed("the transfer breaks off") : .foreign
    }
    // ProFTPD's mod_sftp writes here too.
    if transfer.service == "sftp" || transfer.service == "scp" { return .skipped }
    // An anonymous client's name is what it gave for a password.
    let user = transfer.isAnonymous ? ("anonymous" as StaticString).bytes : transfer.user
    var key = Digest128()
    key.add(("xferlog" as StaticString).bytes)
    key.add(transfer.host)
    key.add(user)
    let isFTPS = transfer.service == "ftps"
    // One who comes with TLS and without is not one session.
    if isFTPS { key.add(transfer.service) }
    var event = LogEvent(.seen, key: key.within(context.stream), time: transfer.time)
    event.client = transfer.host
    event.user = user
    event.keyUse = .shared
    event.beginning = .here
    if isFTPS {
      var login = event
      login.kind = .login
      login.succeeded = true
      login.exposure = .protected
      batch.append(login)
    }
    // What broke off before its first byte exposed nothing; vsftpd logs missing files so.
    if transfer.direction != 0x64, transfer.isComplete || transfer.size > 0 {
      event.kind = .transfer
      event.exposure = .unknown
      event.verb = transfer.direction == 0x6F ? .retr : .stor
      if event.verb == .retr { event.sent = transfer.size } else { event.received = transfer.size }
    }
    batch.append(event)
    return .read
  }

  /// Whether a line begins like a transfer.
  private func breaksOff(_ line: ByteSlice) -> Bool {
    var cursor = ByteCursor(line)
    guard LogTime.asctime(&cursor, zone: .utc) != nil, cursor.skip(" "),
      let seconds = cursor.word()
    else { return false }
    return seconds.integer != nil
  }
}
