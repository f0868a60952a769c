import Bytes
import FTPProtocol

/// Logs of several servers in one folder, which are joined by numbers that each server gives out
/// for itself.
extension SessionTable {
  /// The session under a key that an event goes on with, or begins, those that it shows to be over
  /// having been finished.
  func sessionOfServer(
    for event: borrowing LogEvent, head: Int, _ line: LineReference
  ) -> Int {
    if sessions[head].next < 0, !mustBeginAnew(event, at: head) { return head }
    let ordinal = ordinal(of: event, under: head)
    var found: Int?
    var rank = -1
    var others: [Int] = []
    var next = head
    while next >= 0 {
      let index = next
      next = Int(sessions[index].next)
      if mustBeginAnew(event, at: index) {
        if !isOfAnotherServer(event, line.file, sessions[index]) { finish(index, line) }
        continue
      }
      let own = closeness(event, line.file, sessions[index])
      if own > rank {
        (found, rank, others) = (index, own, [])
      } else if own == rank {
        others.append(index)
      }
    }
    guard let found else { return open(event, line, ordinal: ordinal) }
    if !others.isEmpty {
      for index in others + [found] { sessions[index].facts.doubts.insert(.sharedAddress) }
    }
    return found
  }

  /// Whether a session stays open although an event shows that it is another's: one that names
  /// another server, or one of another client in a file that has no line of it, is another
  /// server's.
  private func isOfAnotherServer(
    _ event: borrowing LogEvent, _ file: UInt32, _ session: borrowing Session
  ) -> Bool {
    guard settings[event.format].isJoined, event.isDated, !session.facts.hasEnded else {
      return false
    }
    let silence = event.time.milliseconds - session.ends.milliseconds
    if silence > silenceMaximum(session) { return false }
    if isAtAnotherServer(event, session) { return true }
    return session.mayBeIn(file: file) ? false : isAnother(event.client, than: session.client)
  }

  /// What speaks for an event's being of a session: the client, then the file.
  private func closeness(
    _ event: borrowing LogEvent, _ file: UInt32, _ session: borrowing Session
  ) -> Int {
    let namesClient = !event.client.isEmpty && session.client != NamePool.none
    return (namesClient ? 2 : 0) + (session.mayBeIn(file: file) ? 1 : 0)
  }
}
