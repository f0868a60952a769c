import Bytes
import FTPProtocol

/// Zeek's `conn.log`: when the FTP sessions of the other logs ended, and FTP that `ftp.log` has no
/// row of. `ftp,ssl` is FTP that went on under TLS, `ftp,ssl,gridftp` under GSSAPI (RFC 2228's
/// AUTH GSSAPI, Globus' GridFTP); `ssl` on an implicit port may be FTP under TLS from its first
/// byte.
struct ZeekConn: LogReader {
  static let format = LogFormat(
    name: "zeek-conn", title: "Zeek conn.log",
    joining: .facts,
    tells: [.handshakes, .files],
    sessions: SessionTraits(start: .unknown, order: .byTime),
    makeReader: { ZeekConn($0) })

  private let context: ReaderContext
  private var rows = ZeekRows(.conn)

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { rows.recognises(line) }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    if let outcome = rows.read(line, in: batch.arena).outcome { return outcome }
    let services = services()
    var event = rows.event(services.tls ? .handshakeFinished : .seen, context)
    let isImplicit =
      services.tls && !services.ftp && context.implicitPorts.contains(event.port)
    guard services.ftp || isImplicit else { return .skipped }
    // The row is about the whole connection and is written at its end: what the other logs tell of
    // comes before.
    let begins = event.time
    if event.isDated { event.time = event.time.adding(milliseconds: duration()) }
    event.beginning = .here
    event.start = isImplicit ? .implicit : services.tls ? .clear : .unknown
    if isImplicit { event.kind = .seen }
    batch.append(event)
    event.beginning = .missed
    event.start = nil
    if services.gssapi {
      var agreed = event
      agreed.kind = .command
      agreed.verb = .auth
      agreed.argument = batch.arena.keep(Array("GSSAPI".utf8))
      agreed.code = 334
      agreed.time = begins
      batch.append(agreed)
    } else if begins != event.time {
      var beginning = event
      beginning.kind = .seen
      beginning.time = begins
      batch.append(beginning)
    }
    event.kind = .closed
    batch.append(event)
    return .read
  }

  private func services() -> (ftp: Bool, tls: Bool, gssapi: Bool) {
    var services = (ftp: false, tls: false, gssapi: false)
    var cursor = ByteCursor(rows[.service])
    while !cursor.isAtEnd {
      let name = cursor.take(until: 0x2C) ?? cursor.take(cursor.rest.count) ?? .empty
      if name.equalsIgnoringCase("ftp") { services.ftp = true }
      if name.equalsIgnoringCase("ssl") { services.tls = true }
      if name.equalsIgnoringCase("gridftp") { services.gssapi = true }
    }
    return services
  }

  private func duration() -> Int64 {
    var cursor = ByteCursor(rows[.duration])
    return LogTime.epoch(&cursor)?.milliseconds ?? 0
  }
}
