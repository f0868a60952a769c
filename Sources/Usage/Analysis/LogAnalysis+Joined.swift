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
    for reading in readings {
      reading.keepOrder()
      reading.begin()
    }
    var sessions = restoredSessions()
    var handshakes = HandshakeLogs(stream, formats: formats.all)
    let progress = progress
    let tell = {
      self.tellProgress(progress.bytes + readings.reduce(0) { $0 + $1.readSoFar.source.bytes })
    }
    try join(
      readings, of: stream, &sessions, &handshakes, mayGoOn: carried != nil,
      isOver: options.isInterrupted, hasGoneOn: tell)
    tell()
    if hasTransfers(readings, stream) { carried?.keep(sessions.names) }
  }

  private func hasTransfers(_ sources: [any JoinedSource], _ stream: LogStream) -> Bool {
    stream.hasTransferLog || sources.contains { $0.use == .files }
  }

  /// Reads what there is of files in the order of time. Where they may go on, in a later run or as
  /// they are followed, their next lines decide what these leave open.
  func join(
    _ sources: [any JoinedSource], of stream: LogStream, _ sessions: inout OpenSessions,
    _ handshakes: inout HandshakeLogs, mayGoOn: Bool, isOver: () -> Bool = { false },
    hasGoneOn: () -> Void = {}
  ) throws {
    let hasTransfers = hasTransfers(sources, stream)
    let ranks = formats.all.enumerated().map { $1.commandRank != nil ? $0 : $0 + formats.all.count }
    let areTransfers = formats.all.map(\.isTransferLog)
    let areOfBeginnings = formats.all.map { $0.sessions.order == .byTime }
    // Who moves a file has logged in.
    let ofFiles = Set(
      stream.members.lazy.filter { $0.head.tellsFiles && !$0.head.tellsLogins }.map(\.file.path))
    var cursors = JoinedCursors(
      sources.map {
        JoinCursor(
          $0, ranks: ranks, areTransfers: areTransfers, areOfBeginnings: areOfBeginnings,
          tellsFilesAlone: ofFiles.contains($0.path))
      }, tellHandshakes: formats.all.map { $0.tells.contains(.handshakes) })
    if cursors.haveHandshakes {
      for partition in partitions.all { partition.table.decide() }
    }
    var applied = 0
    while !isOver(), let first = cursors.first, var event = first.event {
      let table = partitions.all[Partitions.number(of: event.key)].table
      switch handshakes.tell(of: event, goOn: cursors.haveHandshakes) {
      case .beganInClear: event.start = .clear
      case .nothingYet where mayGoOn: table.leaveUndecided(event)
      default: break
      }
      let (file, linesBefore) = (first.source.number, first.source.linesBefore)
      if first.isOfTransferLog, hasTransfers {
        place(event, file: file, linesBefore: linesBefore, among: &sessions)
      } else {
        if hasTransfers { sessions.note(event) }
        table.apply(event, file: file, linesBefore: linesBefore)
      }
      cursors.advance()
      applied += 1
      if applied % 4096 == 0 {
        hasGoneOn()
        try deliver()
      }
    }
  }
}
