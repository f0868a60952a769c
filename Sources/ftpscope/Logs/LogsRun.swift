import Bytes
import Foundation
import Inputs
import Records
import Report
import Store
import Usage

/// One run of `ftpscope logs`: its options put to the analysis, and the answer put out.
struct LogsRun {
  private let command: LogsCommand

  init(_ command: LogsCommand) { self.command = command }

  func run() async throws {
    let (files, missing) = InputPaths.files(command.paths)
    if files.isEmpty || command.follow {
      for problem in missing { tell("\(problem.path): \(problem.reason)") }
    }
    let awaits = command.follow && command.paths.contains(where: InputPaths.mayCome)
    if files.isEmpty, !awaits { throw Exit.failed }
    if files.isEmpty { tell("waiting for files") }
    let state = try command.state.map { try LogState.load($0) }
    if let path = command.state { try LogState.expectWritable(path) }
    let progress = command.follow ? nil : command.progress.begin()
    var options = try options()
    if let progress { options.onProgress = { progress.show($0) } }
    let analysis = try LogAnalysis(options: options, state: state)
    let store = try command.recording.begin()
    let output = try command.output.open()
    do {
      let summary = try await answer(
        analysis, files, missing, output, store, progress)
      try store?.finish(
        [], summary.sources.map { StoredReading($0, isStopped: summary.isStopped) },
        of: command.recording.survey)
      // What follows files is ended by a signal.
      try output.finish(isStopped: Signals.isInterrupted && !command.follow)
      if let path = command.state, !Signals.isInterrupted { try analysis.state?.save(path) }
      tellProblems(summary, areShown: showsMalformedLines(output))
      if summary.isStopped { tell("stopped: the rest of the logs was not read") }
      if analysis.isSilent, !summary.sources.contains(where: \.isTold) {
        tell("no line of \(Self.files(summary.sources.count)) is about FTP")
      }
      tellPassedOver(analysis.passedOver, files.count)
      try end(summary, files, missing)
    } catch {
      store?.finish(after: error)
      output.discard()
      throw error
    }
  }

  // MARK: Options

  private func options() throws -> LogOptions {
    var options = LogOptions()
    options.threads = command.follow ? 1 : command.threads.count
    for list in command.implicitPorts { options.implicitPorts.formUnion(list.ports) }
    options.server = command.serverAddress
    options.port = command.serverPort
    options.zone = command.timeZone?.zone
    options.year = command.year
    options.dateOrder = command.dateOrder
    options.authImpliesPrivate = command.authSslPrivate
    options.since = command.since?.timestamp
    options.until = command.until?.timestamp
    options.now = .now
    options.windowDays = command.window.days
    options.survey = command.recording.survey
    options.wantsRecords =
      command.format == .jsonl || command.explain != nil || command.recording.store != nil
    options.wantsLines = command.explain != nil
    options.isInterrupted = { Signals.isInterrupted }
    try chooseFormat(&options)
    return options
  }

  private func chooseFormat(_ options: inout LogOptions) throws {
    guard let name = command.logFormat else { return }
    if LogFormats.names.contains(name) {
      options.formatName = name
    } else if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      options.ownFormat = (name, try WholeFile.text(name))
    } else {
      options.formatName = name
    }
  }

  // MARK: Answers

  private func answer(
    _ analysis: LogAnalysis, _ files: [InputPaths.File], _ missing: [FileProblem],
    _ output: Output, _ store: StoreWriter?, _ progress: Progress?
  ) async throws -> UsageSummary {
    let format = command.format ?? (output.isTerminal ? .table : .json)
    var explained = 0
    analysis.onSession = { session in
      if let wanted = command.explain {
        guard session.record.id.hasPrefix(wanted) else { return }
        explained += 1
        try output.write(Array(SessionExplanation(session).text().utf8))
      } else {
        if format == .jsonl { try output.writeLine { session.record.write(to: &$0) } }
        try store?.add(.session(session.record))
      }
    }
    let summary =
      command.follow
      ? try await follow(analysis, output) : try await analysis.run(files, missing: missing)
    progress?.end()
    if let wanted = command.explain {
      if explained == 0, !Signals.isInterrupted {
        throw Failure("no session's id begins with '\(wanted)'; --format jsonl shows the ids")
      }
      return summary
    }
    if !command.follow {
      if format == .json {
        try writeJSON(summary, output)
      } else {
        try output.write(try bytes(of: summary, as: format, output))
      }
    }
    return summary
  }

  /// Writes the summary piece by piece: one of a million clients is long.
  private func writeJSON(_ summary: UsageSummary, _ output: Output) throws {
    var failure: (any Error)?
    var writer = JSONWriter { piece in
      if failure != nil { return }
      do { try output.write(piece) } catch { failure = error }
    }
    summary.write(to: &writer)
    if let failure { throw failure }
    try output.write(writer.bytes)
  }

  /// Follows the files, with a line for each login in clear.
  private func follow(
    _ analysis: LogAnalysis, _ output: Output
  ) async throws -> UsageSummary {
    let list = { InputPaths.files(command.paths).files }
    var listener = FollowListener()
    listener.problem = { path, reason in tell("\(path): \(reason)") }
    listener.unknownServers = { path, names in
      let names = names.joined(separator: ", ")
      tell("\(path): lines of \(names) in no form that ftpscope knows: what they tell is missing")
    }
    listener.untoldLogin = { path, advice in
      let untold = "it does not tell whether TLS protects a login: no line will come here"
      tell("\(path): \(untold)\(advice.map { ". To change: \($0)" } ?? "")")
    }
    listener.clearLogin = { login in
      var line = "\(login.time?.rfc3339 ?? "?") login in clear: \(login.user ?? "?")"
      line += " from \(login.client ?? "?")"
      if let server = login.server { line += " at \(server)" }
      if let port = login.port { line += " port \(port)" }
      line += " (\(login.path))"
      if login.mayBeImplicit { line += ", or in TLS from the start: no port is logged" }
      try output.write(Array((EscapedText(line).text + "\n").utf8))
      try output.flush()
    }
    return try await analysis.follow(list, listener)
  }

  private func bytes(
    of summary: UsageSummary, as format: LogsCommand.Format, _ output: Output
  ) throws -> [UInt8] {
    switch format {
    case .table:
      let colour = output.hasColour
      let view = UsageTerminal(
        summary: summary, width: Terminal.width, colour: colour, by: command.by)
      return Array(view.text().utf8)
    case .json, .jsonl: return []
    case .csv: return Array(UsageCSV(summary: summary, by: command.by).text().utf8)
    case .html:
      let now = Timestamp.now.second
      let services = try command.services.map { try ServiceRecords.tally($0) }
      let page = UsagePage(
        summary: summary, title: "Who uses FTPS", generated: now, services: services)
      return Array(try page.html().utf8)
    }
  }

  // MARK: The end

  /// Whether the page that a person sees has the malformed lines.
  private func showsMalformedLines(_ output: Output) -> Bool {
    output.isTerminal && command.format ?? .table == .table && command.by == nil
      && command.explain == nil && !command.follow
  }

  /// - Parameter areShown: whether the malformed lines are on the page already.
  private func tellProblems(_ summary: UsageSummary, areShown: Bool) {
    for source in summary.sources {
      // Of a file that is followed a problem has been told of as it came.
      let problem = command.follow ? nil : source.problem
      guard let problem = problem ?? source.note else { continue }
      tell("\(source.path): \(problem)")
    }
    if areShown { return }
    let malformed = summary.sources.reduce(0) { $0 + $1.malformed }
    MalformedLines(
      count: malformed, first: summary.malformedLines.lazy.map { ($0.path, $0.line, $0.reason) }
    ).tell("lines that could not be read")
  }

  private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

  private func tellPassedOver(_ passed: (count: Int, first: [String]), _ all: Int) {
    if passed.count == 0 { return }
    let files = passed.count == 1 ? "1 file that is" : "\(passed.count) files that are"
    let names = passed.first + (passed.count > passed.first.count ? ["…"] : [])
    tell(
      "passed over \(files) no log that ftpscope knows, of \(all): "
        + names.joined(separator: ", "))
  }

  private func end(
    _ summary: UsageSummary, _ files: [InputPaths.File], _ missing: [FileProblem]
  ) throws {
    if Signals.isInterrupted { return }
    let named = Set(files.filter(\.isNamed).map(\.path))
    let unread = summary.sources.filter { $0.problem != nil }
    let nothingRead = unread.count == summary.sources.count
    if !missing.isEmpty || nothingRead || unread.contains(where: { named.contains($0.path) }) {
      throw Exit.failed
    }
    let totals = summary.totals
    for condition in command.failOn {
      let holds =
        switch condition {
        case .clearLogin: totals.clearLogins > 0
        case .clearTransfer: totals.transfers.clear > 0
        case .clear: totals.clear > 0 || totals.clearLogins > 0 || totals.transfers.clear > 0
        }
      if holds { throw Exit.conditionHolds }
    }
  }
}

extension StoredReading {
  /// A log. Of a run that was stopped nobody knows which were read to their end.
  fileprivate init(_ log: UsageSummary.Source, isStopped: Bool) {
    self.init(
      kind: .session, path: log.path, lines: log.lines, malformed: log.malformed,
      lost: log.lostLines, isUnread: log.isUnread || isStopped,
      problem: log.problem ?? (isStopped ? "the reading was stopped" : nil))
  }
}

extension UsageSummary.Source {
  /// Whether there is something to tell of it.
  fileprivate var isTold: Bool { problem != nil || note != nil }
}
