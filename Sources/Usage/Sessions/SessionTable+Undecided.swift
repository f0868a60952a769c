import Bytes
import FTPProtocol

/// Sessions of which it is not known yet whether they began in clear.
///
/// A log that lists connections and not their TLS lies beside one that tells of all handshakes: a
/// connection began in clear where that one has lines before it and after it. Where a run ends, the
/// lines after it are the next run's.
extension SessionTable {
  /// Leaves a session for a later run to decide.
  func leaveUndecided(_ event: borrowing LogEvent) { undecided[event.key] = event.time }

  /// Whether a session waits for another log's next lines.
  func isUndecided(_ session: borrowing Session) -> Bool {
    !undecided.isEmpty && undecided[session.key] == session.begins
      && session.facts.start == .unknown
  }

  /// A session has ended: nothing decides about it any more.
  func forgetUndecided(_ session: borrowing Session) {
    if undecided[session.key] == session.begins { undecided[session.key] = nil }
  }

  /// The next lines of the other log are there: sessions that waited for them began in clear.
  func decide() {
    guard !undecided.isEmpty else { return }
    var next = sessions.firstUsed(from: 0)
    while let index = next {
      next = sessions.firstUsed(from: index + 1)
      guard isUndecided(sessions[index]) else { continue }
      sessions[index].facts.start = .clear
      if sessions[index].facts.isLoggedIn {
        reportLogin(of: &sessions[index], sessions[index].loginTime)
      }
    }
    undecided.removeAll()
  }
}
