import Bytes
import FTPProtocol
import Inputs
import Records

/// Reads logs and finds out who uses FTPS.
public final class LogAnalysis {
  let options: LogOptions
  let formats: LogFormats
  let settings: SessionSettings
  let files = FileList()
  let partitions: Partitions
  let firstLook: FirstLook
  var sources = SourceList()
  private(set) var progress = LogProgress(filesDone: 0, files: 0, bytes: 0)
  /// What an earlier run left, and what this one is to leave; nil where none was asked for.
  var carried: CarriedState?
  /// The transfer logs beside others.
  var transferLogs = TransferLogs()
  /// What became of the lines of transfer logs that are read beside others, by their files.
  var placed: [UInt32: PlacedLines] = [:]
  /// What the other logs have of the transfer log that is followed and read now.
  var told: ToldTransfers?

  /// Given each session as it ends, where records are wanted. What it throws ends the run.
  public var onSession: (LoggedSession) throws -> Void = { _ in }

  /// Throws `LogProblem` for a format that is not known or not well described.
  ///
  /// With a state, files are read from where the run that left it ended, and `state` is what this
  /// run leaves.
  public init(options: LogOptions, state: LogState? = nil) throws {
    self.options = options
    formats = try LogFormats(options)
    carried = state.map { CarriedState(before: $0) }
    firstLook = FirstLook(options: options, formats: formats, mayGoOn: state != nil)
    settings = SessionSettings(formats: formats.all, options: options)
    partitions = Partitions(settings: settings, options: options, files: files)
    if let state { partitions.restore(state.tally.tally()) }
  }

  /// What the next run is to begin with. Once `run` has ended.
  public internal(set) var state: LogState?
  /// How many files in folders were no logs, and passed over; and the paths of the first of them.
  public var passedOver: (count: Int, first: [String]) {
    (sources.passedOver, sources.firstPassedOver)
  }
  /// Whether no line of any file told anything about FTP, though there were lines of logs.
  public var isSilent: Bool { sources.isSilent }

  /// Reads the files and gives the answer. Files that can't be read are told of in its sources.
  /// `missing` are those that were named and are not there, which are told of too.
  public func run(
    _ paths: [InputPaths.File], missing: [FileProblem] = []
  ) async throws -> UsageSummary {
    for problem in missing { sources.addUnread(problem.path, why: problem.reason) }
    let members = leaveOutCopies(lookAt(paths))
    progress.files = members.count
    var streams = LogStream.joiningTransfers(LogStream.streams(members))
    for index in streams.indices { firstLook.lookForZone(&streams[index]) }
    transferLogs = TransferLogs(streams)
    for stream in transferLogs.inOrder(streams)
    where !options.isInterrupted() { try await read(stream) }
    var summary = conclude()
    summary.isStopped = options.isInterrupted()
    return summary
  }

  // MARK: Before reading

  /// Looks at files, and tells of those in which there is nothing to read.
  private func lookAt(_ paths: [InputPaths.File]) -> [LogStream.Member] {
    var members: [LogStream.Member] = []
    for file in paths where !options.isInterrupted() {
      let finding = firstLook.look(at: file)
      if case .log(var member) = finding {
        carried?.recognise(&member)
        members.append(member)
      } else {
        sources.note(file, finding)
      }
    }
    sources.settle(beside: members)
    return members
  }

  /// Leaves out the logs that another begins with, and tells of them.
  private func leaveOutCopies(_ members: [LogStream.Member]) -> [LogStream.Member] {
    let copies = firstLook.copies(among: members)
    for (copy, whole) in copies {
      var source = UsageSummary.Source(path: members[copy].file.path)
      source.logFormat = members[copy].head.format?.name
      source.note = "not counted: \(members[whole].file.path) begins with all of its lines"
      sources.add(source)
    }
    return members.indices.filter { copies[$0] == nil }.map { members[$0] }
  }

  // MARK: Reading

  private func read(_ stream: LogStream) async throws {
    var stream = stream
    prepareTransfers(stream)
    for index in stream.members.indices {
      stream.members[index].number = files.add(
        sourceFile(stream.members[index].file.path, stream))
    }
    let hidesFiles = stream.hidesFiles
    for partition in partitions.all { partition.table.hidesFiles = hidesFiles }
    let context = context(of: stream)
    restoreSessions(of: stream)
    if stream.isJoined, stream.members.count > 1 {
      try await readTogether(stream, context)
    } else {
      try await readInTurn(stream, context)
    }
    noteClock(stream)
    let last = LineReference(file: files.last, line: .max - 1)
    if carried == nil {
      for partition in partitions.all { partition.table.endAll(at: last) }
    } else {
      let clock = partitions.all.map(\.table.clock).max() ?? Timestamp(milliseconds: 0)
      for partition in partitions.all { partition.table.endOver(by: clock, at: last) }
      keepOpenSessions(of: stream)
    }
    try deliver()
  }

  /// Reads files one after another, each open only meanwhile: there may be thousands.
  private func readInTurn(_ stream: LogStream, _ context: StreamContext) async throws {
    var router: LineRouter?
    for member in stream.members where !options.isInterrupted() {
      guard let reading = open(member, of: stream, context) else { continue }
      reading.begin(after: router)
      try await read(reading)
      router = reading.router
      finish(reading)
    }
  }

  /// Reads files that tell of the same sessions, all of which are open meanwhile.
  private func readTogether(_ stream: LogStream, _ context: StreamContext) async throws {
    OpenFiles.raise(for: stream.members.count)
    let readings = stream.members.compactMap { open($0, of: stream, context) }
    if readings.count > 1 {
      try readJoined(readings, of: stream)
    } else if let only = readings.first {
      only.begin()
      try await read(only)
    }
    readings.forEach(finish)
  }

  /// How much of a file is read at a time: the less, the more of them are open.
  private func chunkBytes(of stream: LogStream) -> Int {
    guard stream.isJoined else { return options.chunkBytes }
    let share = Self.joinedBytes / max(1, stream.members.count)
    return min(options.chunkBytes, max(Self.chunkBytesMinimum, share))
  }

  /// So much of the files that are read together is in memory, and at least so much of each.
  private static let joinedBytes = 4 * 1024 * 1024
  private static let chunkBytesMinimum = 4096

  /// What the readers of a stream's files are told.
  func context(of stream: LogStream) -> StreamContext {
    StreamContext(stream, options, zoneBeside: transferLogs.zone(beside: stream))
  }

  private func open(
    _ member: LogStream.Member, of stream: LogStream, _ context: StreamContext
  ) -> FileReading? {
    do {
      let bytes = try member.source ?? ByteSource(ofText: member.file.path)
      let context = context.ofFile(member.file.path, member.head, written: bytes.written)
      if member.head.isTurned {
        files[member.number].turnedLines = try firstLook.turnAround(bytes, member)
      }
      let wrapping = member.head.isTurned ? nil : member.wrapping
      let reading = FileReading(
        member, bytes: bytes,
        reader: ChunkReader(
          bytes, size: chunkBytes(of: stream), leavesHalfLine: carried != nil,
          unwrapper: wrapping.map { LineUnwrapper($0) }),
        router: LineRouter(formats: formats, context: context),
        use: stream.use(of: member))
      reading.note =
        member.noteOfDates(context) ?? (member.head.isTurned ? TurnedLines.note : nil)
        ?? (context.columns?.isAssumed == true ? FirstLook.assumedClient : nil)
      reading.end =
        try bytesToldOf(member, stream, context) ?? bytesNow(of: reading, member, stream)
      return reading
    } catch {
      sources.addUnread(member.file.path, why: (error as? FileProblem)?.reason ?? "\(error)")
      return nil
    }
  }

  /// Reads a file to its end, some chunks at a time.
  private func read(_ reading: FileReading) async throws {
    let before = progress.bytes
    while !options.isInterrupted(), await reading.next(threads: options.threads, partitions) {
      tellProgress(before + reading.readSoFar.source.bytes)
      try deliver()
    }
  }

  func deliver() throws {
    guard options.wantsRecords else { return }
    for session in partitions.takeEnded() { try onSession(session) }
  }

  /// Tells how many bytes have been read of all files.
  func tellProgress(_ bytes: Int) {
    progress.bytes = bytes
    options.onProgress(progress)
  }

  private func finish(_ reading: FileReading) {
    progress.filesDone += 1
    options.onProgress(progress)
    if tell(of: reading) { carried?.note(reading) }
  }

  /// Adds up what was counted and leaves what the next run is to begin with. Once, at the end.
  func conclude() -> UsageSummary {
    let tally = partitions.takeTally()
    if carried != nil { leaveState(tally) }
    var summary = UsageSummary(
      tally, windowDays: options.windowDays, now: options.now, formats: formats.all)
    summary.sources = sources.all.sorted { $0.path < $1.path }
    summary.malformedLines = sources.malformedLines
    return summary
  }
}
