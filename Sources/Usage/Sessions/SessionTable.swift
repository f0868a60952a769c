import Bytes
import FTPProtocol

/// The sessions that are open: takes events in the order of their lines, gives each to its
/// session, and hands over sessions that have ended.
///
/// A run has several tables, each for the sessions of some clients, so that processors share the
/// work; which events a table gets, and in which order, does not depend on how the log was cut up.
final class SessionTable {
  /// How long after its end a session still takes lines that were written late.
  static let lateMilliseconds: Int64 = 60_000
  /// How long a connection may be silent that has not logged in: servers end it long before.
  static let beforeLoginMilliseconds: Int64 = 30 * 60_000
  /// No transfer takes longer.
  static let transferMilliseconds: Int64 = 7 * 24 * 3_600_000
  /// How far a line of a session may be dated before its first.
  static let stepBackMaximum: Int64 = 24 * 3_600_000
  /// How far clocks are set back where summer time ends, and a bit more.
  static let clockStepMaximum: Int64 = 2 * 3_600_000
  /// How far apart logs that are joined may put the same connect.
  static let joinMilliseconds: Int64 = 2000
  /// At least so many events pass between two looks for sessions that have been silent too long.
  static let sweepEventsMinimum = 512
  /// So many sessions without dates are kept at most: nothing tells for how long one has been over
  /// or silent.
  static let undatedMaximum = 4096

  /// How many events before a session is wanted memory is asked for it.
  private static let eventsAhead = 4

  let settings: SessionSettings
  /// Where names are numbered; several tables share one.
  let names: Tally

  var sessions = SessionStore()
  var heads = SessionHeads()
  var chain = Chain()
  /// The latest moment seen.
  private(set) var clock = Timestamp.beforeAll
  var eventsUntilSweep = sweepEventsMinimum

  /// Open sessions of which another log's next lines, in a later run, tell whether they began in
  /// clear: by their keys, when they began.
  var undecided: [Digest128: Timestamp] = [:]

  /// Whether none of the logs that are read has lines for files.
  var hidesFiles = false

  /// What is done with a session that has ended, and at which line that was noticed.
  var finished: (inout Session, LineReference) -> Void = { _, _ in }
  /// Handshakes that failed of connections that no other log has told of yet.
  var failedHandshakes = RecentTable<FailedHandshake>()
  /// Told of each login that no TLS is seen to protect as it happens: of one over a clear control
  /// channel, or over one of which the log does not tell.
  var loggedInUnprotected: ((borrowing Session, Timestamp, SessionProtection.Exposure) -> Void)?

  init(settings: SessionSettings, names: Tally) {
    self.settings = settings
    self.names = names
  }

  /// Gives events to their sessions.
  func apply(_ events: UnsafeBufferPointer<LogEvent>, file: UInt32, linesBefore: UInt64) {
    // Through the pointer an event is lent; a buffer's subscript would copy it.
    guard let first = events.baseAddress else { return }
    for index in 0..<events.count {
      prepare(first, index, last: events.count &- 1)
      apply(first[index], file: file, linesBefore: linesBefore)
    }
  }

  /// Asks memory for what events will want that come soon: where the session is found, then the
  /// session. At the end for the last's, again: that costs less than to ask whether it is the end.
  @inline(__always)
  private func prepare(_ events: UnsafePointer<LogEvent>, _ index: Int, last: Int) {
    let far = min(index &+ 2 &* Self.eventsAhead, last)
    heads.prefetch(events[far].key)
    names.prefetch(events[far])
    let near = min(index &+ Self.eventsAhead, last)
    sessions.prefetch(heads.likelyPlace(of: events[near].key))
  }

  /// Gives an event to its session. `linesBefore` is how many lines of the file come before the
  /// chunk in which the event's line is counted.
  func apply(_ event: borrowing LogEvent, file: UInt32, linesBefore: UInt64) {
    let line = LineReference(file: file, line: linesBefore + UInt64(event.line) + 1)
    if event.time > clock, event.isDated { advanceClock(to: event.time) }
    eventsUntilSweep -= 1
    if eventsUntilSweep <= 0 { sweep(line, at: event.time) }
    guard let index = session(for: event, line) else { return keepFailedHandshake(event, line) }
    if event.kind == .otherProtocol, sessions[index].hasOnlyLoggedIn { return drop(index) }
    note(event, line, of: &sessions[index])
  }

  /// Ends every session, for the end of a stream, in the order in which they began.
  func endAll(at line: LineReference) {
    for index in sessions.inOrder() { finish(index, line) }
    clock = .beforeAll
  }

  /// Takes the sessions that are open out of the table, in the order in which they began, each with
  /// its first line.
  func takeOpen(of stream: StreamFiles) -> [(LineReference, SavedSession)] {
    let places = sessions.inOrder()
    let open = places.map { place in
      let format = settings.formats[Int(sessions[place].format)].name
      let saved = SavedSession(
        sessions[place], names: names, format: format, stream: stream,
        isUndecided: isUndecided(sessions[place]))
      return (sessions[place].line, saved)
    }
    for place in places {
      unlink(place, sessions[place].key)
      sessions.vacate(place)
    }
    clock = .beforeAll
    undecided.removeAll()
    return open
  }

  /// Puts back a session that a state file kept.
  func restore(_ session: consuming Session, isUndecided: Bool) {
    session.facts.hidesFiles = hidesFiles
    if isUndecided { undecided[session.key] = session.begins }
    session.next = Int32(heads.place(of: session.key, in: sessions))
    add(session)
  }

  // MARK: Finding

  @inline(__always)
  private func session(for event: borrowing LogEvent, _ line: LineReference) -> Int? {
    let head = heads.place(of: event.key, in: sessions)
    if event.keyUse == .shared {
      let place = sharedSession(for: event, head: head, line)
      if let place, let isFTPS = event.isFTPS { sessions[place].facts.note(isFTPS: isFTPS) }
      return place
    }
    if head < 0 { return begins(event) ? open(event, line) : nil }
    if goesOn(event, sessions[head]) { return head }
    let place = sessionOfServer(for: event, head: head, line)
    sessions[place].noteFile(line.file)
    if let isFTPS = event.isFTPS { sessions[place].facts.note(isFTPS: isFTPS) }
    return place
  }

  /// Whether an event surely goes on with the session that has its key: what most lines do.
  @inline(__always)
  private func goesOn(_ event: borrowing LogEvent, _ session: borrowing Session) -> Bool {
    if event.kind == .opened { return false }
    if event.keyUse != .own { return false }
    if session.facts.hasEnded { return false }
    let silence = event.time.milliseconds &- session.ends.milliseconds
    return silence <= settings[session.format].sessions.silenceMaximum
  }

  /// Whether an event of which no session is known is one's first.
  func begins(_ event: borrowing LogEvent) -> Bool {
    if event.beginning == .never { return false }
    if event.beginning == .here { return true }
    switch event.kind {
    case .handshakeFinished, .handshakeFailed: return false
    // Nobody is named who has not logged in.
    case .seen: return event.namesSomebody ? settings[event.format].sessions.namesLoggedIn : false
    case .closed: return event.keyUse != .shared
    default: return true
    }
  }

  // MARK: Opening and ending

  /// Begins a session. Those under its key that it shows to be over may have been finished: its
  /// `ordinal` is known before.
  func open(
    _ event: borrowing LogEvent, _ line: LineReference, ordinal: UInt32? = nil
  ) -> Int {
    let format = event.format
    var sawBeginning = event.kind == .opened
    if event.beginning == .here, !isInTheMiddle(event) { sawBeginning = true }
    let start = startTold(by: event, sawBeginning: sawBeginning)
    var session = Session(
      key: event.key, begins: event.time, ends: event.time,
      client: names.clients.number(of: event.client),
      server: names.servers.number(of: event.server), port: event.port,
      clientPort: event.clientPort, format: format,
      facts: Session.Facts(start: start, isDated: event.isDated),
      line: line)
    session.facts.hasConnect = event.kind == .opened
    session.facts.isBlindAfterAuth = event.isBlindAfterAuth
    session.facts.hidesFiles = hidesFiles
    session.facts.tellsHandshakes = event.tellsHandshakes
    session.facts.mayBeImplicit = event.mayBeImplicit
    if let isFTPS = event.isFTPS { session.facts.note(isFTPS: isFTPS) }
    if event.followsLogin ? true : !sawBeginning { noteMiddle(event, of: &session) }
    if !failedHandshakes.isEmpty { noteFailedHandshake(of: &session) }
    if sawBeginning, event.connectIsMissing {
      session.facts.doubts.insert(.connectsNotLogged)
      if event.start == .unknown { session.facts.doubts.insert(.authNotLogged) }
    }
    if event.keyUse != .own {
      session.next = Int32(heads.place(of: event.key, in: sessions))
      session.ordinal =
        if let ordinal { ordinal } else { self.ordinal(of: event, under: Int(session.next)) }
      session.noteFile(line.file)
    }
    return add(session)
  }

  /// How a session began by the first of its lines that is here.
  private func startTold(
    by event: borrowing LogEvent, sawBeginning: Bool
  ) -> SessionProtection.Start {
    // Whom a line calls `ftp` has had no TLS before it: nothing takes `ftps` back.
    if event.isFTPS == false { return .clear }
    guard sawBeginning else { return .unknown }
    if let start = event.start { return start }
    return settings[event.format].sessions.start
  }

  /// Notes what the first line of a session shows that began before it.
  private func noteMiddle(_ event: borrowing LogEvent, of session: inout Session) {
    session.facts.doubts.insert(.beginsEarlier)
    guard event.namesSomebody, settings[event.format].sessions.namesLoggedIn else { return }
    switch event.kind {
    // The login's own lines, of which the last may name the user.
    case .replied, .login, .opened: return
    case .command, .asked: if [.user, .pass, .acct].contains(event.verb) { return }
    default: break
    }
    session.facts.hadLoggedIn = true
    session.facts.isLoggedIn = true
  }

  /// Whether a session's first line shows that there were lines before it that a log without
  /// connects would have had.
  private func isInTheMiddle(_ event: borrowing LogEvent) -> Bool {
    guard event.connectIsMissing else { return false }
    switch event.kind {
    case .command, .asked: break
    // Of a log of events, which has no commands.
    case .login, .handshakeFinished, .handshakeFailed: return false
    default: return true
    }
    guard event.verb.comesBeforeLogin else { return true }
    return event.namesSomebody ? settings[event.format].sessions.namesLoggedIn : false
  }

  @discardableResult
  private func add(_ session: consuming Session) -> Int {
    let key = session.key
    let index = sessions.add(session)
    heads.set(Int32(index), for: key, in: sessions)
    return index
  }

  /// The number of a session among those that have its key and began in its second, all of which
  /// are still there: what has ended stays for a while.
  func ordinal(of event: borrowing LogEvent, under head: Int) -> UInt32 {
    let second = event.time.milliseconds / 1000
    var ordinal: UInt32 = 0
    var next = head
    while next >= 0 {
      if sessions[next].begins.milliseconds / 1000 == second {
        ordinal = max(ordinal, sessions[next].ordinal + 1)
      }
      next = Int(sessions[next].next)
    }
    return ordinal
  }

  func finish(_ index: Int, _ line: LineReference) {
    let key = sessions[index].key
    unlink(index, key)
    finished(&sessions[index], line)
    sessions.vacate(index)
  }

  /// Forgets a session that is none of FTP's.
  private func drop(_ index: Int) {
    unlink(index, sessions[index].key)
    sessions.vacate(index)
  }

  private func unlink(_ index: Int, _ key: Digest128) {
    if !undecided.isEmpty { forgetUndecided(sessions[index]) }
    var next = heads.place(of: key, in: sessions)
    if next == index {
      if sessions[index].next >= 0 {
        heads.set(sessions[index].next, for: key, in: sessions)
      } else {
        heads.remove(key, in: sessions)
      }
      return
    }
    while next >= 0 {
      let after = Int(sessions[next].next)
      if after == index {
        sessions[next].next = sessions[index].next
        return
      }
      next = after
    }
  }

  /// Ends sessions that, at a moment, were closed a while ago or have been silent for too long.
  func endOver(by moment: Timestamp, at line: LineReference) {
    clock = max(clock, moment)
    sweep(line, at: clock)
  }

  /// One date in the future must not end all sessions, now and with each sweep from then on.
  @inline(__always)
  private func advanceClock(to time: Timestamp) {
    let isUnset = clock == .beforeAll
    if time <= settings.latest || clock > settings.latest || isUnset { clock = time }
  }
}
