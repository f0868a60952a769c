import Bytes
import FTPProtocol

/// FileZilla Server 0.9's log:
/// `(000002) 1/21/2019 1:39:01 AM - (not logged in) (192.0.2.7)> USER anonymous`.
///
/// What a client types and what the server answers look alike, so a client can write false replies
/// into its own session; nothing in the log tells them apart.
struct FileZilla09: LogReader {
  static let format = LogFormat(
    name: "filezilla-0.9", title: "FileZilla Server 0.9",
    sessions: SessionTraits(
      start: .clear,
      rules: SessionProtection.ServerRules(
        implicitDataLevel: .private, firstHandshakeIsImplicit: true), namesLoggedIn: true),
    hasLocalTimes: true,
    dateText: { parse($0)?.date },
    makeReader: { FileZilla09($0) })

  private struct Line {
    var number: ByteSlice
    var date: ByteSlice
    var user: ByteSlice
    var client: ByteSlice
    var text: ByteSlice
  }

  private let context: ReaderContext
  private var dates: LocaleDate
  private var replies = OpenReplies()

  init(_ context: ReaderContext) {
    self.context = context
    dates = LocaleDate(context)
  }

  func recognises(_ line: ByteSlice) -> Bool { Self.parse(line) != nil || isServerLine(line) }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let parts = Self.parse(line) else { return rejected(line) }
    var time: Timestamp?
    if !parts.date.isEmpty {
      time = dates.read(parts.date)
      if time == nil, LocaleDate.Parts(parts.date)?.isHalfUnknown != true {
        return .malformed("the date has no known form")
      }
    }
    let key = context.key(parts.number)
    var event = LogEvent(.seen, key: key, time: time ?? Timestamp(milliseconds: 0))
    event.isDated = time != nil
    event.keyUse = .reusedUntold
    event.client = parts.client
    event.user = parts.user
    if fill(&event, parts.text, session: key.low) { batch.append(event) }
    return .read
  }

  func going(onFrom before: any LogReader) -> any LogReader {
    guard let before = before as? FileZilla09 else { return self }
    var next = self
    next.replies = before.replies
    next.dates = before.dates.in(context)
    return next
  }

  /// Puts what the text tells into an event; false where it tells nothing.
  private mutating func fill(_ event: inout LogEvent, _ text: ByteSlice, session: UInt64) -> Bool {
    if let notice = notice(text) {
      event.kind = notice
      if notice == .opened {
        event.port = connectedPort(text)
        event.user = .empty
      }
      if notice != .handshakeFinished { replies.forget(session) }
      return true
    }
    switch replies.line(text, session: session) {
    case .partial: return false
    case .final(let reply):
      event.kind = .replied
      event.code = UInt16(clamping: reply.code)
      event.text = reply.text
      return true
    case .other:
      if isRemark(text) || text.isEmpty { return false }
      let command = CommandText(text)
      event.kind = .asked
      event.verb = command.verb
      event.argument = command.argument
      return true
    }
  }

  private func notice(_ text: ByteSlice) -> LogEvent.Kind? {
    switch text.first {
    case 0x43 where text.starts(with: "Connected") && text.ends(with: "sending welcome message..."):
      .opened
    case 0x64 where text == "disconnected.": .closed
    case 0x63 where text.starts(with: "could not send reply, disconnected"): .closed
    case 0x52 where text.starts(with: "Refusing connection. Reason:"): .closed
    case 0x54 where text == "TLS connection established": .handshakeFinished
    case 0x53 where text == "SSL connection established": .handshakeFinished
    default: nil
    }
  }

  /// What the server says to its keeper.
  private func isRemark(_ text: ByteSlice) -> Bool {
    text.starts(with: "TLS connection ") || text.starts(with: "SSL connection ")
      || text.starts(with: "TLS warning:") || text.starts(with: "SSL warning:")
      || text.starts(with: "Failed to ") || text.ends(with: " timeout")
  }

  private func connectedPort(_ text: ByteSlice) -> UInt16 {
    var cursor = ByteCursor(text)
    guard cursor.skip("Connected on port "), let port = cursor.integer() else {
      return 0
    }
    return UInt16(clamping: port)
  }

  private func rejected(_ line: ByteSlice) -> LineOutcome {
    if isServerLine(line) { return .read }
    var cursor = ByteCursor(line)
    guard cursor.skip("("), let number = cursor.take(until: 0x29), number.count >= 6,
      number.integer != nil
    else { return .foreign }
    return .malformed("the line breaks off before the client's text")
  }

  private func isServerLine(_ line: ByteSlice) -> Bool {
    line.starts(with: "FileZilla Server 0.9") || line == "Initializing Server."
      || line == "Server online." || line == "Server offline."
      || line.starts(with: "Creating listen socket ")
  }

  private static func parse(_ line: ByteSlice) -> Line? {
    var cursor = ByteCursor(line)
    guard cursor.skip("("), let number = cursor.take(until: 0x29), number.count >= 6,
      number.integer != nil
    else { return nil }
    var date = ByteSlice.empty
    if !cursor.skip("- ") {
      guard let before = cursor.take(until: " - ") else { return nil }
      date = before.trimmed
    }
    guard date.count <= 64, let who = cursor.take(until: ")> "), let open = who.lastIndex(of: 0x28)
    else { return nil }
    let client = who.dropFirst(open + 1)
    guard client.isAddress else { return nil }
    let name = who[0..<open].trimmed
    return Line(
      number: number, date: date, user: name == "(not logged in)" ? .empty : name,
      client: client.plainAddress, text: cursor.rest)
  }
}
