import Bytes
import FTPProtocol

/// Logs that are joined of which one has the TLS of everything, and another what was FTP: that one
/// may have its line at the connection's end.
extension SessionTable {
  /// A handshake that failed, of a connection that may turn out to be FTP.
  struct FailedHandshake: Sendable {
    var time: Timestamp
    var line: LineReference
    var source: String?
  }

  /// Keeps a handshake that failed and that no session is known of.
  func keepFailedHandshake(_ event: borrowing LogEvent, _ line: LineReference) {
    guard event.kind == .handshakeFailed, settings[event.format].isJoined,
      event.keyUse == .own
    else { return }
    failedHandshakes[event.key] = FailedHandshake(
      time: event.time, line: line, source: settings.keepsLines ? event.shownSource : nil)
  }

  /// Notes of a session that begins that its handshake had failed.
  func noteFailedHandshake(of session: inout Session) {
    guard let failed = failedHandshakes[session.key] else { return }
    failedHandshakes[session.key] = nil
    let entry = Journal.Entry(.handshakeFailed, time: failed.time, line: failed.line)
    session.journal.append(entry, failed.source)
  }
}
