import Bytes

/// What an earlier run left, and what this one leaves.
struct CarriedState {
  let before: LogState
  /// The files that this run has read, as far as it has.
  private var known: [LogState.KnownFile] = []
  /// The sessions that are open at its end, and what their clients are called in transfer logs.
  private var open: [SavedSession] = []
  private var clientNames: Set<OpenSessions.ClientName> = []
  /// The files of the earlier run that are known better now, and the streams.
  private var superseded: Set<Digest128> = []
  private var streamsRead: Set<Digest128> = []

  init(before: LogState) { self.before = before }

  /// Finds out what the earlier run has read of a file.
  mutating func recognise(_ member: inout LogStream.Member) {
    member.known = member.firstBytes.withSlice { before.known($0) }
    if let known = member.known { superseded.insert(known.fingerprint) }
  }

  /// Notes how far a file has been read. Only whole lines are, and only they are sure to stay.
  mutating func note(_ reading: FileReading) {
    let bytes = reading.bytesBefore + reading.readSoFar.source.bytes
    let count = min(bytes, reading.firstBytes.count)
    guard count > 0 else { return }
    let fingerprint = reading.firstBytes.withSlice {
      LogState.KnownFile.fingerprint($0[0..<count])
    }
    known.append(
      LogState.KnownFile(
        path: reading.path, fingerprint: fingerprint, fingerprintBytes: count, bytes: bytes,
        lines: reading.readSoFar.lines))
  }

  /// The sessions of a stream, which is to be read, that were open when the earlier run ended.
  mutating func takeSessions(of stream: LogStream) -> [SavedSession] {
    streamsRead.insert(stream.seed)
    return before.sessions.filter { $0.stream == stream.seed }
  }

  /// The numbers of files that the earlier run read, by what that one knew them by.
  func numbersByOldNames(
    _ members: [LogStream.Member], among files: FileList
  ) -> [SavedSession.File: UInt32] {
    // Several had a name one after another: the last is the earlier run's.
    let named = before.files.map { ($0.path, $0.fingerprint) }
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

  /// Keeps sessions that are open for the next run.
  mutating func keep(_ sessions: [SavedSession]) { open += sessions }

  /// Keeps what the clients of open sessions are called in transfer logs.
  mutating func keep(_ names: Set<OpenSessions.ClientName>) { clientNames.formUnion(names) }

  /// What the next run is to begin with.
  func state(_ tally: Tally, times: ContiguousArray<SessionTimes.Span>?) -> LogState {
    let others = before.sessions.filter { !streamsRead.contains($0.stream) }
    let older = before.files.filter { !superseded.contains($0.fingerprint) }
    var state = LogState(
      files: older + known, sessions: others + open, tally: TallySnapshot(tally))
    state.times = times
    let clients = Set(state.sessions.compactMap(\.clientDigest))
    let names = clientNames.union(before.clientNames ?? []).filter { clients.contains($0.client) }
    // In an order that does not depend on the run.
    let sorted = names.sorted { ($0.name.low, $0.client.low) < ($1.name.low, $1.client.low) }
    state.clientNames = sorted.isEmpty ? nil : sorted
    return state
  }
}
