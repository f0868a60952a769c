import Bytes

/// What vsftpd's lines tell of a connection by what came before them.
///
/// TLS handshakes on control channels and those on data connections are logged in the same words:
/// a handshake is the control channel's where a 234 came before it in the same process, or where no
/// user was named yet. One that came before the greeting makes the connection an implicit one.
///
/// Remembers the last 64 connections at most that something is awaited from.
struct VsftpdConnections: Sendable {
  /// What has come, and what is awaited.
  private enum Awaited {
    /// A 234 waits for its handshake.
    case handshake
    /// A handshake waits for the greeting.
    case greeting
    /// A connect that was refused waits for the reply that says so.
    case refusal
  }

  private struct Mark: Sendable {
    var connection: UInt64
    var awaited: Awaited
  }

  private static let marksMaximum = 64
  private var marks: ContiguousArray<Mark> = []

  /// A client connected: what was awaited in a process of the same number is over.
  mutating func opened(_ event: LogEvent, isRefused: Bool) {
    if marks.isEmpty, !isRefused { return }
    let connection = Self.connection(event)
    marks.removeAll { $0.connection == connection }
    if isRefused { add(connection, .refusal) }
  }

  /// Whether a reply of 421 is the one to a client that was turned away.
  mutating func isTurnedAway(_ event: LogEvent) -> Bool {
    event.user.isEmpty && take(.refusal, Self.connection(event))
  }

  /// AUTH was accepted.
  mutating func agreed(_ event: LogEvent) { add(Self.connection(event), .handshake) }

  /// A handshake finished. Whether it was the control channel's.
  mutating func finished(_ event: LogEvent) -> Bool {
    let connection = Self.connection(event)
    if take(.handshake, connection) { return true }
    guard event.user.isEmpty else { return false }
    add(connection, .greeting)
    return true
  }

  /// A handshake failed. Whether it was the control channel's.
  mutating func failed(_ event: LogEvent) -> Bool {
    take(.handshake, Self.connection(event)) || event.user.isEmpty
  }

  /// The greeting was sent. Whether a handshake came before it.
  mutating func greeted(_ event: LogEvent) -> Bool { take(.greeting, Self.connection(event)) }

  private mutating func add(_ connection: UInt64, _ awaited: Awaited) {
    if marks.count == Self.marksMaximum { marks.removeFirst() }
    marks.append(Mark(connection: connection, awaited: awaited))
  }

  /// Whether something is awaited from a connection, and no longer then.
  private mutating func take(_ awaited: Awaited, _ connection: UInt64) -> Bool {
    if marks.isEmpty { return false }
    let index = marks.firstIndex { $0.awaited == awaited && $0.connection == connection }
    guard let index else { return false }
    marks.remove(at: index)
    return true
  }

  private static func connection(_ event: LogEvent) -> UInt64 {
    var digest = event.key
    digest.add(UInt64(event.discriminator))
    return digest.low
  }
}
