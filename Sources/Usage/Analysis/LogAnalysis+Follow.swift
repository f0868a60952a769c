import Bytes
import FTPProtocol
import Inputs

extension LogAnalysis {
  /// How often files are looked at.
  private static let interval = Duration.milliseconds(250)
  /// After how many looks at the files new ones are looked for.
  private static let looksBetweenLists = 4

  /// Reads the files and goes on as they grow, through rotation, until interrupted; tells a
  /// listener of each login in clear that comes after the start. `list` gives the files that there
  /// are now; one that was not there at the start is read from its beginning, and its logins are
  /// told of. Gives the answer over all that was read.
  public func follow(
    _ list: () -> [InputPaths.File], _ listener: FollowListener
  ) async throws -> UsageSummary {
    var isCaughtUp = false
    var failure: (any Error)?
    var silent: Set<UInt32> = []
    for partition in partitions.all {
      let table = partition.table
      table.loggedInUnprotected = { [unowned self, unowned table] session, time, exposure in
        guard isCaughtUp, failure == nil, options.wants(session) else { return }
        if exposure == .clear {
          do { try listener.clearLogin(clearLogin(session, time)) } catch { failure = error }
        } else if !session.facts.doubts.contains(.beginsEarlier), !table.isUndecided(session),
          silent.insert(session.line.file).inserted
        {
          listener.untoldLogin(
            files[session.line.file].path, formats[Int(session.format)].advice.general)
        }
      }
    }
    let contents = FollowedContents()
    var followed: [FollowedFile] = []
    var groups: [Digest128: FollowedGroup] = [:]
    var known: Set<String> = []
    var looks = 0
    var isLast = false
    repeat {
      // What was written before the interruption is told of.
      isLast = options.isInterrupted()
      if looks % Self.looksBetweenLists == 0 {
        for file in list() where known.insert(file.path).inserted {
          followed.append(FollowedFile(file, among: contents))
        }
        // Each stays open.
        OpenFiles.raise(for: followed.count)
        groups = arrange(followed, groups)
      }
      looks += 1
      try look(at: followed, groups, isLast: isLast)
      isCaughtUp = true
      try deliver()
      for file in followed { tell(listener, of: file) }
      if let failure { throw failure }
      // Cancelled or not, the loop ends by being interrupted.
      if !isLast { try? await Task.sleep(for: Self.interval) }
    } while !isLast
    let last = LineReference(file: 0, line: .max - 1)
    for partition in partitions.all { partition.table.endAll(at: last) }
    try deliver()
    sources = SourceList(
      followed.map {
        var source = $0.source
        source.note = source.lostWords
        return source
      })
    for file in followed { sources.add(file.malformedLines) }
    return conclude()
  }

  /// Tells of a problem, and of servers that are not understood, once each and at once: the end may
  /// be far off.
  private func tell(_ listener: FollowListener, of file: FollowedFile) {
    if file.source.unknownServers != file.toldServers {
      let new = file.source.unknownServers.subtracting(file.toldServers)
      file.toldServers = file.source.unknownServers
      listener.unknownServers(file.path, new.sorted())
    }
    if let problem = file.source.problem, problem != file.toldProblem {
      file.toldProblem = problem
      listener.problem(file.path, problem)
    }
  }

  private func clearLogin(_ session: borrowing Session, _ time: Timestamp) -> ClearLogin {
    let names = partitions.names
    return ClearLogin(
      time: session.facts.isDated ? time : nil, client: names.clients.text(session.client),
      user: names.users.text(session.shownUser), server: names.servers.text(session.server),
      port: session.port == 0 ? nil : Int(session.port), path: files[session.line.file].path,
      mayBeImplicit: session.facts.mayBeImplicit && session.port == 0 && options.port == nil)
  }

  /// Reads what has come: to files that others tell of the same sessions, side by side with these.
  private func look(
    at followed: [FollowedFile], _ groups: [Digest128: FollowedGroup], isLast: Bool
  ) throws {
    var joined: [Digest128: [FollowedFile]] = [:]
    for file in followed where file.head != nil {
      switch file.role {
      case .transfers: break
      case .joined(let group): joined[group.stream.seed, default: []].append(file)
      case .alone: read(file, isLast: isLast)
      }
    }
    for (seed, group) in groups { try follow(group, joined[seed] ?? [], isLast: isLast) }
    readTransfers(of: followed, isLast: isLast)
  }

  /// Reads what has come to a file that is read by itself.
  func read(_ file: FollowedFile, isLast: Bool) {
    file.look(isLast: isLast)
    while readOn(file) { applyFollowed(file) }
  }

  /// Reads the next lines that have come to a file into its batch; false where there are no more.
  func readOn(_ file: FollowedFile) -> Bool {
    while let (lines, content) = file.nextLines() {
      if content.isPassedOver || mayWait(file, content, lines) { continue }
      var router = content.router ?? begin(file, content, lines)
      if content.isPassedOver { continue }
      let text = content.unwrapper.map { file.arena.keep($0.unwrap(lines)) } ?? lines
      file.batch.removeAll()
      var report = ReadReport()
      router.read(text, into: &file.batch, report: &report)
      content.router = router
      file.count(report, lines.count, of: content)
      if let format = router.format { file.source.logFormat = formats[format].name }
      return true
    }
    return false
  }

  /// Waits with a file of which nothing but a header is there: what its log has lines for shows in
  /// those that follow.
  private func mayWait(
    _ file: FollowedFile, _ content: FollowedContent, _ bytes: ByteSlice
  ) -> Bool {
    guard content.router == nil, bytes.first == 0x23, bytes.count < FileHead.bytesMaximum,
      head(bytes, file).0.events == 0
    else { return false }
    content.leaveToBegin(bytes)
    var report = ReadReport()
    report.lines = UInt64(bytes.buffer.count { $0 == 0x0A })
    file.count(report, bytes.count, of: content)
    return true
  }

  /// Prepares to read a file, or what took its place: what a later line depends on goes on.
  private func begin(
    _ file: FollowedFile, _ content: FollowedContent, _ bytes: ByteSlice
  ) -> LineRouter {
    let member = InputPaths.File(path: file.path, isNamed: true)
    let first = content.readElsewhere + bytes[0..<FileHead.bytesMaximum].copied
    let (head, wrapping) = first.withSlice { self.head($0, file) }
    content.unwrapper = wrapping.map { LineUnwrapper($0) }
    content.isPassedOver = head.isTurned || wrapping?.needsOrder == true && head.order == .none
    if content.isPassedOver { file.source.problem = "lines not oldest first, and not followed" }
    let stream =
      if case .joined(let group) = file.role { group.stream } else {
        LogStream.followed(LogStream.Member(file: member, head: head))
      }
    let context = context(of: stream).ofFile(
      file.path, head, written: file.written)
    var router = LineRouter(formats: formats, context: context)
    if let before = file.routerBefore { router.goOn(from: before) }
    content.number = files.add(sourceFile(file.path, stream))
    var batch = EventBatch()
    var report = ReadReport()
    let before = content.readElsewhere
    let lines =
      content.unwrapper.map { unwrapper in
        before.withSlice { unwrapper.unwrap($0) }
      } ?? before
    lines.withSlice { lines in
      router.read(lines, into: &batch, report: &report)
    }
    return router
  }

  private func head(_ bytes: ByteSlice, _ file: FollowedFile) -> (FileHead, LineWrapping?) {
    firstLook.look(
      at: bytes[0..<FileHead.bytesMaximum],
      firstLook.context(path: file.path, written: file.written), isGrowing: true)
  }
}
