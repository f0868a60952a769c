import Bytes
import FTPProtocol

/// Zeek's `ssl.log`, which has the TLS of everything. A row counts where another log has told of
/// an FTP session with its uid, and on FTP's implicit ports.
struct ZeekSSL: LogReader {
  static let format = LogFormat(
    name: "zeek-ssl", title: "Zeek ssl.log",
    joining: .facts,
    tells: [.handshakes, .files],
    sessions: SessionTraits(start: .clear, order: .byTime),
    makeReader: { ZeekSSL($0) })

  private let context: ReaderContext
  private var rows = ZeekRows(.ssl)

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool { rows.recognises(line) }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    if let outcome = rows.read(line, in: batch.arena).outcome { return outcome }
    let established = rows[.established].first
    guard established == 0x54 || established == 0x74 || established?.lowercasedASCII == 0x66 else {
      return .read
    }
    let isEstablished = established?.lowercasedASCII == 0x74
    var event = rows.event(isEstablished ? .handshakeFinished : .handshakeFailed, context)
    guard context.implicitPorts.contains(event.port) else {
      batch.append(event)
      return .read
    }
    event.kind = .opened
    event.start = .implicit
    event.beginning = .here
    batch.append(event)
    event.start = nil
    event.beginning = .missed
    event.kind = isEstablished ? .handshakeFinished : .handshakeFailed
    batch.append(event)
    if isEstablished {
      event.kind = .seen
      batch.append(event)
    }
    return .read
  }
}
