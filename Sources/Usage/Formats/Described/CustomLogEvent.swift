import Bytes
import FTPProtocol

/// What a line of a described log may tell in words, without a command and its code. The names are
/// the keys of a description; the earlier is tried first, so that what failed is.
enum CustomLogEvent: String, CaseIterable {
  case tlsFailed = "tls-failed"
  case tls
  case loginRefused = "login-refused"
  case login
  case transferFailed = "transfer-failed"
  case fileSent = "file-sent"
  case fileReceived = "file-received"
  case dataPrivate = "data-private"
  case dataClear = "data-clear"

  /// Makes an event the one that a line tells of: `user` and `bytes` are what its groups took.
  func fill(_ event: inout LogEvent, user: ByteSlice, bytes: Int64) {
    switch self {
    case .tlsFailed: event.kind = .handshakeFailed
    case .tls: event.kind = .handshakeFinished
    case .loginRefused:
      event.kind = .login
      event.argument = user
      // Nobody is logged in.
      event.user = .empty
    case .login:
      event.kind = .login
      event.succeeded = true
      event.user = user
    // It lives, and no file crossed.
    case .transferFailed: break
    case .fileSent:
      event.kind = .transfer
      event.verb = .retr
      event.sent = bytes
    case .fileReceived:
      event.kind = .transfer
      event.verb = .stor
      event.received = bytes
    case .dataPrivate: setLevel("P", of: &event)
    case .dataClear: setLevel("C", of: &event)
    }
  }

  private func setLevel(_ letter: StaticString, of event: inout LogEvent) {
    event.kind = .command
    event.verb = .prot
    event.argument = letter.bytes
    event.code = 200
  }
}
