import Bytes
import FTPProtocol

/// The sessions whose server is in the middle of a reply of several lines (RFC 959 §4.2), where
/// each line of a reply is a line of the log: the lines between `NNN-` and `NNN ` may look like
/// anything and mean nothing.
struct OpenReplies {
  /// What a line is to its session.
  enum Line {
    /// The last line, or the only one, of a reply that ends a command.
    case final(ReplyLine)
    /// Another line of a reply.
    case partial
    /// No reply at all.
    case other
  }

  private struct Entry {
    var session: UInt64
    var code: Int
  }

  private static let entriesMaximum = 64
  private var entries: [Entry] = []

  /// Judges a line that may be a session's next one of a reply.
  mutating func line(_ text: ByteSlice, session: UInt64) -> Line {
    let reply = ReplyLine(text)
    if !entries.isEmpty, let index = entries.firstIndex(where: { $0.session == session }) {
      guard let reply, reply.code == entries[index].code, !reply.continues else {
        return .partial
      }
      entries.remove(at: index)
      return reply.code >= 200 ? .final(reply) : .partial
    }
    guard let reply else { return .other }
    if reply.continues {
      if entries.count >= Self.entriesMaximum { entries.removeFirst() }
      entries.append(Entry(session: session, code: reply.code))
      return .partial
    }
    return reply.code >= 200 ? .final(reply) : .partial
  }

  /// Forgets a session that began or ended.
  mutating func forget(_ session: UInt64) {
    guard !entries.isEmpty else { return }
    entries.removeAll { $0.session == session }
  }
}
