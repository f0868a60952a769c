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
  private let rules: ContiguousArray<SessionProtection.ServerRules>
  private let starts: ContiguousArray<SessionProtection.Start>
  private let silences: ContiguousArray<Int64>
  private let disconnects: ContiguousArray<Bool>
  private let logins: ContiguousArray<Bool>
  private let authWithConnects: ContiguousArray<Bool>
  private let names: ContiguousArray<Bool>
  private let orders: ContiguousArray<LineOrder>
  private let joined: ContiguousArray<Bool>
  private let commands: ContiguousArray<Bool>
  private let transferLogs: ContiguousArray<Bool>

  init(formats: [LogFormat], options: LogOptions) {
    self.formats = formats
    implicitPorts = PortBits(options.implicitPorts)
    wantsEvidence = options.wantsRecords
    latest = options.now?.adding(milliseconds: 86_400_000) ?? Timestamp(milliseconds: .max)
    keepsLines = options.wantsLines
    rules = ContiguousArray(
      formats.map { format in
        var rules = format.rules
        rules.authImpliesPrivate = rules.authImpliesPrivate || options.authImpliesPrivate
        return rules
      })
    starts = ContiguousArray(formats.map(\.start))
    silences = ContiguousArray(formats.map { Int64($0.idleMinutesMaximum) * 60_000 })
    disconnects = ContiguousArray(formats.map(\.logsDisconnects))
    logins = ContiguousArray(formats.map(\.logsInOnce))
    authWithConnects = ContiguousArray(formats.map(\.logsAuthWithConnects))
    names = ContiguousArray(formats.map(\.namesLoggedIn))
    orders = ContiguousArray(formats.map(\.order))
    joined = ContiguousArray(formats.map(\.isJoined))
    commands = ContiguousArray(formats.map { $0.commandRank > 0 })
    transferLogs = ContiguousArray(formats.map(\.isTransferLog))
  }

  /// Whether logs of a format are read together with others.
  func isJoined(_ format: UInt8) -> Bool { joined[Int(format)] }

  /// Whether logs of a format have the commands that others, read together with them, only tell of.
  func tellsCommands(_ format: UInt8) -> Bool { commands[Int(format)] }

  /// Whether logs of a format have a line for each file and none for sessions.
  func isTransferLog(_ format: UInt8) -> Bool { transferLogs[Int(format)] }

  /// Whether logs of a format have a line for a connection's end, so that QUIT is not yet it.
  func logsDisconnects(_ format: UInt8) -> Bool { disconnects[Int(format)] }

  /// Whether servers of a format let a connection log in once.
  func logsInOnce(_ format: UInt8) -> Bool { logins[Int(format)] }

  /// Whether lines of a format name a user only who has logged in.
  func namesLoggedIn(_ format: UInt8) -> Bool { names[Int(format)] }

  /// How the lines of a format stand to the order in which things happened.
  func order(_ format: UInt8) -> LineOrder { orders[Int(format)] }

  /// How a session of a format begins.
  func start(_ format: UInt8) -> SessionProtection.Start { starts[Int(format)] }

  /// The longest silence within a session of a format, in milliseconds.
  func silenceMaximum(_ format: UInt8) -> Int64 { silences[Int(format)] }

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
    var rules = rules[Int(session.format)]
    let lacksAuth = authWithConnects[Int(session.format)] && !session.hasConnect
    if session.port != 0 || !session.mayBeImplicit || lacksAuth {
      rules.levelWithoutAuthIsImplicit = false
    }
    guard implicitPorts.contains(session.port) else {
      return SessionProtection(start: session.start, rules: rules)
    }
    // A session that began before the log may have changed the level since.
    if session.doubts.contains(.beginsEarlier) { rules.implicitDataLevel = nil }
    let start = session.start.isImplicit ? session.start : .implicit
    return SessionProtection(start: start, rules: rules)
  }
}
