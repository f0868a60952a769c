import Bytes
import FTPProtocol

/// Pure-FTPd's transfer log `-O w3c:FILE`, which looks like an IIS log and has `[]sent` where IIS
/// has `[3]sent`:
///
///     2026-11-23 18:34:33 192.0.2.7 []created /home/bob/a%20b.txt 226 bob 168
struct PureFTPdW3C: LogReader {
  static let format = LogFormat(
    name: "pure-ftpd-w3c", title: "Pure-FTPd transfer log (W3C)",
    kind: .transfers,
    sessions: SessionTraits(start: .unknown, silenceMaximum: 15 * 60_000),
    advice: LogFormat.Advice(general: PureFTPd.advice),
    makeReader: { PureFTPdW3C($0) })

  private let context: ReaderContext

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    if line.starts(with: "#Software: Pure-FTPd") { return true }
    return line[16..<320].contains(" []") && head(line) != nil
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    if line.first == 0x23 {
      guard line.starts(with: "#Software:") else {
        return line.starts(with: "#Version:") || line.starts(with: "#Date:")
          || line.starts(with: "#Fields: date time c-ip cs-method cs-uri-stem ")
          ? .read : .foreign
      }
      return line.starts(with: "#Software: Pure-FTPd") ? .read : .foreign
    }
    guard var head = head(line) else { return .foreign }
    guard let path = head.cursor.word(), path.first == 0x2F, let status = head.cursor.word(),
      status.integer != nil, let space = head.cursor.rest.lastIndex(of: 0x20),
      let size = head.cursor.rest.dropFirst(space + 1).integer
    else { return .malformed("the transfer breaks off") }
    let transfer = PureFTPd.Transfer(
      time: head.time, client: head.client, user: head.cursor.rest[0..<space],
      isUpload: head.isUpload, bytes: Int64(clamping: size))
    batch.append(PureFTPd.event(transfer, format: "pure-ftpd-w3c", context))
    return .read
  }

  private struct Head {
    var time: Timestamp
    var client: ByteSlice
    var isUpload: Bool
    var cursor: ByteCursor
  }

  /// The time (UTC), the client and the verb.
  private func head(_ line: ByteSlice) -> Head? {
    var cursor = ByteCursor(line)
    guard let time = LogTime.iso(&cursor, zone: .utc), cursor.skip(" "),
      let client = cursor.word(), client.isHost
    else { return nil }
    let isUpload = cursor.skip("[]created ")
    guard isUpload || cursor.skip("[]sent ") else { return nil }
    return Head(time: time, client: client, isUpload: isUpload, cursor: cursor)
  }
}
