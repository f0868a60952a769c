import Bytes

extension LogAnalysis {
  /// Notes what a file is known again by, and finds out what an earlier run has read of it.
  func recognise(_ member: inout LogStream.Member, _ head: ByteSlice) {
    member.firstBytes = head[0..<LogState.KnownFile.fingerprintBytesMaximum].copied
    guard let before else { return }
    member.known = before.known(head)
    if let known = member.known { superseded.insert(known.fingerprint) }
  }

  /// Notes how far a file has been read. Only whole lines are, and only they are sure to stay.
  func noteKnown(_ reading: FileReading) {
    guard before != nil else { return }
    let bytes = reading.bytesBefore + reading.readSoFar.source.bytes
    let count = min(bytes, reading.firstBytes.count)
    guard count > 0 else { return }
    let fingerprint = reading.firstBytes.withUnsafeBufferPointer {
      LogState.KnownFile.fingerprint(ByteSlice($0)[0..<count])
    }
    known.append(
      LogState.KnownFile(
        path: reading.path, fingerprint: fingerprint, fingerprintBytes: count, bytes: bytes,
        lines: reading.readSoFar.lines))
  }

  /// Puts back the sessions of a stream that were open when the earlier run ended.
  func restoreSessions(of stream: LogStream) {
    guard let before else { return }
    streamsRead.insert(stream.seed)
    var numbers = numbersByOldNames(stream.members)
    for saved in before.sessions where saved.stream == stream.seed {
      guard let format = formats.firstIndex(where: { $0.name == saved.format }) else { continue }
      let files = saved.files.map { file in
        if let number = numbers[file] { return number }
        // It is gone, and its lines are told of as it was called.
        let number = self.files.add(sourceFile(file.path, stream, seed: file.seed))
        numbers[file] = number
        return number
      }
      partitions.restore(saved, files: files, format: UInt8(format))
    }
  }

  /// The numbers of files that the earlier run read, by what that one knew them by.
  private func numbersByOldNames(
    _ members: [LogStream.Member]
  ) -> [SavedSession.File: UInt32] {
    // Several had a name one after another: the last is the earlier run's.
    let named = (before?.files ?? []).map { ($0.path, $0.fingerprint) }
    let last = Dictionary(named) { $1 }
    var numbers: [SavedSession.File: UInt32] = [:]
    for member in members {
      guard let known = member.known, last[known.path] == known.fingerprint else { continue }
      var file = files[member.number]
      file.path = known.path
      numbers[SavedSession.File(file)] = member.number
    }
    return numbers
  }

  /// Takes the sessions of a stream that are open out of the tables, for the next run.
  func keepOpenSessions(of stream: LogStream) {
    open += partitions.takeOpen(of: StreamFiles(stream, among: files))
  }

  /// Leaves what the next run is to begin with; then counts the sessions that are open as they
  /// stand, for this run's answer.
  func leaveState(_ tally: Tally) {
    guard let before else { return }
    let others = before.sessions.filter { !streamsRead.contains($0.stream) }
    let older = before.files.filter { !superseded.contains($0.fingerprint) }
    state = LogState(files: older + known, sessions: others + open, tally: TallySnapshot(tally))
    state?.times = timesForNextRun()
    let clients = Set((others + open).compactMap(\.clientDigest))
    let names = clientNames.union(before.clientNames ?? []).filter { clients.contains($0.client) }
    // In an order that does not depend on the run.
    let sorted = names.sorted { ($0.name.low, $0.client.low) < ($1.name.low, $1.client.low) }
    state?.clientNames = sorted.isEmpty ? nil : sorted
    for saved in others + open {
      guard let format = formats.firstIndex(where: { $0.name == saved.format }) else { continue }
      let files = saved.files.indices.map { UInt32($0) }
      var session = saved.session(names: tally, files: files, format: UInt8(format))
      guard options.wants(session) else {
        tally.leftOut.add(session)
        continue
      }
      session.fill(options, names: tally)
      let outcome = SessionOutcome(ending: &session, settings: settings)
      tally.add(session, outcome, settings: settings)
    }
    tally.settle()
  }
}
