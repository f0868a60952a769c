import Bytes
import Inputs

/// Transfer logs beside logs of the same transfers.
extension LogAnalysis {
  /// A later run may have the session of a line so young.
  private static let youthMilliseconds: Int64 = 3_600_000

  /// Prepares to read a stream: what its sessions are noted for, or what it is compared with.
  func prepareTransfers(_ stream: LogStream) {
    guard transferLogs.areBesideOthers, let path = stream.members.first?.file.path else { return }
    let isTransferLog = stream.isTransferLog
    let told =
      isTransferLog
      ? ToldTransfers(mergedTimes(), scope: transferLogs.scope(ofTransferLog: path)) : nil
    for partition in partitions.all {
      partition.notesTimes = !isTransferLog
      partition.told = told
    }
  }

  /// When the sessions were that other logs have told of, in an earlier run or in this one.
  func mergedTimes() -> SessionTimes {
    var all = SessionTimes()
    var spans = carried?.before.times ?? []
    for partition in partitions.all { spans += partition.times.spans }
    all.add(spans)
    return all
  }

  /// A file of the run, for its sessions to refer to; `seed` is what set apart their keys, where an
  /// earlier run knew.
  func sourceFile(
    _ path: String, _ stream: LogStream, seed: Digest128? = nil
  ) -> SourceFile {
    SourceFile(
      path: path, stream: seed ?? stream.seed(of: path),
      scopes: stream.isTransferLog ? [] : transferLogs.scopes(ofSessionsIn: path))
  }

  /// How many of a transfer log's lines tell again of what another log has.
  func repeatedLines(of reading: FileReading) -> Int {
    partitions.all.reduce(0) { $0 + ($1.repeated[reading.number] ?? 0) }
  }

  /// Says how many of a transfer log's lines count by themselves where others do not.
  func noteOfRepeated(_ source: UsageSummary.Source, _ reading: FileReading) -> String? {
    let number = reading.number
    let untold = partitions.all.reduce(0) { $0 + ($1.untold[number] ?? 0) }
    guard untold > 0, source.repeated > 0 || transferLogs.hasNeighbours(reading.path) else {
      return nil
    }
    let unmatched = partitions.all.reduce(0) { $0 + ($1.unmatched[number] ?? 0) }
    return UntoldLines(
      all: untold + source.repeated, homeless: untold - unmatched, unmatched: unmatched,
      lacksSessions: partitions.all.contains { $0.times.lacksSome }
    ).words
  }

  // MARK: From run to run

  /// How far a transfer log is to be read by a run that leaves a state: up to the first line whose
  /// session the other logs may not have told of yet, since lines come while logs are read.
  func bytesToldOf(_ member: LogStream.Member, _ stream: LogStream, _ context: ReaderContext)
    throws -> Int?
  {
    guard carried != nil, transferLogs.areBesideOthers, stream.isTransferLog,
      member.source == nil
    else { return nil }
    let told = transferLogs.clock(besideTransferLog: member.file.path)
      .adding(milliseconds: Int64(SessionTimes.toleranceSeconds) * -1000)
    let limit = max(told, Timestamp.now.adding(milliseconds: -Self.youthMilliseconds))
    let known = member.known?.bytes ?? 0
    let reader = ChunkReader(try ByteSource(ofText: member.file.path), size: options.chunkBytes)
    let unwrapper = member.wrapping.map { LineUnwrapper($0) }
    let chunk = reader.makeChunk()
    var router = LineRouter(formats: formats, context: context)
    var passed = 0
    while reader.next(chunk) {
      var batch = EventBatch()
      var report = ReadReport()
      let lines = unwrapper?.unwrap(chunk.bytes) ?? chunk.bytes.copied
      lines.withSlice { router.read($0, into: &batch, report: &report) }
      let start = passed + chunk.sourceBytes - chunk.bytes.count
      passed += chunk.sourceBytes
      // Events come in the order of their lines.
      var cursor = LineCursor(chunk.bytes)
      for event in batch.events where event.isDated && event.time > limit {
        while cursor.number < event.line { cursor.advance() }
        let offset = start + cursor.position
        if offset >= known { return offset }
      }
    }
    return nil
  }

  /// Keeps how far the logs of a stream go, before its sessions are over.
  func noteClock(_ stream: LogStream) {
    guard carried != nil, transferLogs.areBesideOthers, !stream.isTransferLog,
      let path = stream.members.first?.file.path,
      let clock = partitions.all.map(\.table.clock).max()
    else { return }
    for partition in partitions.all { partition.noteOpenTimes() }
    transferLogs.note(clock: clock, ofSessionsIn: path)
  }

  /// The last sessions' times, for the lines that were left to the next run.
  func timesForNextRun() -> ContiguousArray<SessionTimes.Span>? {
    guard transferLogs.areBesideOthers, let clock = transferLogs.earliestClock else {
      return carried?.before.times
    }
    let from = (clock.milliseconds - Self.youthMilliseconds) / 1000
    return mergedTimes().spans.filter { Int64($0.to) >= from }
  }
}
