import Bytes

/// Tells vsftpd's TLS handshakes on control channels from those on data connections, which it logs
/// in the same words: a handshake is the control channel's where a 234 came before it in the same
/// process, or where no user was named yet. One that came before the greeting makes the
/// connection an implicit one.
///
/// Remembers the last 64 connections at most that a handshake is awaited from, or a greeting.
struct VsftpdHandshakes: Sendable {
  private struct Mark: Sendable {
    var connection: UInt64
    /// Whether a 234 waits for its handshake; else a handshake waits for the greeting.
    var isAgreed: Bool
  }

  private static let marksMaximum = 64
  private var marks: ContiguousArray<Mark> = []

  /// A client connected: what was awaited in a process of the same number is over.
  mutating func opened(_ event: LogEvent) {
    if marks.isEmpty { return }
    let connection = Self.connection(event)
    marks.removeAll { $0.connection == connection }
  }

  /// AUTH was accepted.
  mutating func agreed(_ event: LogEvent) { add(Self.connection(event), isAgreed: true) }

  /// A handshake finished. Whether it was the control channel's.
  mutating func finished(_ event: LogEvent) -> Bool {
    let connection = Self.connection(event)
    if let index = marks.firstIndex(where: { $0.isAgreed && $0.connection == connection }) {
      marks.remove(at: index)
      return true
    }
    guard event.user.isEmpty else { return false }
    add(connection, isAgreed: false)
    return true
  }

  /// The greeting was sent. Whether a handshake came before it.
  mutating func greeted(_ event: LogEvent) -> Bool {
    if marks.isEmpty { return false }
    let connection = Self.connection(event)
    let mark = marks.firstIndex { !$0.isAgreed && $0.connection == connection }
    guard let mark else { return false }
    marks.remove(at: mark)
    return true
  }

  private mutating func add(_ connection: UInt64, isAgreed: Bool) {
    if marks.count == Self.marksMaximum { marks.removeFirst() }
    marks.append(Mark(connection: connection, isAgreed: isAgreed))
  }

  private static func connection(_ event: LogEvent) -> UInt64 {
    var digest = event.key
    digest.add(UInt64(event.discriminator))
    return digest.low
  }
}
