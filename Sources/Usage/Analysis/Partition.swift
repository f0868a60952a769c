import Bytes
import Records

/// Some of the sessions: those whose keys fall to it, whatever the number of processors.
final class Partition: @unchecked Sendable {
  // Sendable: `Partitions` gives each partition, and all that share its tally, to one task at a
  // time.

  let table: SessionTable
  let files: FileList
  /// Whether there are transfer logs that may tell of sessions again, and when these were.
  var notesTimes = false
  var times = SessionTimes()
  /// What other logs have of the transfer log that is being read; nil for another log.
  var told: ToldTransfers?
  /// Lines of transfer logs, by their file, that other logs' sessions have, and that none has; of
  /// these, those in whose time there was one.
  var repeated: [UInt32: Int] = [:]
  var untold: [UInt32: Int] = [:]
  var unmatched: [UInt32: Int] = [:]
  /// Sessions that ended since they were last taken, with the line at which that was noticed.
  fileprivate(set) var ended: [Ended] = []

  struct Ended {
    var noticed: LineReference
    var began: LineReference
    var ordinal: UInt32
    var session: LoggedSession
  }

  init(tally: Tally, settings: SessionSettings, options: LogOptions, files: FileList) {
    table = SessionTable(settings: settings, names: tally)
    self.files = files
    table.finished = { [unowned self] session, line in
      if notesTimes { noteTimes(of: session) }
      guard options.wants(session) else { return tally.leftOut.add(session) }
      session.fill(options, names: tally)
      let outcome = SessionOutcome(ending: &session, settings: settings)
      tally.add(session, outcome, settings: settings)
      guard options.wantsRecords else { return }
      let file = files[session.line.file]
      let record = outcome.record(
        session, names: tally, settings: settings, file: file, survey: options.survey)
      let evidence = outcome.evidence.map {
        LoggedSession.Evidence(
          path: files[$0.line.file].path, line: Int(files[$0.line.file].line($0.line.line)),
          source: $0.source,
          text: $0.text, rule: $0.rule.words)
      }
      self.ended.append(
        Ended(
          noticed: line, began: session.line, ordinal: session.ordinal,
          session: LoggedSession(record: record, evidence: evidence)))
    }
  }
}

/// The files of a run, by number. Filled before tables look at it.
final class FileList: @unchecked Sendable {
  // Sendable: written only between windows, when no task reads it.
  private var files: [SourceFile] = []

  subscript(number: UInt32) -> SourceFile { files[Int(number)] }

  /// Adds a file and gives its number.
  func add(_ file: SourceFile) -> UInt32 {
    files.append(file)
    return UInt32(files.count - 1)
  }
}

/// All partitions, dealt out to as many shares as there are processors. The partitions' number is
/// fixed: it decides when silent sessions are looked for, and so must not depend on the machine.
struct Partitions: @unchecked Sendable {
  // Sendable: `apply` touches only its share's partitions and tally.

  static let count = 16

  let all: [Partition]
  private let tallies: [Tally]

  init(settings: SessionSettings, options: LogOptions, files: FileList) {
    let tallies = (0..<min(options.threads, Self.count)).map { _ in Tally() }
    all = (0..<Self.count).map { number in
      Partition(
        tally: tallies[number % tallies.count], settings: settings, options: options,
        files: files)
    }
    self.tallies = tallies
  }

  /// Puts back a session that a state file kept.
  func restore(_ saved: SavedSession, file: UInt32, format: UInt8) {
    let number = Self.number(of: saved.key)
    let names = tallies[number % tallies.count]
    all[number].table.restore(
      saved.session(names: names, file: file, format: format),
      isUndecided: saved.isUndecided)
  }

  /// Takes what is open out of the tables, in the order in which it began.
  func takeOpen() -> [SavedSession] {
    var open: [(LineReference, SavedSession)] = []
    for partition in all {
      open += partition.table.takeOpen().map { ($0.lineReference, $0) }
    }
    return open.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Counts what an earlier run counted.
  func restore(_ tally: Tally) { tallies[0].add(tally) }

  /// The names of a run on one processor.
  var names: Tally { tallies[0] }

  /// How many tasks may apply events at once.
  var shares: Int { tallies.count }

  /// The partition of a key.
  @inline(__always)
  static func number(of key: Digest128) -> Int { Int(key.high >> 60) }

  /// Gives a chunk's events to the partitions of a share.
  func apply(_ chunk: Chunk, file: UInt32, share: Int) {
    for number in stride(from: share, to: Self.count, by: shares) {
      all[number].apply(
        chunk.batch.events(ofPartition: number), file: file, linesBefore: chunk.linesBefore)
    }
  }

  /// Takes the sessions that have ended, in the order in which their ends were noticed.
  func takeEnded() -> [LoggedSession] {
    var ended = all.flatMap(\.ended)
    for partition in all { partition.ended.removeAll(keepingCapacity: true) }
    ended.sort { ($0.noticed, $0.began, $0.ordinal) < ($1.noticed, $1.began, $1.ordinal) }
    return ended.map(\.session)
  }

  /// All that was counted.
  func tally() -> Tally {
    for tally in tallies { tally.settle() }
    for tally in tallies.dropFirst() { tallies[0].add(tally) }
    return tallies[0]
  }
}
