import Bytes
import Inputs

/// Transfer logs that are read side by side with the logs of their sessions.
extension LogAnalysis {
  /// What a transfer log's lines came to.
  struct PlacedLines {
    var found = 0
    var homeless = 0
    /// Those that more than one session fits.
    var open = 0
  }

  /// Gives what a transfer log's line tells to its session, where exactly one fits; else it counts
  /// by itself.
  func place(
    _ event: LogEvent, file: UInt32, linesBefore: UInt64, among sessions: inout OpenSessions
  ) {
    var event = event
    let fit = sessions.fit(event)
    if case .one(let key, let showsTLS) = fit {
      if event.kind == .login {
        if showsTLS { return }
        sessions.noteTLS(key)
        event.kind = .handshakeFinished
      } else {
        placed[file, default: PlacedLines()].found += 1
        // As the session's data channel is.
        event.exposure = nil
      }
      event.key = key
      if event.keyUse == .shared { event.keyUse = .own }
      event.beginning = .never
    } else if event.kind != .login {
      if case .several = fit {
        placed[file, default: PlacedLines()].open += 1
      } else {
        placed[file, default: PlacedLines()].homeless += 1
      }
    }
    partitions.all[Partitions.number(of: event.key)].table.apply(
      event, file: file, linesBefore: linesBefore)
  }

  /// The sessions that an earlier run left open.
  func restoredSessions() -> OpenSessions {
    var open = OpenSessions(names: carried?.before.clientNames ?? [])
    for partition in partitions.all {
      let table = partition.table
      var next = table.sessions.firstUsed(from: 0)
      while let place = next {
        table.sessions[place].note(in: &open, names: table.names)
        next = table.sessions.firstUsed(from: place + 1)
      }
    }
    return open
  }

  /// How far a transfer log is to be read by a run that leaves a state: what comes while the others
  /// are read may be of sessions that they had not told of.
  func bytesNow(
    of reading: FileReading, _ member: LogStream.Member, _ stream: LogStream
  ) -> Int? {
    guard carried != nil, member.source == nil, !stream.isTransferLog,
      member.isTransferLog || reading.use == .files,
      let file = try? FileBytes(path: member.file.path), !file.isCompressed, !file.isUTF16
    else { return nil }
    return file.size
  }

  /// Says how many of a transfer log's lines found no session, or more than one.
  func noteOfPlaced(_ reading: FileReading) -> String? {
    placed[reading.number].flatMap { lines in
      UntoldLines(
        all: lines.found + lines.homeless + lines.open, homeless: lines.homeless, open: lines.open
      ).words
    }
  }
}

extension Session {
  fileprivate func note(in open: inout OpenSessions, names: Tally) {
    guard client != NamePool.none else { return }
    let (key, begins, ends, latest) = (key, begins, facts.hasEnded ? self.ends : nil, self.ends)
    let showsTLS = showsTLS
    names.clients.withName(client) { client in
      func note(_ user: ByteSlice) {
        open.note(
          key: key, client: client, user: user, from: begins, to: ends, latest: latest,
          showsTLS: showsTLS)
      }
      if user == NamePool.none { return note(.empty) }
      names.users.withName(user) { note($0) }
    }
  }
}
