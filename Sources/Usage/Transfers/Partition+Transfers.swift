import Bytes

extension Partition {
  /// Gives a chunk's events to the table; of a transfer log's, only those that no other log's
  /// session has.
  func apply(
    _ events: UnsafeBufferPointer<LogEvent>, file: UInt32, linesBefore: UInt64
  ) {
    if told == nil { return table.apply(events, file: file, linesBefore: linesBefore) }
    for index in events.indices {
      apply(events, at: index, file: file, linesBefore: linesBefore)
    }
  }

  /// The same for one of some events.
  func apply(
    _ events: UnsafeBufferPointer<LogEvent>, at index: Int, file: UInt32, linesBefore: UInt64
  ) {
    guard let told else {
      return table.apply(events[index], file: file, linesBefore: linesBefore)
    }
    // A line that tells of a login first is judged by the transfer that follows.
    let next = index + 1
    let isFirstOfTwo =
      events[index].kind == .login && next < events.count
      && events[next].line == events[index].line
    if told.has(events[isFirstOfTwo ? next : index]) {
      if !isFirstOfTwo { repeated[file, default: 0] += 1 }
    } else {
      if !isFirstOfTwo {
        untold[file, default: 0] += 1
        if told.hasSession(events[index]) { unmatched[file, default: 0] += 1 }
      }
      table.apply(events[index], file: file, linesBefore: linesBefore)
    }
  }

  /// Notes the times of the sessions that are open, as far as they have come.
  func noteOpenTimes() {
    guard notesTimes else { return }
    var next = table.sessions.firstUsed(from: 0)
    while let place = next {
      noteTimes(of: table.sessions[place])
      next = table.sessions.firstUsed(from: place + 1)
    }
  }

  /// Notes when a session was, for the transfer logs that may tell of its files again.
  func noteTimes(of session: borrowing Session) {
    guard notesTimes, session.facts.isDated, session.client != NamePool.none else { return }
    let scopes = files[session.line.file].scopes
    if scopes.isEmpty { return }
    let (from, to, user) = (session.begins, session.ends, session.shownUser)
    let moved = session.moved
    table.names.clients.withName(session.client) { client in
      func note(_ user: ByteSlice) {
        for scope in scopes {
          for moved in moved {
            let whose = SessionTimes.whose(scope, client: client, user: user, moved)
            times.add(whose: whose, from: from, to: to)
          }
        }
      }
      if user == NamePool.none { return note(.empty) }
      table.names.users.withName(user) { note($0) }
    }
  }
}

extension Session {
  /// Which ways files crossed.
  fileprivate var moved: [SessionTimes.Moved] {
    if !facts.sentFile && !facts.receivedFile { return [.nothing] }
    return (facts.sentFile ? [.sent] : []) + (facts.receivedFile ? [.received] : [])
  }
}
