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
  private var ended: [Ended] = []

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

  /// Takes the sessions that have ended since.
  func takeEnded() -> [Ended] {
    defer { ended.removeAll(keepingCapacity: true) }
    return ended
  }
}
