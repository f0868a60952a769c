import Bytes
import Foundation
import Inputs
import Names
import Records
import Report
import Store
import Survey

/// One run of `ftpscope names`.
struct NamesRun {
  private let command: NamesCommand
  private let output: Output
  private let format: NamesCommand.Format
  private let suffixDate: String?
  private let progress: Progress?
  private let store: StoreWriter?
  private var search: NameSearch
  /// The names to resolve.
  private var names: [NameRecord] = []
  private var unresolved: Int?
  private var readings: [StoredReading] = []

  init(_ command: NamesCommand) throws {
    self.command = command
    command.threads.bound()
    let path = command.suffixList ?? PublicSuffixList.usualPath
    let suffixes: PublicSuffixList
    do {
      suffixes = try PublicSuffixList(path: path)
    } catch {
      let mend = "install Debian's package publicsuffix, or name a list with --suffix-list"
      throw Failure(command.suffixList == nil ? "\(error): \(mend)" : "\(error)")
    }
    suffixDate = suffixes.date
    search = NameSearch(
      try command.words(), suffixes, origin: command.origin, survey: command.recording.survey)
    store = try command.recording.begin()
    output = try command.output.open()
    format = command.format ?? (output.isTerminal ? .table : .jsonl)
    progress = command.progress.begin()
  }

  consuming func run() async throws {
    do {
      if format == .csv { try output.write(Array(NamesCSV.header.utf8)) }
      let problems = try readAll()
      if command.resolve { try await resolve() }
      progress?.end()
      try summarise()
      try store?.finish(knowledge, readings, of: command.recording.survey)
      try output.finish()
      tellMalformed()
      if !problems.isEmpty { throw Exit.failed }
    } catch {
      progress?.end()
      store?.finish(after: error, knowledge)
      if let path = output.leave() { tell("what was found so far is in \(path)") }
      throw error
    }
  }

  private var knowledge: [(kind: String, text: String)] {
    suffixDate.map { [("suffixes", $0)] } ?? []
  }

  /// Reads the files. One that can't be read is told, and the others are read all the same.
  private mutating func readAll() throws -> [FileProblem] {
    var (files, problems) = InputPaths.files(StandardStreams.inputs(command.files))
    let output = output
    let progress = progress
    var passedOver = 0
    let isWanted = command.resolve || store != nil || format == .jsonl || format == .csv
    for file in files where !Signals.isInterrupted {
      var found: [NameRecord] = []
      let before = (search.lines, search.malformed)
      var problem: String?
      let (format, resolves, store) = (format, command.resolve, store)
      let take: (NameRecord, Bool) throws -> Void = { record, isNew in
        if !resolves { return try Self.write(record, format, to: output, store) }
        if isNew { found.append(record) }
      }
      do {
        try search.read(file.path, each: isWanted ? take : nil) { bytes in
          try output.flush()
          progress?.show("\(bytes / 1_000_000) MB read")
          return true
        }
      } catch let none as NameSearch.NoNames {
        // What an interruption cut off may have had some.
        if Signals.isInterrupted { break }
        guard file.isNamed else {
          passedOver += 1
          continue
        }
        problems.append(none.problem)
        problem = none.problem.reason
      } catch let unread as FileProblem {
        problems.append(unread)
        problem = unread.reason
      }
      readings.append(
        StoredReading(
          kind: .name, path: file.path, lines: search.lines - before.0,
          malformed: search.malformed - before.1, isUnread: problem != nil, problem: problem))
      names += found
    }
    if passedOver > 0, passedOver == files.count {
      let paths = command.files.joined(separator: ", ")
      problems.append(FileProblem(path: paths, reason: "no file has names in it"))
    } else if passedOver > 0 {
      tell("passed over files that have no names in them: \(passedOver) of \(files.count)")
    }
    for problem in problems { tell("\(problem)") }
    return problems
  }

  private static func write(
    _ record: NameRecord, _ format: NamesCommand.Format, to output: Output, _ store: StoreWriter?
  ) throws {
    try store?.add(.name(record))
    switch format {
    case .jsonl: try output.writeLine { record.write(to: &$0) }
    case .csv: try output.write(Array(NamesCSV.row(record).utf8))
    case .table, .json: break
    }
  }

  /// Asks for the addresses of each name, once, and writes a record for each address.
  private mutating func resolve() async throws {
    var missing = 0
    var done = 0
    let isInterrupted = { @Sendable in Signals.isInterrupted }
    try await NameLookup.addresses(
      of: names.map(\.name), perSecond: command.rate, isInterrupted: isInterrupted
    ) { index, found in
      done += 1
      if found.addresses.isEmpty { missing += 1 }
      for address in found.addresses {
        var record = names[index]
        (record.type, record.value) = (address.family == .v4 ? "A" : "AAAA", "\(address)")
        record.time = .now
        try Self.write(record, format, to: output, store)
      }
      try output.flush()
      progress?.show("\(done) of \(names.count) names resolved")
      return true
    }
    unresolved = missing
  }

  private func summarise() throws {
    var summary: NamesSummary {
      NamesSummary(
        search, unresolved: unresolved, suffixDate: suffixDate, isStopped: Signals.isInterrupted)
    }
    switch format {
    case .jsonl, .csv: return
    case .json: try output.writeLine { summary.write(to: &$0) }
    case .table:
      let view = NamesTerminal(
        summary,
        width: Terminal.width, colour: output.hasColour)
      try output.write(Array(view.text().utf8))
    }
  }

  private func tellMalformed() {
    MalformedLines(
      count: search.malformed,
      first: search.malformedLines.lazy.map { ($0.path, $0.line, $0.reason) }
    ).tell("lines of no use")
    let (names, records) = (search.tally.distinct, search.tally.entries)
    var sentence = "names: \(names)" + (records == names ? "" : ", in \(records) records")
    sentence += "; domains: \(search.tally.domainCount)"
    if let unresolved { sentence += "; without an address: \(unresolved)" }
    sentence += "; lines read: \(search.lines)"
    if let leftOut = search.tally.leftOut.words { sentence += "; left out: \(leftOut)" }
    if search.elsewhere > 0 { sentence += "; lines with a word elsewhere: \(search.elsewhere)" }
    tell("\(sentence)\(Signals.isInterrupted ? "; stopped" : "")")
  }
}
