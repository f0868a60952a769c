import Bytes
import FTPProtocol

/// FileZilla Server 1.x's log:
/// `2024-03-09T16:36:15.643Z >> [FTP Session 3 192.0.2.7 bob] RETR x`. Where its lines are not
/// timestamped, syslog's time stands before them, or none. They tell no port, and those of connects
/// and disconnects are there at its debug levels only.
struct FileZilla1: YearlessLogReader {
  static let format = LogFormat(
    name: "filezilla-1", title: "FileZilla Server 1.x",
    sessions: SessionTraits(
      start: .clear,
      rules: SessionProtection.ServerRules(
        implicitDataLevel: .private, firstHandshakeIsImplicit: true,
        levelWithoutAuthIsImplicit: true, refusesClearDataUnderTLS: true), namesLoggedIn: true),
    advice: LogFormat.Advice(
      port: """
        FileZilla Server's log level Debug shows TLS that comes first; where it listens at one \
        port only, say --server-port
        """),
    makeReader: { FileZilla1($0) })

  private struct Line {
    /// nil where the line has none.
    var time: Timestamp?
    /// The host in syslog's part; empty where there is none.
    var host: ByteSlice = .empty
    var level: ByteSlice
    var module: ByteSlice
    var text: ByteSlice

    /// Whether the server writes it, and whether its part for FTP does.
    var isOfServer: Bool { !module.isEmpty || text.starts(with: "===== FileZilla Server") }
    var isOfFTP: Bool { isOfServer && (module.isEmpty || module.starts(with: "FTP ")) }
  }

  var context: ReaderContext
  /// The sessions whose creation was seen and whose greeting was not yet: it begins none. The level
  /// may change within a log, so that creations of some are there and of others are not.
  private var created = RecentTable<Bool>()
  private var replies = OpenReplies()
  /// The port that the server said it listens at; 0 where it did not, or names several.
  private var port: UInt16 = 0
  private var hasSeveralPorts = false

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    if line.count > 28, line[23] == 0x5A { return parse(line)?.isOfServer == true }
    return withoutOwnTime(line) != nil
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let parts = parse(line) else { return .foreign }
    var module = ByteCursor(parts.module)
    guard module.skip("FTP Session ") else {
      // The administration has a port of its own.
      if parts.module == "FTP Server", parts.text.starts(with: "Listening on ") {
        listens(parts.text)
      }
      return parts.module.starts(with: "FTP") || parts.module.isEmpty ? .read : .skipped
    }
    guard let number = module.word(), number.integer != nil,
      let client = module.word(), client.isAddress
    else { return .malformed("the session's number or address is not there") }
    let key = parts.host.isEmpty ? context.key(number) : context.key(parts.host, number)
    var event = LogEvent(.seen, key: key, time: parts.time ?? Timestamp(milliseconds: 0))
    event.isDated = parts.time != nil
    event.keyUse = .reusedUntold
    event.client = client.plainAddress
    event.user = module.rest
    if fill(&event, parts) { batch.append(event) }
    return .read
  }

  /// Puts what the text tells into an event; false where it tells nothing.
  private mutating func fill(_ event: inout LogEvent, _ parts: Line) -> Bool {
    let text = parts.text
    let session = event.key.low
    switch parts.level {
    case _ where parts.level == ">>":
      if text.isEmpty { return false }
      let command = CommandText(text)
      event.kind = .asked
      event.verb = command.verb
      event.argument = command.argument
    case _ where parts.level == "<<":
      guard case .final(let reply) = replies.line(text, session: session) else { return false }
      event.kind = .replied
      event.code = UInt16(clamping: reply.code)
      event.text = reply.text
      if reply.code == 220 {
        if created[event.key] == nil { open(&event, isCreated: false) }
        created[event.key] = nil
      }
    default:
      guard let kind = notice(text) else { return false }
      event.kind = kind
      if kind == .handshakeFailed {
        // Data channels belong to who has logged in.
        if !event.user.isEmpty { return false }
        event.refusal = .handshakeFailed
        // Where nothing came before, TLS had to.
        event.beginning = .here
        event.start = .implicit
      }
      if kind == .opened {
        created[event.key] = true
        open(&event, isCreated: true)
      }
      if kind == .opened || kind == .closed { replies.forget(session) }
    }
    return true
  }

  private func open(_ event: inout LogEvent, isCreated: Bool) {
    event.kind = .opened
    event.code = 0
    event.text = .empty
    event.port = port
    // Handshakes are told where creations are.
    event.mayBeImplicit = !isCreated
  }

  /// `Listening on 0.0.0.0:21.`
  private mutating func listens(_ text: ByteSlice) {
    guard let colon = text.lastIndex(of: 0x3A),
      let number = text.dropFirst(colon + 1).dropLast(1).integer, number <= 65_535
    else { return }
    if port != 0, port != number { hasSeveralPorts = true }
    port = hasSeveralPorts ? 0 : UInt16(number)
  }

  private func notice(_ text: ByteSlice) -> LogEvent.Kind? {
    if text.starts(with: "Session ") {
      if text.ends(with: " created.") { return .opened }
      if text.ends(with: " destroyed.") || text.starts(with: "Session ended") { return .closed }
      return nil
    }
    if text.starts(with: "Control channel closed") { return .closed }
    if text.starts(with: "Failed securing control connection") { return .handshakeFailed }
    // Whatever level the log has.
    if text.starts(with: "GnuTLS error "), !text.contains(" in gnutls_record_") {
      return .handshakeFailed
    }
    if text.starts(with: "TLS Handshake successful") { return .handshakeFinished }
    return nil
  }

  private func parse(_ line: ByteSlice) -> Line? {
    var cursor = ByteCursor(line)
    if let time = LogTime.iso(&cursor, zone: .utc), cursor.skip(" "), var parts = content(cursor) {
      parts.time = time
      return parts
    }
    return withoutOwnTime(line)
  }

  /// A line that is not timestamped, as it is or in syslog: other programs' must not look like it.
  private func withoutOwnTime(_ line: ByteSlice) -> Line? {
    if let parts = content(ByteCursor(line)) { return parts.isOfFTP ? parts : nil }
    guard line.contains(" [FTP S"), let syslog = SyslogLine(line, context),
      var parts = content(ByteCursor(syslog.message)), parts.isOfFTP
    else { return nil }
    parts.time = syslog.time
    parts.host = syslog.host
    return parts
  }

  /// What a line says behind its time.
  private func content(_ content: ByteCursor) -> Line? {
    var cursor = content
    guard let level = cursor.take(2), Self.isLevel(level), cursor.skip(" ") else { return nil }
    guard cursor.skip("[") else {
      return Line(level: level, module: .empty, text: cursor.rest)
    }
    guard let (module, text) = module(cursor.rest, level) else { return nil }
    return Line(level: level, module: module, text: text)
  }

  /// What stands before the bracket that ends the module, and the text behind it. The module ends
  /// with the user's name, which may hold brackets: the first that ends it is the one behind which
  /// stands what a line of its level says; where none does, the first of all.
  private func module(_ rest: ByteSlice, _ level: ByteSlice) -> (ByteSlice, ByteSlice)? {
    var first: (ByteSlice, ByteSlice)?
    var from = 0
    while let end = rest.firstIndex(of: 0x5D, from: from) {
      from = end + 1
      guard from == rest.count || rest[from] == 0x20 else { continue }
      let parts = (rest[0..<end], rest.dropFirst(from + 1))
      if says(parts.1, level) { return parts }
      first = first ?? parts
    }
    return first
  }

  private func says(_ text: ByteSlice, _ level: ByteSlice) -> Bool {
    if level == ">>" { return CommandText(text).verb != .other }
    return level == "<<" ? ReplyLine(text) != nil : notice(text) != nil
  }

  private static func isLevel(_ level: ByteSlice) -> Bool {
    switch level[0] {
    case 0x3D, 0x21, 0x3E, 0x3C: level[1] == level[0]
    case 0x57, 0x50: level[1] == level[0] || level[1] == 0x45
    case 0x44: [0x57, 0x49, 0x56, 0x44, 0x45].contains(level[1])
    default: false
    }
  }
}
