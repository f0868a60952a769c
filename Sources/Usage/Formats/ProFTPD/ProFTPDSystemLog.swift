import Bytes
import FTPProtocol

/// ProFTPD's SystemLog, or what it sends to syslog: connects, ends and logins, and never TLS.
///
///     2021-05-28 18:08:01,124 HOST proftpd[PID] FQDN (RDNS[IP]): MESSAGE
///     Jan  7 18:26:02 HOST proftpd[PID]: FQDN (RDNS[IP]) - MESSAGE
///
/// LogOptions may leave FQDN out.
struct ProFTPDSystemLog: YearlessLogReader {
  static let format = LogFormat(
    name: "proftpd-systemlog", title: "ProFTPD SystemLog",
    joining: .facts,
    tells: [.connects],
    sessions: SessionTraits(start: .unknown, rules: ProFTPD.rules),
    advice: LogFormat.Advice(
      general: "TLSLog, and an ExtendedLog with %P, %a, %{protocol}, \"%r\" and %s",
      port: ProFTPD.portAdvice),
    hasLocalTimes: true,
    makeReader: { ProFTPDSystemLog($0) })

  var context: ReaderContext
  /// Processes that serve SSH (mod_sftp), whose logins are no use of FTP.
  private var others = RecentTable<Bool>(countMaximum: 1_000)

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    guard let envelope = ProFTPDEnvelope(line, context) else { return false }
    return Self.session(envelope.rest) != nil || !isExtended(envelope)
  }

  /// Whether it is a line that an ExtendedLog sends to syslog.
  private func isExtended(_ envelope: ProFTPDEnvelope) -> Bool {
    ProFTPDExtendedLine.parts(envelope.rest, context) != nil
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let envelope = ProFTPDEnvelope(line, context) else { return .foreign }
    guard let (name, client, message) = Self.session(envelope.rest) else {
      if isExtended(envelope) { return .foreign }
      if Self.isOfSession(envelope.rest) { return .unknownServer("proftpd") }
      // The parent process's own lines, and those of PAM.
      return envelope.rest.contains("[") && envelope.rest.contains(" (")
        && !envelope.rest.contains("):") && !envelope.rest.contains(") -")
        ? .malformed("the client breaks off") : .skipped
    }
    var event = LogEvent(
      .seen, key: ProFTPD.key(pid: envelope.pid, host: envelope.host, context),
      time: envelope.time)
    event.client = client.plainAddress
    // By which a transfer log may name the client.
    event.text = name
    event.keyUse = .reusedUntold
    event.mayBeImplicit = context.mayHideImplicit
    return tell(message, &event, &batch)
  }

  /// The client's name and address and the message behind `FQDN (RDNS[IP]): ` or
  /// `FQDN (RDNS[IP]) - `. Read from the left: a user's name in the message may look like all of
  /// this.
  static func session(
    _ rest: ByteSlice
  ) -> (name: ByteSlice, client: ByteSlice, message: ByteSlice)? {
    var cursor = ByteCursor(rest)
    guard rest.first == 0x28 || cursor.word() != nil, cursor.skip("("),
      let name = cursor.take(until: 0x5B),
      name.count <= 255, let client = cursor.take(until: 0x5D), client.isHost,
      cursor.skip("): ") || cursor.skip(") - ")
    else { return nil }
    return (name, client, cursor.rest.trimmed)
  }

  /// Whether a message that can't be read is a session's all the same: it has the client in
  /// parentheses, or ends in one of the sentences for connects, logins and ends. What PAM writes
  /// holds what the client typed.
  private static func isOfSession(_ rest: ByteSlice) -> Bool {
    if rest.starts(with: "pam_") || rest.starts(with: "PAM") { return false }
    if rest.ends(with: "FTP session opened.") || rest.ends(with: "FTP session closed.")
      || rest.ends(with: ": Login successful.")
    {
      return true
    }
    guard let open = rest.firstIndex(of: 0x28) else { return false }
    var cursor = ByteCursor(rest.dropFirst(open + 1))
    guard let name = cursor.take(until: 0x5B), !name.isEmpty, name.isHost,
      let client = cursor.take(until: 0x5D)
    else { return false }
    return client.isAddress && cursor.skip(")")
  }

  /// Whether a log of commands would tell of TLS, were there any: then a connection without a
  /// line there is one without a command. That log may know its times to the second only.
  private func isBesideCommands(_ time: Timestamp) -> Bool {
    guard let from = context.commandsFrom else { return false }
    return time >= from.adding(milliseconds: -SessionTable.joinMilliseconds)
  }

  // MARK: Messages

  private mutating func tell(
    _ message: ByteSlice, _ event: inout LogEvent, _ batch: inout EventBatch
  ) -> LineOutcome {
    if message.ends(with: " session opened.") {
      guard message == "FTP session opened." else {
        others[event.key] = true
        return .skipped
      }
      others[event.key] = nil
      event.kind = .opened
      if isBesideCommands(event.time) { event.start = .clear }
      batch.append(event)
      return .read
    }
    if !others.isEmpty, others[event.key] != nil { return .skipped }
    if message == "FTP session closed." {
      event.kind = .closed
      batch.append(event)
      return .read
    }
    if login(message, &event) {
      event.kind = .login
      event.beginning = .here
    }
    batch.append(event)
    return .read
  }

  /// Makes a message about a login the event that it tells of; false for other messages.
  private func login(_ message: ByteSlice, _ event: inout LogEvent) -> Bool {
    var cursor = ByteCursor(message)
    if cursor.skip("SECURITY VIOLATION: ") {
      event.user = ("root" as StaticString).bytes
      return cursor.rest.starts(with: "Root login attempted")
        || cursor.rest.starts(with: "root login attempted")
    }
    guard cursor.skip("USER ") || cursor.skip("ANON ") else { return false }
    let text = cursor.rest
    if text.ends(with: ": Login successful.") {
      event.user = text.dropLast(19)
      event.succeeded = true
      return true
    }
    if let mark = text.lastRange(of: ": no such user found from ") {
      event.user = text[0..<mark.lowerBound]
      server(text.dropFirst(mark.upperBound), &event)
      return true
    }
    guard let mark = text.lastRange(of: " (Login failed)") else { return false }
    event.user = text[0..<mark.lowerBound]
    return true
  }

  /// The server in `RDNS [IP] to ADDRESS:PORT`.
  private func server(_ text: ByteSlice, _ event: inout LogEvent) {
    guard let mark = text.lastRange(of: "] to ") else { return }
    let address = text.dropFirst(mark.upperBound)
    guard let colon = address.lastIndex(of: 0x3A),
      let port = address.dropFirst(colon + 1).integer
    else { return }
    event.server = address[0..<colon].plainAddress
    event.port = UInt16(clamping: port)
  }
}
