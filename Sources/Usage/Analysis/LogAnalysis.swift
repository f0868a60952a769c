import Bytes
import FTPProtocol
import Inputs
import Records

/// Reads logs and finds out who uses FTPS.
public final class LogAnalysis {
  let options: LogOptions
  let formats: [LogFormat]
  /// The number of the one format that all files have, where the user says so.
  let only: Int?
  let settings: SessionSettings
  let files = FileList()
  let partitions: Partitions
  var sources: [UsageSummary.Source] = []
  /// Files in folders that are no logs: nobody named them, and nobody is told of each.
  public internal(set) var passedOver = 0
  /// Files in folders in which no line was recognised.
  var unrecognised: [UsageSummary.Source] = []
  /// Files that were named and have no bytes.
  var empty: [UsageSummary.Source] = []
  /// Files whose lines told nothing about FTP.
  var silentFiles = 0
  private var progress = LogProgress(filesDone: 0, files: 0, bytes: 0)
  var malformedLines: [UsageSummary.MalformedLine] = []
  /// What an earlier run left; nil where none was asked for.
  let before: LogState?
  var known: [LogState.KnownFile] = []
  var open: [SavedSession] = []
  /// What the clients of sessions that are open are called in transfer logs.
  var clientNames: Set<OpenSessions.ClientName> = []
  /// The files of the earlier run's state that are known better now, and the streams.
  var superseded: Set<Digest128> = []
  var streamsRead: Set<Digest128> = []

  /// The transfer logs beside others; and where these have them, a zone and the last moment.
  var transferLogs = TransferLogs()
  var zones: [Digest128: LogZone] = [:]
  var clocks: [Digest128: Timestamp] = [:]
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
    before = state
    var formats = LogFormats.all
    if let own = options.ownFormat {
      formats.append(try LogFormats.own(yaml: own.yaml, path: own.path))
      only = formats.count - 1
    } else {
      only = try options.formatName.map { try LogFormats.number(of: $0) }
    }
    self.formats = formats
    settings = SessionSettings(formats: formats, options: options)
    partitions = Partitions(settings: settings, options: options, files: files)
    if let state { partitions.restore(state.tally.tally()) }
  }

  /// What the next run is to begin with. Once `run` has ended.
  public internal(set) var state: LogState?

  /// Reads the files and gives the answer. Files that can't be read are told of in its sources.
  /// `missing` are those that were named and are not there, which are told of too.
  public func run(
    _ paths: [InputPaths.File], missing: [FileProblem] = []
  ) async throws -> UsageSummary {
    for problem in missing {
      var source = UsageSummary.Source(path: problem.path)
      source.problem = problem.reason
      source.isUnread = true
      sources.append(source)
    }
    var members: [LogStream.Member] = []
    for file in paths where !options.isInterrupted() {
      if let member = look(at: file) { members.append(member) }
    }
    passOverUnrecognised(beside: members)
    tellEmpty(beside: members)
    members = leaveOutCopies(members)
    progress.files = members.count
    var streams = LogStream.joiningTransfers(LogStream.streams(members))
    for index in streams.indices { lookForZone(&streams[index]) }
    transferLogs = TransferLogs(streams)
    streams.forEach(noteZone)
    for stream in transferLogs.inOrder(streams)
    where !options.isInterrupted() { try await read(stream) }
    var summary = summary()
    summary.isStopped = options.isInterrupted()
    return summary
  }

  // MARK: Before reading

  /// Looks at a file's head; nil where there is nothing to read, which is told of.
  private func look(at file: InputPaths.File) -> LogStream.Member? {
    var source = UsageSummary.Source(path: file.path)
    do {
      let bytes = try text(of: file)
      let first = try bytes.peek(FileHead.bytesMaximum)
      var head = first
      var context = context(path: file.path, written: bytes.written)
      var (looked, wrapping) = head.withUnsafeBufferPointer {
        look(at: ByteSlice($0), context, isGrowing: bytes.isStream)
      }
      if !bytes.isStream, let later = try lookFurther(file, looked, head.count, context) {
        head = later
        (looked, wrapping) = head.withUnsafeBufferPointer { look(at: ByteSlice($0), context) }
      }
      let parts =
        bytes.isStream || wrapping != nil ? [] : try lookForYears(file, head, looked, context)
      if let first = parts.first {
        context.written = first.written
        (looked, wrapping) = head.withUnsafeBufferPointer { look(at: ByteSlice($0), context) }
      }
      if !bytes.isStream {
        lookForDates(bytes, &looked)
        lookForClients(bytes, &looked, head, wrapping, path: file.path)
      }
      // What can't be opened again stays open.
      let kept = bytes.isStream ? bytes : nil
      let needsOrder = bytes.isDecoded || wrapping?.needsOrder == true
      if let why = whyUnreadable(looked, needsOrder: needsOrder) {
        throw FileProblem(path: file.path, reason: why)
      }
      if looked.format != nil || bytes.isStream && !looked.isEmpty {
        var member = LogStream.Member(
          file: file, head: looked, source: kept, wrapping: wrapping, parts: parts)
        first.withUnsafeBufferPointer { recognise(&member, ByteSlice($0)) }
        return member
      }
      source.bytes = head.count
      if looked.isEmpty, file.isNamed {
        empty.append(source)
        return nil
      }
      source.problem = looked.whyNoLog
      source.isUnread = !looked.isEmpty
      if !file.isNamed, !looked.hasUnknownServers {
        unrecognised.append(source)
        return nil
      }
    } catch {
      source.problem = (error as? FileProblem)?.reason ?? "\(error)"
      source.isUnread = true
    }
    sources.append(source)
    return nil
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
    let context = StreamContext(stream, self)
    restoreSessions(of: stream)
    if stream.isJoined, stream.members.count > 1 {
      try await readTogether(stream, context)
    } else {
      try await readInTurn(stream, context)
    }
    noteClock(stream)
    let last = LineReference(file: files.last, line: .max - 1)
    if before == nil {
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

  /// The bytes of a file, from the first on.
  func text(of file: InputPaths.File) throws -> ByteSource {
    let bytes = try ByteSource(path: file.path)
    try bytes.decodeUTF16()
    bytes.passOverHoles()
    if let document = try JSONDocument(bytes) { bytes.decode(with: document) }
    return bytes
  }

  private func open(
    _ member: LogStream.Member, of stream: LogStream, _ context: StreamContext
  ) -> FileReading? {
    do {
      let bytes = try member.source ?? text(of: member.file)
      let context = context.ofFile(member.file.path, member.head, written: bytes.written)
      if member.head.isTurned {
        files[member.number].turnedLines = try turnAround(bytes, member)
      }
      let wrapping = member.head.isTurned ? nil : member.wrapping
      let reading = FileReading(
        member, bytes: bytes,
        reader: ChunkReader(
          bytes, size: chunkBytes(of: stream), leavesHalfLine: before != nil,
          unwrapper: wrapping.map { LineUnwrapper($0) }),
        router: LineRouter(formats: formats, context: context, only: only),
        use: stream.use(of: member))
      reading.note =
        openDates(of: member, context) ?? (member.head.isTurned ? TurnedLines.note : nil)
        ?? (context.columns?.isAssumed == true ? Self.assumedClient : nil)
      reading.end =
        try bytesToldOf(member, stream, context) ?? bytesNow(of: reading, member, stream)
      return reading
    } catch {
      var source = UsageSummary.Source(path: member.file.path)
      source.problem = (error as? FileProblem)?.reason ?? "\(error)"
      source.isUnread = true
      sources.append(source)
      return nil
    }
  }

  /// Reads a file to its end, some chunks at a time.
  private func read(_ reading: FileReading) async throws {
    let before = progress.bytes
    while !options.isInterrupted(), await reading.next(threads: options.threads, partitions) {
      progress.bytes = before + reading.readSoFar.source.bytes
      options.onProgress(progress)
      try deliver()
    }
  }

  func deliver() throws {
    guard options.wantsRecords else { return }
    for session in partitions.takeEnded() { try onSession(session) }
  }

  private func finish(_ reading: FileReading) {
    progress.filesDone += 1
    if let why = reading.whyNoLog {
      var source = UsageSummary.Source(path: reading.path)
      source.bytes = reading.readSoFar.source.bytes
      source.problem = why
      source.isUnread = true
      sources.append(source)
      return
    }
    var source = reading.readSoFar.source
    source.logFormat = reading.readSoFar.mainFormat.map { formats[$0].name }
    if source.problem == nil, let problem = reading.reader.problem {
      source.problem = problem.reason
      source.isUnread = true
    }
    source.note = reading.note
    if source.note == nil, reading.use == .nothing { source.note = reading.use.note }
    if source.note == nil { source.note = source.lostWords }
    tellOthers(&source, reading)
    tellRepeated(&source, reading)
    tellPlaced(&source, reading)
    if source.note == nil { source.note = reading.use.note }
    sources.append(source)
    noteKnown(reading)
    for line in reading.readSoFar.malformed
    where malformedLines.count < ReadReport.malformedMaximum {
      malformedLines.append(
        UsageSummary.MalformedLine(
          path: reading.path, line: Int(files[reading.number].line(line.line + 1)),
          reason: line.reason))
    }
  }

  func summary() -> UsageSummary {
    let tally = partitions.tally()
    if before != nil { leaveState(tally) }
    var summary = UsageSummary(
      tally, windowDays: options.windowDays, now: options.now, formats: formats)
    summary.sources = sources.sorted { $0.path < $1.path }
    summary.malformedLines = malformedLines
    return summary
  }
}
