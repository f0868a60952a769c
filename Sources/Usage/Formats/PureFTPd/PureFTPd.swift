import Bytes
import FTPProtocol

/// What Pure-FTPd's transfer logs have in common: a line for each file, and nothing of TLS.
enum PureFTPd {
  /// What would tell of TLS.
  static let advice = "Pure-FTPd's syslog with -d (VerboseLog) and -1 (LogPID)"

  /// A file that crossed.
  struct Transfer {
    var time: Timestamp
    var client: ByteSlice
    var user: ByteSlice
    var isUpload: Bool
    var bytes: Int64
  }

  /// The event of a transfer, keyed by client and user.
  static func event(
    _ transfer: Transfer, format: StaticString, _ context: ReaderContext
  ) -> LogEvent {
    var key = Digest128()
    key.add(format.bytes)
    key.add(transfer.client)
    key.add(transfer.user)
    var event = LogEvent(.transfer, key: key.within(context.stream), time: transfer.time)
    event.client = transfer.client.plainAddress
    if transfer.user != "-" { event.user = transfer.user }
    event.keyUse = .shared
    event.beginning = .here
    event.exposure = .unknown
    event.verb = transfer.isUpload ? .stor : .retr
    if transfer.isUpload { event.received = transfer.bytes } else { event.sent = transfer.bytes }
    return event
  }
}
