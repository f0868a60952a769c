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
    for saved in before.sessions where saved.stream == stream.seed {
      guard let format = formats.firstIndex(where: { $0.name == saved.format }) else { continue }
      let file = files.add(sourceFile(saved.path, stream, seed: saved.seed))
      partitions.restore(saved, file: file, format: UInt8(format))
    }
  }

  /// Takes the sessions of a stream that are open out of the tables, for the next run.
  func keepOpenSessions(of stream: LogStream) {
    for var saved in partitions.takeOpen() {
      saved.format = formats[Int(saved.formatNumber)].name
      saved.stream = stream.seed
      saved.path = files[saved.fileNumber].path
      saved.seed = files[saved.fileNumber].stream
      open.append(saved)
    }
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
      var session = saved.session(names: tally, file: 0, format: UInt8(format))
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
