import Bytes
import FTPProtocol

/// Pure-FTPd's transfer log `-O stats:FILE`, which names the session by its start and process:
///
///     1795458873 6b048739.4b06 bob 192.0.2.7 U 168 0 /home/bob/a b.txt
struct PureFTPdStats: LogReader {
  static let format = LogFormat(
    name: "pure-ftpd-stats", title: "Pure-FTPd transfer log (stats)",
    kind: .transfers,
    sessions: SessionTraits(start: .unknown),
    advice: LogFormat.Advice(general: PureFTPd.advice),
    makeReader: { PureFTPdStats($0) })

  private let context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { transfer(line) != nil }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    if let event = transfer(line) {
      batch.append(event)
      return .read
    }
    var cursor = ByteCursor(line)
    return head(&cursor) == nil ? .foreign : .malformed("the transfer breaks off")
  }

  private func head(_ cursor: inout ByteCursor) -> (time: Timestamp, session: ByteSlice)? {
    guard let first = cursor.rest.first, first.isDigit, let time = LogTime.epoch(&cursor),
      time.milliseconds > 800_000_000_000, cursor.skip(" "), let session = cursor.word(),
      let dot = session.firstIndex(of: 0x2E), Self.isHexadecimal(session[0..<dot]),
      Self.isHexadecimal(session.dropFirst(dot + 1))
    else { return nil }
    return (time, session)
  }

  private func transfer(_ line: ByteSlice) -> LogEvent? {
    var cursor = ByteCursor(line)
    guard let (time, session) = head(&cursor) else { return nil }
    // The user's name may hold spaces: the direction and two numbers tell where it ended.
    let names = cursor.rest
    var from = 0
    while let space = names.firstIndex(of: 0x20, from: from) {
      from = space + 1
      var after = ByteCursor(names.dropFirst(from))
      let isUpload = after.skip("U ")
      guard isUpload || after.skip("D "), let size = after.word()?.integer,
        after.word()?.integer != nil, after.rest.first == 0x2F,
        let gap = names[0..<space].lastIndex(of: 0x20)
      else { continue }
      let transfer = PureFTPd.Transfer(
        time: time, client: names[(gap + 1)..<space], user: names[0..<gap].trimmed,
        isUpload: isUpload, bytes: Int64(clamping: size))
      guard transfer.client.isHost else { return nil }
      var event = PureFTPd.event(transfer, format: "pure-ftpd-stats", context)
      var key = Digest128()
      key.add(("pure-ftpd-stats" as StaticString).bytes)
      key.add(session)
      event.key = key.within(context.stream)
      event.keyUse = .own
      return event
    }
    return nil
  }

  private static func isHexadecimal(_ text: ByteSlice) -> Bool {
    guard !text.isEmpty, text.count <= 16 else { return false }
    for index in 0..<text.count {
      let byte = text.start[index]
      guard byte.isDigit || byte.lowercasedASCII &- 0x61 < 6 else { return false }
    }
    return true
  }
}
