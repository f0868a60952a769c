import Bytes
import FTPProtocol

/// Pure-FTPd's transfer log `-O clf:FILE`, in the form of a web server's:
///
///     192.0.2.7 - bob [23/Nov/2026:18:34:33 -0000] "PUT /a%20b.txt" 200 168
struct PureFTPdCLF: LogReader {
  static let format = LogFormat(
    name: "pure-ftpd-clf", title: "Pure-FTPd transfer log (CLF)",
    kind: .transfers,
    sessions: SessionTraits(start: .unknown, silenceMaximum: 15 * 60_000),
    advice: LogFormat.Advice(general: PureFTPd.advice),
    makeReader: { PureFTPdCLF($0) })

  private let context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { transfer(line) != nil }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    guard let transfer = transfer(line) else { return .foreign }
    batch.append(transfer)
    return .read
  }

  private func transfer(_ line: ByteSlice) -> LogEvent? {
    guard let mark = line.lastRange(of: "\" 200 "),
      let size = line.dropFirst(mark.upperBound).integer
    else { return nil }
    var cursor = ByteCursor(line[0..<mark.lowerBound])
    guard let client = cursor.word(), client.isHost, cursor.skip("- ") else { return nil }
    let rest = cursor.rest
    var from = 0
    while let open = rest.firstIndex(of: 0x5B, from: from) {
      from = open + 1
      var after = ByteCursor(rest.dropFirst(open + 1))
      guard let time = Self.time(&after), after.skip("] \"") else { continue }
      let isUpload = after.skip("PUT ")
      // The path is URL-encoded; a web server's line goes on with ` HTTP/1.1`.
      guard isUpload || after.skip("GET "), after.rest.first == 0x2F,
        after.rest.firstIndex(of: 0x20) == nil
      else { return nil }
      let transfer = PureFTPd.Transfer(
        time: time, client: client, user: rest[0..<open].trimmed, isUpload: isUpload,
        bytes: Int64(clamping: size))
      return PureFTPd.event(transfer, format: "pure-ftpd-clf", context)
    }
    return nil
  }

  /// The time in brackets. Pure-FTPd writes the zone's sign the wrong way round: `-0100` is one
  /// hour ahead of UTC.
  private static func time(_ cursor: inout ByteCursor) -> Timestamp? {
    var ahead = cursor
    guard let text = ahead.take(20), ahead.skip(" "), let sign = ahead.take(1),
      let hours = ahead.digits(2), let minutes = ahead.digits(2)
    else { return nil }
    var local = ByteCursor(text)
    guard sign == "+" || sign == "-", let time = LogTime.commonLog(&local, zone: .utc) else {
      return nil
    }
    cursor = ahead
    let seconds = Int64(hours * 3600 + minutes * 60)
    return time.adding(milliseconds: (sign == "+" ? seconds : -seconds) * 1000)
  }
}
