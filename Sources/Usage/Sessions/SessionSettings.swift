import Bytes
import FTPProtocol

/// What holds for all sessions of a run.
struct SessionSettings: Sendable {
  /// Ports where TLS comes before the first byte of FTP.
  var implicitPorts: Set<UInt16> = [990]
  /// Whether the deciding lines are wanted in words.
  var wantsEvidence = false
  /// Whether their text is.
  var keepsLines = false
  /// Whether AUTH SSL and AUTH TLS-P set level P on these servers.
  var authImpliesPrivate = false

  /// The formats that events refer to by number.
  let formats: [LogFormat]
  private let starts: ContiguousArray<SessionProtection.Start>
  private let silences: ContiguousArray<Int64>
  private let disconnects: ContiguousArray<Bool>
  private let joined: ContiguousArray<Bool>

  init(formats: [LogFormat]) {
    self.formats = formats
    starts = ContiguousArray(formats.map(\.start))
    silences = ContiguousArray(formats.map { Int64($0.idleMinutesMaximum) * 60_000 })
    disconnects = ContiguousArray(formats.map(\.logsDisconnects))
    joined = ContiguousArray(formats.map(\.isJoined))
  }

  /// Whether logs of a format are read together with others.
  func isJoined(_ format: UInt8) -> Bool { joined[Int(format)] }

  /// Whether logs of a format have a line for a connection's end, so that QUIT is not yet it.
  func logsDisconnects(_ format: UInt8) -> Bool { disconnects[Int(format)] }

  /// How a session of a format begins.
  func start(_ format: UInt8) -> SessionProtection.Start { starts[Int(format)] }

  /// The longest silence within a session of a format, in milliseconds.
  func silenceMaximum(_ format: UInt8) -> Int64 { silences[Int(format)] }

  /// Runs the state machine over a session's waiting entries: all, or the older half.
  func judge(_ session: inout Session, half: Bool) {
    var findings =
      session.findings.take() ?? Findings(protection(of: session), wantsEvidence: wantsEvidence)
    session.journal.take(half: half) { findings.note($0, $1) }
    session.findings = findings
  }

  private func protection(of session: borrowing Session) -> SessionProtection {
    var rules = formats[Int(session.format)].rules
    rules.authImpliesPrivate = rules.authImpliesPrivate || authImpliesPrivate
    guard implicitPorts.contains(session.port) else {
      return SessionProtection(start: session.start, rules: rules)
    }
    // A session that began before the log may have changed the level since.
    if session.doubts.contains(.beginsEarlier) { rules.implicitDataLevel = nil }
    return SessionProtection(start: .implicit, rules: rules)
  }
}
