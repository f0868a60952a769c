import Bytes
import FTPProtocol

/// What holds for all sessions of a run. A class, so that it is not copied for each.
final class SessionSettings: Sendable {
  /// Ports where TLS comes before the first byte of FTP.
  private let implicitPorts: PortBits
  /// Whether the deciding lines are wanted in words.
  private let wantsEvidence: Bool
  /// Whether their text is.
  let keepsLines: Bool

  /// A date after this one is in the future.
  let latest: Timestamp

  /// The formats that events refer to by number.
  let formats: [LogFormat]
  private let perFormat: ContiguousArray<Format>

  init(formats: [LogFormat], options: LogOptions) {
    self.formats = formats
    implicitPorts = PortBits(options.implicitPorts)
    wantsEvidence = options.wantsRecords
    latest =
      options.now?.adding(milliseconds: Timestamp.dayMilliseconds) ?? Timestamp(milliseconds: .max)
    keepsLines = options.wantsLines
    perFormat = ContiguousArray(formats.map { Format($0, options) })
  }

  /// What holds for the sessions of a format.
  subscript(format: UInt8) -> Format {
    @inline(__always) get { perFormat[Int(format)] }
  }

  /// What a session shows so far: runs the state machine over the journal's entries, which stay.
  func findings(_ session: inout Session) -> Findings {
    arrange(&session)
    return findings(session, session.journal.entries)
  }

  /// Judges the older half of a session's journal, and forgets it.
  func judgeHalf(_ session: inout Session) {
    arrange(&session)
    let count = session.journal.entries.count / 2
    let older = UnsafeBufferPointer(rebasing: session.journal.entries[0..<count])
    session.judged = Session.Judged(findings(session, older))
    session.journal.removeFirst(count)
  }

  /// What entries of a session show, after what was judged of it before.
  func findings(
    _ session: borrowing Session, _ entries: UnsafeBufferPointer<Journal.Entry>
  ) -> Findings {
    var findings =
      session.judged?.findings ?? Findings(protection(of: session), wantsEvidence: wantsEvidence)
    if wantsEvidence {
      for entry in entries { findings.note(entry, session.journal.source(of: entry)) }
    } else {
      findings.judge(entries)
    }
    return findings
  }

  func protection(of session: borrowing Session) -> SessionProtection {
    let traits = self[session.format].sessions
    var rules = traits.rules
    let lacksAuth = traits.logsAuthWithConnects && !session.facts.hasConnect
    if session.port != 0 || !session.facts.mayBeImplicit || lacksAuth {
      rules.levelWithoutAuthIsImplicit = false
    }
    guard implicitPorts.contains(session.port) else {
      return SessionProtection(start: session.facts.start, rules: rules)
    }
    // A session that began before the log may have changed the level since.
    if session.facts.doubts.contains(.beginsEarlier) { rules.implicitDataLevel = nil }
    let start = session.facts.start.isImplicit ? session.facts.start : .implicit
    return SessionProtection(start: start, rules: rules)
  }
}

extension SessionSettings {
  /// What tables want to know of a format, line after line: no names and no closures, which would
  /// have their references counted.
  struct Format: Sendable {
    private(set) var sessions: SessionTraits
    /// Whether logs are read together with others.
    let isJoined: Bool
    /// Whether logs have the commands that others, read together with them, only tell of.
    let tellsCommands: Bool
    /// Whether logs have a line for each file and none for sessions.
    let isTransferLog: Bool

    fileprivate init(_ format: LogFormat, _ options: LogOptions) {
      sessions = format.sessions
      if options.authImpliesPrivate { sessions.rules.authImpliesPrivate = true }
      isJoined = format.isJoined
      tellsCommands = format.commandRank != nil
      isTransferLog = format.isTransferLog
    }
  }
}
