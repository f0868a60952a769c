import Bytes
import FTPProtocol
import Inputs

extension LogAnalysis {
  /// Reads files that tell of the same sessions side by side, in the order of time. Of lines of
  /// one moment, commands come first: a log of what the server did about one may have its line
  /// before the command's own, and is then taken for the next command's; the other way round
  /// it only repeats what is known. A transfer log knows seconds: its lines come at their second's
  /// end, and find their sessions by what the other logs have told by then.
  ///
  /// A connection that a log lists which is blind to TLS began in clear where another log tells of
  /// all handshakes and has lines both before it and after it.
  func readJoined(_ readings: [FileReading], of stream: LogStream) throws {
    let hasTransfers =
      stream.hasTransferLog(formats) || readings.contains { $0.use == .files }
    for reading in readings {
      reading.keepOrder()
      reading.begin()
    }
    let ranks = formats.indices.map { (formats[$0].commandRank > 0 ? 0 : formats.count) + $0 }
    let areTransfers = formats.map(\.isTransferLog)
    // Who moves a file has logged in.
    let ofFiles = Set(
      stream.members.lazy.filter { $0.head.tellsFiles && !$0.head.tellsLogins }.map(\.file.path))
    var cursors = readings.map {
      JoinCursor(
        $0, ranks: ranks, areTransfers: areTransfers, tellsFilesAlone: ofFiles.contains($0.path))
    }
    var sessions = restoredSessions()
    var handshakes = HandshakeLogs(stream, formats: formats)
    if handshakes.goOn(cursors.lazy.compactMap(\.event)) {
      for partition in partitions.all { partition.table.decide() }
    }
    var applied = 0
    while !options.isInterrupted() {
      var best: Int?
      for index in cursors.indices where cursors[index].event != nil {
        if best == nil || cursors[index].precedes(cursors[best ?? index]) { best = index }
      }
      guard let best, var event = cursors[best].event else { break }
      let table = partitions.all[Partitions.number(of: event.key)].table
      switch handshakes.tell(of: event, next: { cursors.lazy.compactMap(\.event) }) {
      case .beganInClear: event.start = .clear
      case .nothingYet where before != nil: table.leaveUndecided(event)
      default: break
      }
      let (file, linesBefore) = (cursors[best].reading.number, cursors[best].linesBefore)
      if cursors[best].isOfTransferLog, hasTransfers {
        place(event, file: file, linesBefore: linesBefore, among: &sessions)
      } else {
        if hasTransfers { sessions.note(event) }
        table.apply(event, file: file, linesBefore: linesBefore)
      }
      cursors[best].advance()
      applied += 1
      if applied % 4096 == 0 { try deliver() }
    }
    if before != nil, hasTransfers { clientNames.formUnion(sessions.names) }
  }
}

/// Whether logs that are read together tell of all handshakes at a moment.
private struct HandshakeLogs {
  /// What they tell of a connection of which its own log can't tell whether TLS was used.
  enum Telling { case beganInClear, nothingYet, nothing }

  private let formats: [LogFormat]
  private let areJoined: Bool
  private var haveBegun: Bool

  init(_ stream: LogStream, formats: [LogFormat]) {
    self.formats = formats
    // What names no process's host can't be joined where there are several.
    areJoined = Set(stream.members.flatMap(\.head.hosts)).count <= 1
    haveBegun = stream.members.contains { member in
      member.known != nil && member.head.format.map { formats[$0].tellsHandshakes } ?? false
    }
  }

  /// Takes note of the next event in the order of time. A connection began in clear where lines of
  /// theirs are before it and after it.
  mutating func tell(of event: LogEvent, next: () -> some Sequence<LogEvent>) -> Telling {
    let format = formats[Int(event.format)]
    haveBegun = haveBegun || format.tellsHandshakes
    guard event.kind == .opened, event.start == nil, format.logsConnects, haveBegun, areJoined
    else { return .nothing }
    return goOn(next()) ? .beganInClear : .nothingYet
  }

  /// Whether there are lines of theirs among what comes next.
  func goOn(_ next: some Sequence<LogEvent>) -> Bool {
    next.contains { formats[Int($0.format)].tellsHandshakes }
  }
}

/// A place among the events of one of several files that are read together.
private struct JoinCursor {
  let reading: FileReading
  private var index = 0
  /// The next event; nil at the end.
  private(set) var event: LogEvent?
  /// Of lines of one moment, those whose format has the lower number come first.
  private let ranks: [Int]
  /// Which formats are of transfer logs.
  private let areTransfers: [Bool]
  /// Whether the file has commands of files and none of logins.
  private let tellsFilesAlone: Bool

  init(_ reading: FileReading, ranks: [Int], areTransfers: [Bool], tellsFilesAlone: Bool) {
    self.tellsFilesAlone = tellsFilesAlone
    self.reading = reading
    self.ranks = ranks
    self.areTransfers = areTransfers
    findEvent()
  }

  /// How many lines of the file come before the event's chunk.
  var linesBefore: UInt64 { reading.chunk?.linesBefore ?? 0 }

  mutating func advance() {
    index += 1
    findEvent()
  }

  /// Goes on to the next event that counts.
  private mutating func findEvent() {
    repeat {
      if let events = reading.chunk?.batch.events {
        while index < events.count {
          event = reading.use.counted(events[index])
          if event != nil { return }
          index += 1
        }
      }
      index = 0
    } while reading.nextAlone()
    event = nil
  }

  func precedes(_ other: JoinCursor) -> Bool {
    guard let left = event, let right = other.event else { return event != nil }
    let (mine, others) = ((time(left), rank(left)), (other.time(right), rank(right)))
    return mine == others ? !tellsFilesAlone && other.tellsFilesAlone : mine < others
  }

  /// A handshake takes longer than a moment: what comes in that of its AUTH was before it.
  private func rank(_ event: LogEvent) -> Int {
    let rank = ranks[Int(event.format)]
    return event.kind == .command && event.verb == .auth && rank >= ranks.count
      ? 2 * ranks.count : rank
  }

  private func time(_ event: LogEvent) -> Timestamp {
    isTransfers(event) ? event.time.adding(milliseconds: 999) : event.time
  }

  /// Whether the next event is of a log that knows files and not whose sessions they are of.
  var isOfTransferLog: Bool { event.map { isTransfers($0) } ?? false }

  private func isTransfers(_ event: LogEvent) -> Bool {
    reading.use == .files || areTransfers[Int(event.format)]
  }
}
